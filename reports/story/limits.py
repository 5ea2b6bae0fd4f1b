"""What the intervals of a page cover, and the list of what the model cannot say.

Which levels may be quoted: public debt not after some years, since no rule stops a deficit.

The closures that were run, side by side: what each outcome that decides would be under each of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import nan
from typing import Any

from reports.data.run import Run
from reports.draw.table import Cell, Table, effect_cells, name
from reports.draw.units import Scale, effect_scale, fitted, level_scale
from reports.story.sentences import closure_name, closure_told, label, noun, world_name
from reports.text import Text
from simulator.core.closure import caveats
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.effects import Effect, contrasts, effect
from simulator.findings.results import Results

LAST = 2030
"""The last year whose level of public debt may be quoted."""
DEBT = "debt_ratio"


def is_quoted(run: Results, indicator: str, month: int) -> bool:
    """Tell whether the level of an indicator may be quoted in a month of the run."""
    year, first = (int(part) for part in str(run.content["horizon"]["start"]).split("-")[:2])
    return indicator != DEBT or year + (first - 1 + month) // MONTHS_PER_YEAR <= LAST


def unquoted(text: Text) -> Cell:
    """Return what stands in the place of a level that may not be quoted."""
    return Cell(text("level.unquoted"))


SHOWN = {
    "employed": False,
    "real_gdp": True,
    "real_disposable_income": False,
    "arop": False,
    "public_balance": False,
}
"""Outcomes that decide, each with whether its effect is told in per cent."""


def closures(run: Run, text: Text) -> Table:
    """Return a row a comparison and outcome, a column a closure; empty where one was run, or options are."""
    if run.comparison or len(run.closures) == 1:
        return Table([], [])
    heads = [text("table.budget.comparison"), text("scorecard.outcome")]
    rows = []
    for contrast in sorted(contrasts(run), key=lambda one: one.comparison == "ai"):
        under = [(one, replace(contrast, closure=one.closure)) for one in run.under_all]
        for indicator, relative in SHOWN.items():
            found = [effect(*one, indicator, relative=relative) for one in under]
            known = [item for item in found if item is not None]
            if known:
                shown = effect_scale(run, text, *known)
                what = text("baseline.row", what=label(run, text, indicator), unit=shown.label(text))
                cells = [_cell(text, shown, item) for item in found]
                rows.append([name(text(f"contrast.{contrast.name}")), name(what), *cells])
    return Table([*heads, *(closure_name(text, one) for one in run.closures)], rows)


def _cell(text: Text, shared: Scale, item: Effect | None) -> Cell:
    """Return the mean, with its interval below it."""
    if item is None:
        return Cell(text("number.missing"))
    about = text("others.band", **fitted(shared, item).ends(text, item)) if item.n > 1 else ""
    return replace(effect_cells(text, shared, item)[0], about=about)


LIMITS = (
    "conditional interval drift frontier closure parameters recalled occupations production finance places "
    "households hours abroad beyond sample"
)


def covered(run: Run, text: Text) -> str:
    """Return what the intervals of a page cover, and that their width chose the seeds, if no cap did."""
    told = text(f"answer.chance{varied(run)}", **draws(run, text))
    precision, most = (run.comparison.get(name) for name in ("precision", "max_seeds"))
    by_width = precision is not None and most is not None and run.seeds < most
    return f"{told} {text('answer.chance.width')}" if by_width else told


def varied(run: Run) -> str:
    """Return what differs between seeds: the model, numbers that have priors, what scenarios say, nothing."""
    draws = run.content.get("draws", {}).values()
    differ = any(len(set(values)) > 1 for one in draws for values in one.values())
    found = {".model": "draws" in run.drawn, ".priors": "priors" in run.drawn, ".drawn": differ}
    return next((form for form, varies in found.items() if varies), "")


def draws(run: Run, text: Text) -> dict[str, str]:
    """Return how many numbers replicates and initial populations draw, and from what."""
    drawn = run.drawn
    return {
        "priors": text.number(len(drawn.get("priors", ())), 0),
        "drawn": text.number(len(drawn.get("parameters", ())), 0),
        "states": text.number(drawn.get("states", 1), 0),
        "from": text(f"drawn.{drawn.get('kind', 'posterior')}"),
    }


def limits(run: Run, text: Text) -> list[tuple[str, str]]:
    """Return what this model cannot say, and why, with this run's own numbers."""
    parameters = run.content.get("parameters", {})
    assumed = sum(1 for item in parameters.values() if item.get("status") == "assumed")
    numbers = {
        "assumed": assumed,
        "parameters": len(parameters),
        "ceiling": parameters.get("world.frontier_ceiling", {}).get("value", nan) * 100,
        "deepening": parameters.get("world.deepening", {}).get("value", nan) * 100,
        "weight": run.content["country"].get("weight", nan),
        "persons": run.content.get("persons", nan),
    }
    values = {key: text.number(float(number), 0) for key, number in numbers.items()} | draws(run, text)
    values |= {"seeds": text.plural("count.seeds", run.seeds), "drift": _drift(run, text)}
    values |= {"world": world_name(text, run.world), "closure": closure_told(text, run.closure)}
    own = [f"instrument.{name}" for name in run.instruments if text.has(f"limits.instrument.{name}")]
    told = {item: f"limits.{item}" for item in (*LIMITS.split(), *own)} | {
        "interval": f"limits.interval{varied(run)}"
    }
    return [(text(f"limits.{item}.title"), text(name, **values)) for item, name in told.items()]


def left_out(run: Run, text: Text) -> list[str]:
    """Return what the results of this country leave out, which is said beside them."""
    return caveats_told(run.content, run.comparison.get("worlds", [run.world]), text)


def caveats_told(content: Mapping[str, Any], worlds: Iterable[str], text: Text) -> list[str]:
    """Return what results of a country, in these worlds, leave out."""
    return [text(f"caveat.{name}") for name in caveats(str(content["country"].get("iso3")), worlds)]


def _drift(run: Run, text: Text) -> str:
    """Return where unemployment and debt start and end in the run without AI or policy."""
    role = next((item.base for item in contrasts(run)), "no_policy")
    told = []
    for indicator in ("unemployment_rate", "debt_ratio"):
        series = run.series(indicator, role)
        if series is not None and is_quoted(run, indicator, run.last_month):
            first, last = (float(series.values[:, place].mean()) for place in (0, -1))
            shown = level_scale(run, text, indicator, [first, last])
            values = {"unit": shown.label(text, last), "what": noun(run, text, indicator)}
            values |= {"first": shown.show(text, first), "last": shown.show(text, last)}
            told.append(text("limits.drift.item", **values))
    return text("limits.drift.and").join(told)
