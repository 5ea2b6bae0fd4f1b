"""Every text that the code or the shipped data declare in English and that a report shows translated."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from simulator.core.shipped import library_names, shipped_names
from simulator.findings import workbook as book
from simulator.findings.windows import SAID
from simulator.indicators import metadata
from simulator.policies import discover
from simulator.scenario import load_scenario
from simulator.scenario.country.ensembles import load_ensemble
from simulator.scenario.country.profile import available_countries, load_country
from simulator.scenario.file.checks import model_parameters
from simulator.scenario.law import LAW
from simulator.scenario.library import BELOW, table
from simulator.scenario.world import Closing, World

Found = Iterator[tuple[str, str]]


@cache
def declared() -> dict[str, str]:
    """English text → where it is declared, each text once, in the order in which it is found."""
    found: dict[str, str] = {}
    for room in (_scenarios, _indicators, _parameters, _countries, _workbook):
        for text, where in room():
            if any(char.isalpha() for char in text):
                found.setdefault(text, where)
    return found


def _scenarios() -> Found:
    for name in sorted(set(shipped_names()) - set(library_names())):
        scenario = load_scenario(name)
        for text in (scenario.title, scenario.question):
            yield text, f"scenarios/{name}.yaml"
    for one in (*table()["families"].values(), *table()["payers"].values()):
        for text in (one["title"], one.get("question", "")):
            yield text, "scenarios/library.yaml"
    yield table()["alone"]["question"], "scenarios/library.yaml"
    yield BELOW.format(table()["outlay"]), "simulator/scenario/library.py"


def _indicators() -> Found:
    country = load_country("ESP")
    for row in metadata(country):
        where = f"the indicator {row['name']}"
        yield row["label"], where
        yield row["unit"].replace(country.currency, "{currency}"), where


def _parameters() -> Found:
    """Units of all; meanings where a scenario sets them or draws vary them: those stand in its settings."""
    drawn = {name for code in available_countries() for name in load_ensemble(code).all_spans()}
    groups = [World.declared(), Closing.declared(), *(kind.declared() for kind in discover().values())]
    for name, lever in LAW.items():
        yield lever.about, f"the law, {name}"
    for name, one in model_parameters().items():
        yield one.about if name in drawn else "", f"the declaration of {name}"
        yield one.unit, f"the declaration of {name}"
    for name, one in ((name, one) for group in groups for name, one in group.items()):
        yield one.about, f"the declaration of {name}"
        yield one.unit, f"the declaration of {name}"


def _countries() -> Found:
    """Units of a profile's numbers."""
    for code in available_countries():
        country = load_country(code)
        for name, cell in country.meta.items():
            yield (
                cell.unit.replace(country.currency, "{currency}"),
                f"calibration/countries/{code}.yaml, {name}",
            )


def _workbook() -> Found:
    """Sheets, heads and notes of tables.xlsx; what programs read by stays as it is."""
    with (Path(book.__file__).with_suffix(".csv")).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] not in ("part", "price")]  # messages
    named = (
        book.README, *(row["name"] for row in rows if row["kind"] == "sheet"), *(row["text"] for row in rows),
        *book.NOTES, *book.DESCRIBED[:-1], *book.SOURCES[:-1], *book.MEASURES.values(),
        book.OPENING, book.EVERYBODY, book.AT_PRICES, *SAID,
    )  # fmt: skip
    for text in named:
        yield text, "simulator/findings/workbook.py"
