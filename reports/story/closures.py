"""The closures that were run, side by side: what each outcome that decides would be under each of them."""

from __future__ import annotations

from dataclasses import replace

from reports.data.run import Run
from reports.draw.table import Cell, Table, effect_cells, name
from reports.draw.units import Scale, effect_scale, fitted
from reports.story.sentences import closure_name, label
from reports.text import Text
from simulator.findings.effects import Effect, contrasts, effect

SHOWN = (("employed", ""), ("real_gdp", "relative"), ("real_disposable_income", ""), ("arop", ""),
         ("public_balance", ""))  # fmt: skip


def closures(run: Run, text: Text) -> Table:
    """Return a row a comparison and outcome, a column a closure; empty where one was run, or options are."""
    if run.comparison or len(run.closures) == 1:
        return Table([], [])
    heads = [text("table.budget.comparison"), text("scorecard.outcome"),
             *(closure_name(text, one) for one in run.closures)]  # fmt: skip
    rows = []
    for contrast in sorted(contrasts(run), key=lambda one: one.comparison == "ai"):
        for indicator, measure in SHOWN:
            found = {
                one.closure: effect(one, replace(contrast, closure=one.closure), indicator,
                                    relative=bool(measure))
                for one in run.under_all
            }  # fmt: skip
            known = [item for item in found.values() if item is not None]
            if not known:
                continue
            shown = effect_scale(run, text, *known)
            what = text("baseline.row", what=label(run, text, indicator), unit=shown.label(text))
            rows.append([name(text(f"contrast.{contrast.name}")), name(what),
                         *(_cell(text, shown, found[one]) for one in run.closures)])  # fmt: skip
    return Table(heads, rows)


def _cell(text: Text, shared: Scale, item: Effect | None) -> Cell:
    """Return the mean, with its interval below it."""
    if item is None:
        return Cell(text("number.missing"))
    own = fitted(shared, item)
    low, high = (own.show(text, value, signed=True) for value in (item.low, item.high))
    about = text("others.band", low=low, high=high) if item.n > 1 else ""
    return replace(effect_cells(text, shared, item)[0], about=about)
