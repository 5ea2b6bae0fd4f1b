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


def priors(variable: str, settings: Mapping[str, Any]) -> dict[str, float]:
    """Prior by code of one variable of priors.csv; a country's inputs may replace some under `priors`."""
    with (FOLDER / "priors.csv").open(encoding="utf-8", newline="") as file:
        shared = {
            row["code"]: float(row["value"]) for row in csv.DictReader(file) if row["variable"] == variable
        }
    return {**shared, **settings.get("priors", {}).get(variable, {})}


def ai_use(iso3: str) -> list[tuple[float, float, str]]:
    """Year, share of all firms that used AI, and how they were asked, in the order of the months."""
    with (FOLDER / "ai_use.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["iso3"] == iso3]
    return [(year_of(row["month"]), float(row["share"]), row["question"]) for row in rows]


def output_gaps(iso3: str) -> dict[int, float]:
    """Output over potential output less 1 by year, as estimated and projected in April 2015."""
    with (FOLDER / "output_gap.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["iso3"] == iso3]
    return {int(row["year"]): float(row["output_gap"]) for row in rows}
