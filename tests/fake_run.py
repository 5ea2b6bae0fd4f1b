"""A complete, plausible run folder without the model: for tests of figures, pages and tables."""

import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from simulator.indicators import metadata
from simulator.scenario import Scenario
from tests import experiment
from tests.unit import fake_model
from tests.unit.fake_indicators import BROKEN_DOWN, DISPLACED, GROUPS, LEFT, TABLE
from tests.unit.fake_model import FakeOutput, fake_scenario

TARGETS = (
    ("C01", "unemployment rate", 0.112, 0.003, "read", "unemployment_rate"),
    ("C08", "gini", 0.315, 0.015, "read", "gini"),
    ("C09", "arop", 0.202, 0.015, "read", "arop"),
    ("C16", "long-term unemployment share", 0.45, 0.045, "derived", "long_term_unemployment_share"),
)

TITLES = {str(one["name"]): str(one["label"]) for one in metadata()}
"""What the indicators that ship are called."""
NAMES = {
    "ESP": {"en": "Spain", "es": "España", "fr": "Espagne"},
    "FRA": {"en": "France", "es": "Francia", "fr": "France"},
}
FOLDERS = TemporaryDirectory()
"""What is made once and copied; gone when the process ends."""
FAMILIES = {"training_programme": "adapt", "automation_levy": "contribute", "levy": "contribute"}


class FakeModel:
    """The seam of `simulator.experiment.conduct`: simulate, indicators, describe, fit."""

    def __init__(self, simulate: Callable[..., FakeOutput] = fake_model.simulate) -> None:
        self.simulate = simulate

    def indicators(self, scenario: Any) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "label": TITLES.get(name, name.replace("_", " ").capitalize()),
                "unit": unit,
                "better": better,
                "smallest_relevant": smallest,
                "about": f"{name.replace('_', ' ')} ({unit}), invented for tests",
                "by": ["total", *(GROUPS if name in BROKEN_DOWN else ())],
            }
            for name, (unit, better, smallest, _) in TABLE.items()
        ] + [
            {"name": name, "label": name.replace("_", " ").capitalize(), "unit": unit,
             "better": "none", "smallest_relevant": 0, "about": "invented for tests",
             "by": ["at_layoff", *LEFT]}
            for name, unit in DISPLACED.items()
        ]  # fmt: skip

    def describe(self, scenario: Scenario) -> Mapping[str, Any]:
        return {
            "title": scenario.title,
            "question": scenario.question,
            "country": {
                "iso3": scenario.country,
                "name": NAMES.get(scenario.country, {}).get("en", scenario.country),
                "names": NAMES.get(scenario.country, {}),
                "currency": "EUR",
                "vintage": "2024",
                "weight": 41.5e6 / scenario.persons,
            },
            "families": {one.name: FAMILIES.get(one.name, "share") for one in scenario.policies},
            "parameters": {
                "training_programme.places_per_1000": _parameter(
                    8.0, "places per 1000 labour force", "assumed"
                ),
                "automation_levy.rate": _parameter(0.25, "share of AI spending", "assumed"),
                "frontier_growth": _parameter(0.52, "per year", "estimated"),
                "unemployment_rate": _parameter(0.112, "share", "observed"),
            },
        }

    def fit(self, scenario: Scenario, results: pl.DataFrame) -> list[dict[str, Any]]:
        """The fit at month 0 of the run without AI, judged where the target was read."""
        return [_target(results, *target) for target in TARGETS]


def make_fake_run(path: Path, *, months: int = 180, seeds: int = 6, policy: bool = True) -> Path:
    """Write a run folder to `path` (which must not exist) through the project's writer, with no workbook."""
    return shutil.copytree(_made(months, seeds, policy), path)


@cache
def _made(months: int, seeds: int, policy: bool) -> Path:
    """The same folder, made once for all tests of a process that copy it."""
    scenario = fake_scenario(months=months, seeds=seeds)
    if not policy:
        scenario = fake_scenario(months=months, seeds=seeds, name="no_policy", title="No policy", policies=())
    command = "sim run scenarios/esp/levy_pays_training.yaml"
    out = Path(FOLDERS.name) / f"{months}_{seeds}_{policy}"
    return experiment.run(scenario, out=out, model=FakeModel(), jobs=1, command=command).path


def _target(
    results: pl.DataFrame, id: str, name: str, value: float, tolerance: float, provenance: str, indicator: str
) -> dict[str, Any]:
    rows = results.filter(
        (pl.col("indicator") == indicator) & (pl.col("role") == "no_ai") & (pl.col("month") == 0)
        & (pl.col("by") == "total")
    )  # fmt: skip
    simulated = float(rows["value"].to_numpy().mean())
    met = "met" if abs(simulated - value) <= tolerance else "missed"
    return {
        "id": id,
        "target": name,
        "value": value,
        "tolerance": tolerance,
        "provenance": provenance,
        "simulated": simulated,
        "verdict": met if provenance == "read" else "not judged",
    }


def _parameter(value: float, unit: str, status: str) -> dict[str, Any]:
    return {
        "value": value,
        "unit": unit,
        "source": "invented for tests",
        "status": status,
        "about": "invented",
    }
