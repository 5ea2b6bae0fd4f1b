"""What a course does to those who take it: years stand beside what is published."""

import pytest

from calibration.study import Asked
from calibration.validate.training_effect import LAST, YEARS, table


def test_a_year_is_the_mean_of_its_months() -> None:
    follows = {month: (0.01 * month, 0.5, 200) for month in range(1, LAST + 1)}
    rows = table(Asked("training_effect", ("ESP",), seeds=2, persons=1000), [follows, follows]).rows
    by_month = {row["after"]: row for row in rows}
    assert by_month["13 to 24"]["effect"] == pytest.approx(18.5)
    assert [row["published"] for row in rows] == list(YEARS.values())
