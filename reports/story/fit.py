"""How well the run meets its calibration targets, and the parameters behind it, as tables.

The run without policy, year by year: levels that show what differences start from.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any, NamedTuple

from reports.data.run import Run
from reports.draw.table import Cell, Table, level, name
from reports.draw.units import digits_for, scale
from reports.story.limits import is_quoted, unquoted
from reports.story.sentences import label, year_name
from reports.story.settings import unit_of
from reports.text import Text
from simulator.findings.results import is_deflated, told
from simulator.findings.windows import windowed, years_in

ROLE = "no_policy"
OF_GDP, RULE = "of_gdp", "tax_of_rule"
ROWS = (
    ("population_16plus", ""), ("employed", ""), ("employment_rate", ""), ("unemployment_rate", ""),
    ("real_wage", ""), ("real_disposable_income", ""), ("arop", ""), ("arop_anchored", ""), ("gini", ""),
    ("labour_share", ""), ("real_gdp", ""), ("price_level", ""), ("current_account", OF_GDP),
    ("public_balance", OF_GDP), ("debt_ratio", ""), (RULE, OF_GDP),
)  # fmt: skip


def baseline(run: Run, text: Text) -> Table:
    """Return a row an indicator, a column a year; none without that role or a whole year."""
    first = run.series("employed", ROLE)
    years = [] if first is None else list(years_in(first.months))
    if not years:
        return Table([], [])
    heads = [text("scorecard.outcome"), *(year_name(run, text, year) for year in years)]
    rows = [row for indicator, measure in ROWS if (row := _row(run, text, indicator, measure))]
    return Table(heads, rows)


def _row(run: Run, text: Text, indicator: str, measure: str) -> list[Cell]:
    found, gdp = (told(run, one, ROLE, run.scenario) for one in (indicator, "gdp"))
    if found is None or (measure and gdp is None):
        return []
    years = list(years_in(found.months))
    values = [windowed(found, year) for year in years]
    if indicator == RULE and not any(one.any() for one in values):
        return []
    if measure and gdp is not None:
        values = [one / windowed(gdp, year) for one, year in zip(values, years, strict=True)]
    means = [float(one.mean()) for one in values]
    shown = scale(run, text, indicator, means, difference=False, of_gdp=bool(measure), real=True)
    data = {"indicator": indicator, "role": ROLE, "scenario": run.scenario, "by": "total", "group": "all",
            "stat": "mean", "world": run.world, "closure": run.closure}  # fmt: skip
    data |= {"measure": measure} if measure else {}
    data |= {"real": "1"} if is_deflated(run, indicator) else {}
    what = text("baseline.row", what=label(run, text, indicator), unit=shown.label(text))
    cells = [level(text, shown, mean, **data, window=year.name)
             for mean, year in zip(means, years, strict=True)]  # fmt: skip
    return [name(what), *(cell if is_quoted(run, indicator, year.first(run.last_month)) else unquoted(text)
                          for cell, year in zip(cells, years, strict=True))]  # fmt: skip


PASS, WARN, FAIL, UNJUDGED, UNMEASURED = "pass", "warn", "fail", "unjudged", "unmeasured"
STEERED = "steered"  # what the burn-in aims at: to meet it shows that it holds
GIVEN = "given"  # the model starts from these data: meeting them proves no more than that they were read
INPUTS = {"C05", "C06"}  # employment and wages by occupation, from which month 0 is built
ORDER = (FAIL, WARN, PASS, GIVEN, UNJUDGED, UNMEASURED)
WORDS = {"met": PASS, "missed": FAIL, "not judged": UNJUDGED, "not measured": UNMEASURED}
DRAWN = re.compile(r"(-?[0-9.e+-]+) to (-?[0-9.e+-]+)")
"""How the values of a parameter are written that opening states draw."""
RAISED = re.compile(r"([0-9.e+]+) published, times ([0-9.]+),")
"""How the note of a country's amount begins that keeps its ratio to pay."""
TWO_LEVELS = "mean pay in the national accounts over that of the wage survey"
READ = "read"  # provenance of a target whose value was read in its source


@dataclass(frozen=True)
class Target:
    """One row of the fit table."""

    cells: list[Cell]
    verdict: str
    word: str


def verdict(target: dict[str, Any]) -> str:
    """Return pass, warn or fail; given for what the model starts from.

    A target whose provenance is not `read` is printed, never judged.
    """
    said = str(target.get("verdict", "")).lower()
    found = WORDS.get(said, said)
    is_input = target.get("id") in INPUTS or target.get("use") == GIVEN
    if is_input and found != UNMEASURED:
        return GIVEN
    judged = target.get("provenance") == READ and found in (PASS, WARN, FAIL)
    return found if judged or found == UNMEASURED else UNJUDGED


def is_steered(target: dict[str, Any]) -> bool:
    """Tell whether a target is met because the opening state is made to meet it."""
    return verdict(target) == PASS and target.get("use") == STEERED


def targets(run: Run, text: Text) -> list[Target]:
    """Return every calibration target with data, accepted range, simulation and verdict, misses first."""
    rows = []
    for target in sorted(run.content.get("targets", []), key=lambda target: ORDER.index(verdict(target))):
        found = verdict(target)
        provenance = str(target.get("provenance", ""))
        cells = [
            name(f"{target.get('id', '')} {_label(run, text, str(target.get('target', '')))}".strip()),
            *_numbers(text, target),
            Cell(text.either(f"provenance.{provenance}", provenance)),
        ]
        rows.append(Target(cells, found, text(f"fit.{STEERED if is_steered(target) else found}")))
    return rows


def _label(run: Run, text: Text, target: str) -> str:
    """Return the name of a target: the indicator's where there is one, and the group it is about."""
    what, comma, group = target.partition(", ")
    key = what.replace(" ", "_")
    own = str(run.metadata.get(key, {}).get("label", what))
    told = text.either(f"target.{key}", own)
    if not comma:
        return told
    if text.has(f"group.occupation.{group}"):
        own_group = text(f"group.occupation.{group}")
    else:
        own_group = text.either(f"group.{group}", group.replace("_", "–").replace(":", ", "))
    return text("fit.of_group", what=told, group=own_group)


def _numbers(text: Text, target: dict[str, Any]) -> list[Cell]:
    """Return data, accepted range and simulation with the same decimals, shares in %."""
    unit = str(target.get("unit", ""))
    share = unit.startswith("share")
    factor, told = (100.0, text.percent) if share else (1.0, str)
    value, tolerance, simulated = (_number(target.get(key)) for key in ("value", "tolerance", "simulated"))
    bounds = [_number(target.get("low")), _number(target.get("high"))]
    if not all(map(isfinite, bounds)):
        bounds = [value - tolerance, value + tolerance]
    known = [item * factor for item in (value, simulated, *bounds) if isfinite(item)]
    digits = max(0, digits_for(known))
    low, high = (text.number(bound * factor, digits) for bound in bounds)
    data = {"target": str(target.get("id", "")), "scale": f"{factor:.10g}"}

    def shown(number: float, stat: str) -> Cell:
        if not isfinite(number):
            return Cell(text("number.missing"))
        return Cell(told(text.number(number * factor, digits)), number * factor, {**data, "stat": stat})

    around = told(text("fit.range", low=low, high=high))
    return [shown(value, "value"), Cell(around), shown(simulated, "simulated")]


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else nan


class Judged(NamedTuple):
    """Targets that are judged: those that the opening state is set to, and those that nothing sets."""

    set: int
    kept: int
    free: int
    predicted: int


def judged(run: Run) -> Judged:
    """Return how many targets were set and kept, and how many were free and met."""
    known = [one for one in run.content.get("targets", []) if verdict(one) in (PASS, WARN, FAIL)]
    steered = [one for one in known if one.get("use") == STEERED]
    free = [one for one in known if one.get("use") != STEERED]
    kept, met = (sum(verdict(one) == PASS for one in some) for some in (steered, free))
    return Judged(len(steered), kept, len(free), met)


def missed_ones(run: Run, text: Text) -> list[str]:
    """Return the names of what was measured and lies outside its range."""
    return [_label(run, text, one) for one in missed(run)]


def missed(run: Run) -> list[str]:
    """Return the targets that were measured and lie outside their range, judged or not, inputs apart."""
    found = []
    for one in run.content.get("targets", []):
        low, high, simulated = (_number(one.get(key)) for key in ("low", "high", "simulated"))
        if verdict(one) != GIVEN and (simulated < low or simulated > high):
            found.append(str(one.get("target", "")))
    return found


def status(run: Run, text: Text) -> str:
    """Return the calibration status for the banner: what was set and kept, what was predicted."""
    counts = Counter(verdict(target) for target in run.content.get("targets", []))
    found = judged(run)
    if not (found.set or found.free):
        return text("fit.status.none")
    told = {**found._asdict(), "missed": len(missed_ones(run, text)), "unjudged": counts[UNJUDGED],
            "unmeasured": counts[UNMEASURED], "given": counts[GIVEN]}  # fmt: skip
    form = "" if found.free else ".none_free"
    return text(f"fit.status{form}", **{key: text.number(count, 0) for key, count in told.items()})


def parameters(run: Run, text: Text) -> Table:
    """Return every parameter: name, value, unit, source, status; meanings and sources are in English."""
    english = "en" if text.lang != "en" else ""
    heads = ("name", "value", "unit", "status", "source")
    rows = []
    for key, item in sorted(run.content.get("parameters", {}).items()):
        value = item.get("value")
        if isinstance(value, int | float) and not isinstance(value, bool):
            is_date = item.get("unit") == "year"
            number = f"{value:g}" if is_date else text.significant(value)
            shown = Cell(number, float(value), {"parameter": key, "scale": "1"})
        elif drawn := DRAWN.fullmatch(str(value)):
            low, high = (text.significant(float(one)) for one in drawn.groups())
            shown = Cell(text("fit.range", low=low, high=high))
        else:
            shown = Cell(str(value))  # a schedule or a condition, in the words of the scenario
        told, unit, source = (str(item.get(part, "")) for part in ("status", "unit", "source"))
        about = str(item.get("about", ""))
        about = _of_country(text, about) if key.startswith("country.") else about
        status_word = Cell(text.either(f"status.{told}", told))
        rows.append([Cell(key, head=True, about=about, lang=english), shown, Cell(unit_of(run, text, unit)),
                     status_word, Cell(source, lang=english)])  # fmt: skip
    return Table([text(f"table.parameter.{head}") for head in heads], rows)


def _of_country(text: Text, about: str) -> str:
    """Return the name and year of a country's number ("gini (2023)").

    Of its note the published amount alone, where another is used that keeps its ratio to pay.
    """
    named, closing, note = about.partition(")")
    raised = RAISED.match(note.strip())
    if raised is None:
        return named + closing
    published, factor = (text.significant(float(one)) for one in raised.groups())
    return f"{named}{closing}: {published} published, times {factor}, {TWO_LEVELS}"
