"""What losing a job costs in good times, and who works again.

Earnings after a mass layoff (C18, C19), by the design of `experiments.mass_layoff`; and of employees of three
years who were laid off two months to three years ago, the share at work by age (C20).
The survey asks for a layoff from which people were not recalled (Farber 1993).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from calibration.study import USUAL, Asked, Column, Study, Table, country
from calibration.validate.experiments import trial, v09_mass_layoff
from simulator.agents.person import EMPLOYED, SEPARATES, WITHDRAWS, WORKING
from simulator.core.economy import Economy
from simulator.findings.intervals import Estimate, over_seeds
from simulator.scenario.country.profile import load_country

FIFTH = 5
WINDOW, SINCE = 36, 2
"""Months in which people were displaced, and months from the last of these to the survey."""
AGE_GROUPS = {"25-54": (25, 54), "55-64": (55, 64)}
TARGETS = {
    "present value": ("displacement_loss", "all"),
    f"year {FIFTH}": (f"displacement_loss_year_{FIFTH}", "all"),
    **{f"at work, {group}": ("displaced_at_work", group) for group in AGE_GROUPS},
}
"""Figure → name and group of the country's target, where it has one (C18 to C20)."""
SHOWN = (1, 2, FIFTH, 10)
"""Years after that of the layoff."""
UNEMPLOYMENT, FOLLOWED = "unemployment in the year of the layoff", "displaced"
FIGURES = {
    "present value": "years of earnings",
    UNEMPLOYMENT: "share",
    FOLLOWED: "persons a seed",
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


def measure(country: str, seed: int, persons: int) -> Found:
    """What one base seed says, by figure."""
    event = v09_mass_layoff.follow(country, seed, persons)
    lost, followed = event.gaps(), float(event.treated.sum())
    found = {"present value": event.loss(), UNEMPLOYMENT: float(event.unemployment[0]), FOLLOWED: followed}
    found |= {f"year {year}": float(lost[year]) for year in SHOWN}
    return found | at_work(trial.economy_of(country, seed, persons, WINDOW + SINCE + 1))


def at_work(economy: Economy) -> Found:
    """Share at work of those of long tenure who were laid off in the months before, by age group."""
    q = economy.persons
    displaced = np.zeros(len(q.status), np.bool_)
    while economy.month < WINDOW:
        displaced |= laid_off(economy)
    for _ in range(SINCE):
        economy.step()
    recalled = (q.status == EMPLOYED) & (q.tenure > economy.month - q.left_month)
    displaced &= ~recalled  # back in the job that a layoff ended: of longer standing than the time since
    ages, works = trial.ages(economy), np.isin(q.status, WORKING)
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
    known = {"id": target["id"], "published": target["value"], "data": target["provenance"]}
    return row | known | {"range": f"{low:g} to {high:g}"}


def laid_off(economy: Economy) -> trial.Mask:
    """Go on by a month; who of those of long tenure is laid off in it or loses a firm that closes, by row."""
    q = economy.persons
    long = (q.status == EMPLOYED) & (q.tenure >= v09_mass_layoff.LONG_TENURE)
    economy.step()
    of_themselves = np.isin(q.leaving, (SEPARATES, WITHDRAWS))
    return np.asarray(long & (q.left_month == economy.month) & ~of_themselves)


def table(asked: Asked, found: Sequence[Found]) -> Table:
    """A row for each figure."""
    targets = {(one["target"], one["group"]): one for one in load_country(asked.country).targets}
    rows = [
        row_of(figure, over_seeds([run[figure] for run in found]), targets.get(TARGETS.get(figure, ("", ""))))
        for figure in FIGURES
    ]
    notes = [
        f"{asked.country}, {asked.size}, no AI, no policy, projection "
        f"on. Losses: {v09_mass_layoff.V09.estimand}. Years after that of the layoff.",
        f"At work: {SINCE} to {WINDOW + SINCE} months after a layoff from a job of three years, without "
        "those who were called back.",
    ]
    return Table(asked.country, "What a displacement costs", rows, notes)


STUDY = Study(of=country("ESP"), size=USUAL, columns=COLUMNS, calls=Asked.each, measure=measure, table=table)
