"""What jobs cost: dominated options, public money per year of employment, and how provisions add up."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from reports.data.run import Run
from reports.draw.table import Cell, Table, effect_cells, name
from reports.draw.units import effect_scale
from reports.story.sentences import label, option, verdict_word, world_name
from reports.text import Text
from simulator.findings.effects import Contrast, contrasts
from simulator.findings.options import (
    DECISIVE,
    Cost,
    added_up,
    cost_of,
    dominated_options,
)
from simulator.findings.verdicts import Verdict

MILLIONS = 1e-6
LEAST = -3  # decimals of a bound of which the estimate is not known


@dataclass(frozen=True)
class TradeOff:
    """One world: which options are dominated, what a job-year costs, how provisions add up."""

    title: str
    dominated: list[str]
    costs: Table
    interaction: Table


def trade_off(run: Run, text: Text) -> TradeOff:
    """Return the trade-off between jobs and public money in the world of `run`."""
    world = world_name(text, run.world)
    return TradeOff(
        title=text("tradeoff.title", world=world) if run.comparison else "",
        dominated=_dominated(run, text) if run.comparison else [],
        costs=_costs(run, text),
        interaction=_interaction(run, text),
    )


def _dominated(run: Run, text: Text) -> list[str]:
    """Return a sentence for each option that another one dominates, or that there is none."""
    if run.seeds < 2:
        return [text("tradeoff.single")]
    told = [
        text("tradeoff.dominated", option=option(run, text, worse), by=option(run, text, better))
        for worse, better in dominated_options(run).items()
    ]
    return told or [text("tradeoff.none")]


def _costs(run: Run, text: Text) -> Table:
    """Return net cost, job-years and cost per job-year of each option in the run's window."""
    currency = str(run.content["country"].get("currency", "EUR"))
    rows = []
    for contrast in policies(run):
        cost = cost_of(run, contrast)
        if cost is not None:
            rows.append(_cost_row(text, contrast, cost, _called(run, text, contrast)))
    heads = ("option", "cost", "years", "ratio", "low", "high")
    return Table([text(f"costs.{head}", **text.currency(currency)) for head in heads], rows)


def _cost_row(text: Text, contrast: Contrast, cost: Cost, called: str) -> list[Cell]:
    """Return what an option costs, the jobs, and their ratio as far as that is a cost."""
    money, years, ratio = cost.money * MILLIONS, cost.years, cost.ratio
    is_saving = isfinite(ratio.high) and ratio.high < 0
    known = isfinite(ratio.high) and not (cost.loses_jobs or is_saving)
    lost = "costs.lost.money" if cost.money > 0 else "costs.lost"
    without = text(lost if cost.loses_jobs else "costs.saves" if is_saving else "costs.unknown")
    data = {"scenario": contrast.scenario, "role": contrast.treated, "against": contrast.base,
            "against-scenario": contrast.against, "world": contrast.world}  # fmt: skip
    cells = [Cell(text.number(value, 0), value, data | {"cost": stat}) if known else Cell(without)
             for stat, value in (("ratio", ratio.mean), ("low", ratio.low),
                                 ("high", ratio.high))]  # fmt: skip
    if not isfinite(ratio.high) and isfinite(ratio.low) and years > 0:
        least = text("costs.least", size=text.number(ratio.low, LEAST))
        cells[1] = Cell(least, ratio.low, data | {"cost": "low"})
    return [
        name(called), Cell(text.number(money, 0, signed=True), money, data | {"cost": "money"}),
        Cell(text.number(years, -2, signed=True), years, data | {"cost": "years"}), *cells,
    ]  # fmt: skip


def policies(run: Run) -> tuple[Contrast, ...]:
    """Return what has a cost: every option, or the policy of a run of one scenario."""
    return tuple(item for item in contrasts(run) if item.name != "ai")


def _called(run: Run, text: Text, contrast: Contrast) -> str:
    return option(run, text, contrast.scenario) if run.comparison else text("contrast.policy")


def _interaction(run: Run, text: Text) -> Table:
    """Return the effect of all provisions, the sum of each alone, and the difference, if there is a stack."""
    heads = [text(f"interaction.{head}") for head in ("outcome", "part", "mean", "low", "high", "verdict")]
    return Table(heads, [row for indicator in DECISIVE for row in _added_up(run, text, indicator)])


def _added_up(run: Run, text: Text, indicator: str) -> list[list[Cell]]:
    rows = []
    for part, item in added_up(run, indicator).items():
        scale = effect_scale(run, text, item)
        what = f"{label(run, text, indicator)} ({scale.label(text)})"
        cells = [
            Cell(cell.text, cell.value, {
                "interaction": part, "indicator": indicator, "world": run.world, "stat": cell.data["stat"],
                "scale": cell.data["scale"],
            })
            for cell in effect_cells(text, scale, item)
        ]  # fmt: skip
        word = verdict_word(run, text, item) if part != "interaction" else _word(text, item.verdict)
        rows.append([name(what), Cell(text(f"interaction.part.{part}")), *cells, Cell(word)])
    return rows


def _word(text: Text, verdict: Verdict) -> str:
    """Return the verdict on an interaction in words that judge the sum, not an option."""
    return text.either(f"interaction.verdict.{verdict}", text(f"verdict.{verdict}"))
