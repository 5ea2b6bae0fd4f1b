"""What losing a job costs in good times, and who works again: `python -m calibration.displacement USA`.

Earnings after a mass layoff (C18, C19), by the design of `experiments.mass_layoff`; and of employees of three
years laid off within three years, at any time of them, the share at work by age (C20).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from calibration.experiments import mass_layoff, people
from calibration.result_table import Column, options, publish
from calibration.runs import Estimate, over_seeds
from simulator.agents.person import EMPLOYED, SEPARATES, WITHDRAWS, WORKING

if TYPE_CHECKING:
    from simulator.model import Economy

YEARS, FIFTH = 20, 5
WINDOW = 36
"""Months in which people were displaced, as the survey asks for the last three years."""
AGE_GROUPS = {"25-54": (25, 54), "55-64": (55, 64)}
TARGETS = {
    "present value": ("displacement_loss", "all"),
    f"year {FIFTH}": (f"displacement_loss_year_{FIFTH}", "all"),
    **{f"at work, {group}": ("displaced_at_work", group) for group in AGE_GROUPS},
}
"""Figure → name and group of the country's target, where it has one (C18 to C20)."""
SHOWN = (1, 2, FIFTH, 10)
FIGURES = {
    "present value": "years of earnings",
    "placebo: firms not hit": "years of earnings",
    **{f"year {year}": "share of earnings before" for year in SHOWN},
    **{f"at work, {group}": "share" for group in AGE_GROUPS},
}
COLUMNS = (
    Column("id", "id"),
    Column("figure", "figure"),
    Column("unit", "unit"),
    Column("model", "model", ".2f"),
    Column("error", "s.e. of seeds", ".2f"),
    Column("published", "published", ".2f"),
    Column("range", "range"),
    Column("data", "data from"),
)
Found = dict[str, float]


def measure(country: str, seed: int, persons: int, **changes: Any) -> Found:
    """What one base seed says, by figure; `changes` are fields of the scenario."""
    event = mass_layoff.follow(country, seed, persons, YEARS, **changes)
    gaps = event.gaps()
    found = {"present value": event.loss(), "placebo: firms not hit": event.placebo()}
    found |= {f"year {year}": float(gaps[year]) for year in SHOWN}
    return found | at_work(people.economy_of(country, seed, persons, WINDOW + 1, **changes))


def at_work(economy: "Economy") -> Found:
    """Share at work after `WINDOW` months of those of long tenure who were laid off in them, by age group."""
    q = economy.persons
    displaced = np.zeros(len(q.status), np.bool_)
    while economy.month < WINDOW:
        long = (q.status == EMPLOYED) & (q.tenure >= mass_layoff.LONG_TENURE)
        ids = q.id.copy()
        economy.step()
        same = q.id == ids  # rows of the dead are given to others
        lost = (q.left_month == economy.month) & ~np.isin(q.leaving, (SEPARATES, WITHDRAWS))
        displaced = same & (displaced | (long & lost))
    ages, works = people.ages(economy), np.isin(q.status, WORKING)
    found = {}
    for group, (least, most) in AGE_GROUPS.items():
        who = displaced & (q.active == 1) & (ages >= least) & (ages <= most)
        found[f"at work, {group}"] = float(works[who].mean()) if who.any() else float("nan")
    return found


def row_of(figure: str, estimate: Estimate, target: Mapping[str, Any] | None) -> dict[str, Any]:
    """A figure beside what was published of it, if anything was for this country."""
    row = {"figure": figure, "unit": FIGURES[figure], "model": estimate.mean, "error": estimate.error}
    if target is None:
        return row
    low, high = target["tolerance"]
    return {**row, "id": target["id"], "published": target["value"], "range": f"{low:g} to {high:g}",
            "data": target["provenance"]}  # fmt: skip


@click.command(help=__doc__)
@options
def main(country: str, seeds: int, base_seed: int, persons: int, jobs: int, out: Path) -> None:
    """Command line."""
    from joblib import Parallel, delayed

    from simulator.scenario.country import load_country

    runs = Parallel(n_jobs=jobs)(delayed(measure)(country, base_seed + k, persons) for k in range(seeds))
    targets = {(one["target"], one["group"]): one for one in load_country(country).targets}
    rows = [
        row_of(figure, over_seeds([run[figure] for run in runs]), targets.get(TARGETS.get(figure, ("", ""))))
        for figure in FIGURES
    ]
    notes = [
        f"{country}, {seeds} base seeds from {base_seed}, {persons} persons, no AI, no policy, projection "
        "on. 15 % of private firms lose half their orders in month 24; men of 21 to 50 with three years of "
        "tenure who leave one that sheds 30 % within a year, against stayers elsewhere; 20 years at 5 %.",
        f"At work: laid off in the last {WINDOW} months after three years in the job.",
    ]
    publish(f"displacement_{country}", "What a displacement costs", COLUMNS, rows, notes, out)


if __name__ == "__main__":
    from calibration import displacement

    displacement.main()  # by its name, under which other processes find what it follows
