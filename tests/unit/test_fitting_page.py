"""What the page on fitting tells of each published experiment is what the table of these tests has."""

import re

import pytest

from calibration.study import RESULTS, read_csv

PAGE = RESULTS.parents[1] / "docs" / "fitting.md"
TOLD = {
    "V01": ("employment over population, zones", 1.0, 2),
    "V03": ("earnings lost in five years", 1.0, 1),
    "V05": ("automation by large firms", 1.0, 1),
    "V06": ("employment under a general capital subsidy", 1.0, 2),
    "V08": ("months without work per month of benefits", 1.0, 2),
    "V09": ("recession over expansion", 1.0, 2),
    "V13": ("gain over ten years per trained worker", 1.0, 2),
    "V14": ("earnings of years two and three, offered a place", 100.0, 0),
    "V15": ("treated less controls after 8 months, strong market", 1.0, 1),
    "V16": ("employment, mildest third of shocks", 1.0, 1),
    "V18": ("labour income of poor households", 1.0, 1),
    "V21": ("employment of 22-25 in the most exposed fifth, relative", 1.0, 2),
    "V23": ("earnings of adopters, relative", 1.0, 1),
}
"""Of each test the statistic that the page tells first, the factor and the decimals in which it does."""
WITHOUT_INTERVAL = ("V16", "V23")


@pytest.mark.parametrize("test", TOLD)
def test_what_is_found_is_what_the_table_has(test: str) -> None:
    statistic, factor, decimals = TOLD[test]
    (row,) = (one for one in read_csv(RESULTS / "heldout_seen.csv")
              if (one["test"], one["statistic"]) == (test, statistic))  # fmt: skip
    line = re.search(rf"^\| {test} .*$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert line is not None
    found = line[0].split("|")[3].replace("−", "-")
    said = [f"{factor * float(row[key]):.{decimals}f}" for key in ("simulated", "from", "to")]
    assert said[0] in found
    assert f"({said[1]} to {said[2]})" in found or test in WITHOUT_INTERVAL
