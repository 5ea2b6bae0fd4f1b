"""What no extract holds: laws, assumptions and priors, each with its source and status."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from simulator.core.time import year_of

FOLDER = Path(__file__).parent


def read(name: str) -> dict[str, Any]:
    """Content of an input file, `common` or a country; FileNotFoundError says how to add one."""
    path = FOLDER / f"{name}.yaml"
    if not path.is_file():
        raise FileNotFoundError(
            f"no inputs for '{name}': copy ESP.yaml to {path.name} and review every value"
        )
    content: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
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
