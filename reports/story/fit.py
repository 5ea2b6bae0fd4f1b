"""How well the run meets its calibration targets, and the parameters behind it, as tables.

The run without policy, year by year: levels that show what differences start from.
"""

import re
from collections import Counter
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

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
RULE = "tax_of_rule"
ROWS = (
    "population_16plus employed employment_rate unemployment_rate real_wage real_disposable_income arop "
    f"arop_anchored gini labour_share real_gdp price_level current_account public_balance debt_ratio {RULE}"
)
OF_GDP = ("current_account", "public_balance", RULE)
"""Rows that are told as a share of GDP."""


def baseline(run: Run, text: Text) -> Table:
    """Return a row an indicator, a column a year; none without that role or a whole year."""
    first = run.series("employed", ROLE)
    years = [] if first is None else list(years_in(first.months))
    if not years:
        return Table([], [])
    heads = [text("scorecard.outcome"), *(year_name(run, text, year) for year in years)]
    return Table(heads, [row for indicator in ROWS.split() if (row := _row(run, text, indicator))])


def _row(run: Run, text: Text, indicator: str) -> list[Cell]:
    of_gdp = indicator in OF_GDP
    found, gdp = (told(run, one, ROLE, run.scenario) for one in (indicator, "gdp"))
    if found is None or (of_gdp and gdp is None):
        return []
    values = {year: windowed(found, year) for year in years_in(found.months)}
    if indicator == RULE and not any(one.any() for one in values.values()):
        return []
    if of_gdp and gdp is not None:
        values = {year: one / windowed(gdp, year) for year, one in values.items()}
    means = {year: float(one.mean()) for year, one in values.items()}
    shown = scale(run, text, indicator, means.values(), difference=False, of_gdp=of_gdp, real=True)
    data = {"indicator": indicator, "role": ROLE, "scenario": run.scenario, "by": "total", "group": "all"}
    data |= {"stat": "mean", "world": run.world, "closure": run.closure}
    data |= {"measure": "of_gdp"} if of_gdp else {}
    data |= {"real": "1"} if is_deflated(run, indicator) else {}
    row = [name(text("baseline.row", what=label(run, text, indicator), unit=shown.label(text)))]
    for year, mean in means.items():
        known = is_quoted(run, indicator, year.first(run.last_month))
        row.append(level(text, shown, mean, **data, window=year.name) if known else unquoted(text))
    return row


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


def targets(run: Run, text: Text) -> list[Target]:
    """Return every calibration target with data, accepted range, simulation and verdict, misses first."""
    rows = []
    for target in sorted(run.content.get("targets", []), key=lambda target: ORDER.index(verdict(target))):
        found, provenance = verdict(target), str(target.get("provenance", ""))
        what = name(f"{target.get('id', '')} {_label(run, text, str(target.get('target', '')))}".strip())
        cells = [what, *_numbers(text, target), Cell(text.either(f"provenance.{provenance}", provenance))]
        is_steered = found == PASS and target.get("use") == STEERED  # met because month 0 is made to meet it
        rows.append(Target(cells, found, text(f"fit.{STEERED if is_steered else found}")))
    return rows


def _label(run: Run, text: Text, target: str) -> str:
    """Return the name of a target: the indicator's where there is one, and the group it is about."""
    what, comma, group = target.partition(", ")
    key = what.replace(" ", "_")
    own = str(run.metadata.get(key, {}).get("label", what))
    told = text.either(f"target.{key}", own)
    if not comma:
        return told
    named = f"group.occupation.{group}" if text.has(f"group.occupation.{group}") else f"group.{group}"
    own_group = text.either(named, group.replace("_", "–").replace(":", ", "))
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


def judged(run: Run) -> dict[str, int]:
    """Return how many targets were set and kept, and how many were free and predicted."""
    known = [(verdict(one), one.get("use") == STEERED) for one in run.content.get("targets", [])]
    known = [(found, is_set) for found, is_set in known if found in (PASS, WARN, FAIL)]
    counts = Counter(is_set for _, is_set in known)
    met = Counter(is_set for found, is_set in known if found == PASS)
    return {"set": counts[True], "kept": met[True], "free": counts[False], "predicted": met[False]}


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
    if not (found["set"] or found["free"]):
        return text("fit.status.none")
    told = found | {"missed": len(missed(run))} | {one: counts[one] for one in (UNJUDGED, UNMEASURED, GIVEN)}
    form = "" if found["free"] else ".none_free"
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
        told, unit, source, about = (
            str(item.get(part, "")) for part in ("status", "unit", "source", "about")
        )
        about = _of_country(text, about) if key.startswith("country.") else about
        what = Cell(key, head=True, about=about, lang=english)
        word = Cell(text.either(f"status.{told}", told))
        known = (Cell(unit_of(run, text, unit)), word, Cell(source, lang=english))
        rows.append([what, shown, *known])
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
