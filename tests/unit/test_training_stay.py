"""Who stays in a course: ends are counted by kind, and who is kept in the labour force per participant."""

import numpy as np
import pytest

from calibration.study.declaration import Asked
from calibration.study.runs import Measured, Run, measure_run
from calibration.validate.changes import SHIPS
from calibration.validate.training_stay import (
    ALONE,
    AS_UNEMPLOYED,
    CHANGES,
    ENDS,
    WITHOUT,
    calls,
    measure,
    table,
)

ASKED = Asked("training_stay", ("ESP",), seeds=2, base_seed=9001, persons=1000)


def measured(label: tuple[str, str], **levels: float) -> Measured:
    """Two years at these levels."""
    totals = {name: np.full(24, level) for name, level in (dict.fromkeys(ENDS, 0.0) | levels).items()}
    return Measured(Run("ESP", 1, 1000, 24, label=label), totals, {})


def test_ends_are_shares_and_the_labour_force_holds_those_in_courses() -> None:
    without = measured((SHIPS.says, WITHOUT), labour_force=1000.0, in_training=0.0, employed=900.0)
    courses = measured((SHIPS.says, ALONE), labour_force=960.0, in_training=100.0, employed=890.0,
                       finished=3.0, left_for_job=1.0)  # fmt: skip
    (row,) = table(ASKED, [without, courses, without, courses]).rows
    assert (row["finished"], row["left_for_job"], row["left_force"]) == (75.0, 25.0, 0.0)
    assert row["force"] == pytest.approx(60.0)  # 40 fewer in the labour force, 100 in courses
    assert row["jobs"] == pytest.approx(-0.01)


def test_every_change_is_beside_one_run_without_courses_on_each_seed() -> None:
    run = calls(ASKED)
    assert len(run) == 2 * (1 + 2 * len(CHANGES))
    assert sum(not one.policies for _, one in run) == 2


def test_nobody_leaves_the_labour_force_from_a_course_unless_a_change_lets_them() -> None:
    (ships,) = (one for change, one in calls(ASKED)[:7] if change is SHIPS and one.label[1] == ALONE)
    short = {"months": 60, "persons": 3000}
    run = Run(**{**vars(ships), **short})
    assert measure_run(run).totals["left_force"].sum() == 0.0
    assert measure(AS_UNEMPLOYED, run).totals["left_force"].sum() > 0.0
