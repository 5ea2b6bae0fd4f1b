"""What other studies measured of a country's targets, read from their tables, and the code that made them."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from calibration.study.table import RESULTS, read_csv

WHERE = Path(__file__).with_suffix(".csv")
"""Target and group → study, the column of its table, and the values that pick the row."""


@dataclass(frozen=True)
class Apart:
    """A figure of another study's table, and that study with the code it ran on."""

    value: float
    made_by: str


def measured_apart(iso3: str, results: Path = RESULTS) -> dict[tuple[str, str], Apart]:
    """Figures of a country by target and group, of all studies that have a table for it."""
    found = {}
    for line in csv.DictReader(WHERE.read_text(encoding="utf-8").splitlines()):
        path = results / f"{line['study']}_{iso3}.csv"
        wanted = dict(pair.split("=") for pair in line["rows"].split(";"))
        for row in read_csv(path):
            if all(row[key] == value for key, value in wanted.items()) and row[line["column"]]:
                value = float(row[line["column"]]) * float(line["scale"])
                made_by = f"{line['study']} (code {code_of(path)})"
                found[line["target"], line["group"]] = Apart(value, made_by)
    return found


def code_of(path: Path) -> str:
    """Hash of the sources that a table names in its head."""
    named = re.search(r"^# version: .*code (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return named[1] if named else "unknown"
