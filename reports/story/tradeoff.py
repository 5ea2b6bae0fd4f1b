"""What jobs cost: dominated options, public money per year of employment, and how provisions add up."""

from dataclasses import dataclass, replace
from math import isfinite

from reports.data.run import Run
from reports.draw.table import Cell, Table, effect_cells, name
from reports.draw.units import effect_scale
from reports.story.sentences import label, option, verdict_word, world_name
from reports.text import Text
from simulator.findings.effects import Contrast, contrasts
from simulator.findings.options import DECISIVE, Cost, added_up, cost_of, dominated_options

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
    heads = [text(f"interaction.{head}") for head in ("outcome", "part", "mean", "low", "high", "verdict")]
    return TradeOff(
        title=text("tradeoff.title", world=world) if run.comparison else "",
        dominated=_dominated(run, text) if run.comparison else [],
        costs=_costs(run, text),
        interaction=Table(heads, [row for indicator in DECISIVE for row in _added_up(run, text, indicator)]),
    )


def _dominated(run: Run, text: Text) -> list[str]:
    """Return a sentence for each option that another one dominates, or that there is none."""
    if run.seeds < 2:
        return [text("tradeoff.single")]
    pairs = (
        (option(run, text, worse), option(run, text, better))
        for worse, better in dominated_options(run).items()
    )
    return [text("tradeoff.dominated", option=one, by=by) for one, by in pairs] or [text("tradeoff.none")]


def _costs(run: Run, text: Text) -> Table:
    """Return net cost, job-years and cost per job-year of each option in the run's window."""
    currency = text.currency(str(run.content["country"].get("currency", "EUR")))
    rows = []
    for contrast in policies(run):
        cost = cost_of(run, contrast)
        if cost is not None:
            told = option(run, text, contrast.scenario) if run.comparison else text("contrast.policy")
            rows.append([name(told), *_cost_cells(text, contrast, cost)])
    heads = ("option", "cost", "years", "ratio", "low", "high")
    return Table([text(f"costs.{head}", **currency) for head in heads], rows)


def _cost_cells(text: Text, contrast: Contrast, cost: Cost) -> list[Cell]:
    """Return what an option costs, the jobs, and their ratio as far as that is a cost."""
    money, years, ratio = cost.money * MILLIONS, cost.years, cost.ratio
    data = {"scenario": contrast.scenario, "role": contrast.treated, "against": contrast.base}
    data |= {"against-scenario": contrast.against, "world": contrast.world}

    def cell(shown: str, value: float, stat: str) -> Cell:
        return Cell(shown, value, data | {"cost": stat})

    is_saving = isfinite(ratio.high) and ratio.high < 0
    if isfinite(ratio.high) and not (cost.loses_jobs or is_saving):
        ends = {"ratio": ratio.mean, "low": ratio.low, "high": ratio.high}
        cells = [cell(text.number(value, 0), value, stat) for stat, value in ends.items()]
    else:
        lost = "costs.lost.money" if cost.money > 0 else "costs.lost"
        without = lost if cost.loses_jobs else "costs.saves" if is_saving else "costs.unknown"
        cells = [Cell(text(without))] * 3
    if not isfinite(ratio.high) and isfinite(ratio.low) and years > 0:
        least = text("costs.least", size=text.number(ratio.low, LEAST))
        cells[1] = cell(least, ratio.low, "low")
    spent = cell(text.number(money, 0, signed=True), money, "money")
    return [spent, cell(text.number(years, -2, signed=True), years, "years"), *cells]


def policies(run: Run) -> tuple[Contrast, ...]:
    """Return what has a cost: every option, or the policy of a run of one scenario."""
    return tuple(item for item in contrasts(run) if item.name != "ai")


def _added_up(run: Run, text: Text, indicator: str) -> list[list[Cell]]:
    """Return the effect of all provisions, the sum of each alone, and the difference, if there is a stack."""
    rows = []
    for part, item in added_up(run, indicator).items():
        scale = effect_scale(run, text, item)
        what = f"{label(run, text, indicator)} ({scale.label(text)})"
        traced = {"interaction": part, "indicator": indicator, "world": run.world}
        found = effect_cells(text, scale, item)
        own = ({key: cell.data[key] for key in ("stat", "scale")} for cell in found)
        cells = [replace(cell, data=traced | data) for cell, data in zip(found, own, strict=True)]
        word = verdict_word(run, text, item)
        if part == "interaction":  # the sum is judged, not an option
            word = text.either(f"interaction.verdict.{item.verdict}", word)
        rows.append([name(what), Cell(text(f"interaction.part.{part}")), *cells, Cell(word)])
    return rows
