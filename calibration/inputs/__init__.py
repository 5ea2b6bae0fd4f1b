"""What no extract holds: laws, assumptions and priors, each with its source and status."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulator.core.errors import InputError, InputErrors
from simulator.core.time import year_of
from simulator.scenario.country.check import cell_faults
from simulator.scenario.file.document import read_document

FOLDER = Path(__file__).parent


def read(name: str) -> dict[str, Any]:
    """Content of an input file, `common` or a country; InputErrors say what to mend."""
    path = FOLDER / f"{name}.yaml"
    if not path.is_file():
        remedy = f"copy calibration/inputs/ESP.yaml to {path.name} there and review every value"
        raise InputError(f"no inputs of {name}: {remedy}; docs/add_a_country.md", field="COUNTRY")
    document = read_document(path, name=f"calibration/inputs/{path.name}")
    content: dict[str, Any] = document.plain()
    rooms = ("values", "parameters")
    if faults := [one for room in rooms for one in cell_faults(content.get(room), room, (), document)]:
        raise InputErrors(faults)
    return content


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a table of inputs."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def priors(variable: str, settings: Mapping[str, Any]) -> dict[str, float]:
    """Prior by code of one variable of priors.csv; a country's inputs may replace some under `priors`."""
    shared = {row["code"]: float(row["value"]) for row in rows("priors") if row["variable"] == variable}
    return {**shared, **settings.get("priors", {}).get(variable, {})}


def ai_use(iso3: str) -> list[tuple[float, float, str]]:
    """Year, share of all firms that used AI, and how they were asked, in the order of the months."""
    own = (row for row in rows("ai_use") if row["iso3"] == iso3)
    return [(year_of(row["month"]), float(row["share"]), row["question"]) for row in own]


def output_gaps(iso3: str) -> dict[int, float]:
    """Output over potential output less 1 by year, as estimated and projected in April 2015."""
    return {int(row["year"]): float(row["output_gap"]) for row in rows("output_gap") if row["iso3"] == iso3}
