"""Scores of occupations by other measures of exposure to AI than the ILO's, one table for all countries."""

from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

from calibration.data.codes import OCCUPATIONS
from calibration.data.sources import microsoft, oews, openai
from calibration.data.tabulate import Register, Row, merge, rounded, stamp

SOURCES = {"gpts": openai, "microsoft": microsoft}
UNITS = {"gpts": "share of tasks, half with other software", "microsoft": "score 0-1"}


def write(data: Path, tables: Path, register: Register) -> None:
    """exposure.csv: mean score of the 40 occupations by measure, weighted by United States employees."""
    for measure in SOURCES:
        merge(tables / "exposure.csv", _rows(measure, data, register), measure, column="measure")


def _rows(measure: str, data: Path, register: Register) -> Iterator[Row]:
    """One row an occupation; one without employees there takes the mean of its major group."""
    source = SOURCES[measure]
    found = oews.exposure(data, source.exposure(data))
    for code in OCCUPATIONS:
        peers = [score for other, score in found.items() if other[0] == code[0]]
        key = {"measure": measure, "occupation": code, "value": rounded(found.get(code, fmean(peers)))}
        status = "estimated" if code in found else "assumed"
        yield stamp(key, register, unit=UNITS[measure], year=source.YEAR, status=status,
                    source=source.EXPOSURE, borrowed_from="weights USA")  # fmt: skip
