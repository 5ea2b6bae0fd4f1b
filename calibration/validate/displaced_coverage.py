"""What a layoff costs where insurance covers many and where few.

A keyed share of private employees with a year of tenure is laid off after month 12 in one of two runs on the
same draws, so that all are their own control. A result: nothing is fitted to it, nothing is judged.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, countries
from calibration.study.runs import Array
from calibration.study.table import Column, Table
from calibration.validate.experiments import people
from simulator.agents.person import UNEMPLOYED, WORKING
from simulator.findings.estimates import over_seeds
from simulator.scenario.country.profile import load_country

if TYPE_CHECKING:
    from simulator.core.economy import Economy

COUNTRIES = ("ESP", "FRA", "DEU", "ITA", "USA", "ALB", "TUR", "BRA", "ZAF")
HIT, TENURE = 12, 12
END = HIT + people.YEAR
SHARE = 0.05
"""Share of those concerned that is laid off: enough to be measured, too few to change their market."""
PERCENT = 100.0
COLUMNS = (
    Column("country", "country"),
    Column("read", "unemployed covered, read, %", ".0f"),
    Column("unemployed", "the same, model", ".0f"),
    Column("covered", "displaced covered, %", ".0f"),
    Column("insured", "months out covered, %", ".0f"),
    Column("replaced", "benefit, % of net income", ".0f"),
    Column("months_out", "months out", ".1f"),
    Column("working_3", "at work after 3 months, %", ".0f"),
    Column("working_12", "after 12", ".0f"),
    Column("loss_out", "lost in a month out, %", ".1f"),
    Column("loss_out_error", "s.e.", ".1f"),
    Column("loss", "lost over the year, %", ".1f"),
    Column("loss_error", "s.e.", ".1f"),
    Column("household_loss", "by the household, %", ".1f"),
    Column("household_loss_error", "s.e.", ".1f"),
    Column("displaced", "displaced a seed", "d"),
)
RANKED = {
    "loss_out": "lost in a month out",
    "months_out": "months out",
    "loss": "lost over the year",
    "household_loss": "lost by the household",
}
COVERAGE = {"covered": "displaced covered", "unemployed": "unemployed covered", "read": "what was read"}
"""What is ranked, and against which coverage."""


class Followed:
    """One run: income, the household's, insurance benefit, work by month and person, and who is hit."""

    def __init__(self, economy: "Economy", *, displace: bool) -> None:
        months: list[list[Array]] = [[], [], [], []]
        q = economy.persons
        while economy.month < END:
            if economy.month == HIT:
                seeks = (q.active == 1) & (q.status == UNEMPLOYED)
                self.unemployed_covered = float((q.benefit[seeks] > 0.0).mean())
                self.hit = chosen(economy)
                if displace:
                    people.lay_off(economy, self.hit)
            economy.step()
            for series, value in zip(months, seen(economy), strict=True):
                series.append(value)
        self.income, self.household, self.benefit, self.works = (np.stack(series) for series in months)


def chosen(economy: "Economy") -> people.Mask:
    """A keyed share of private employees with the tenure, by row."""
    q = economy.persons
    tenured = people.staff_of(economy, economy.firms.public == 0) & (q.tenure >= TENURE)
    return np.asarray(tenured & (people.draw(economy, "displaced", q.id) < SHARE))


def seen(economy: "Economy") -> tuple[Array, Array, Array, Array]:
    """Net income, the household's, benefit (currency/month at month-0 prices), and whether at work."""
    q, prices = economy.persons, economy.aggregates.cpi
    there = q.active == 1
    income, benefit = (np.where(there, column, 0.0) / prices for column in (q.disposable_income, q.benefit))
    homes = np.bincount(q.household[there], income[there], minlength=economy.households.n)
    household = np.where(there, homes[q.household], 0.0)
    return income, household, benefit, there & np.isin(q.status, WORKING)


def follow(country: str, seed: int, persons: int, **changes: Any) -> dict[str, float]:
    """What one base seed says (shares; months); `changes` are fields of the scenario."""
    stayed, laid_off = (
        Followed(people.economy_of(country, seed, persons, END + 1, **changes), displace=displace)
        for displace in (False, True)
    )
    return losses(stayed, laid_off)


def losses(stayed: Followed, laid_off: Followed) -> dict[str, float]:
    """The displaced in both runs: coverage, work and what they lose of their income.

    A month out is one without work that would have been worked. Losses over the year are in income of the
    year before, those in a month out in what that month would have brought.
    """
    who = laid_off.hit
    lost, works = (stayed.income - laid_off.income)[HIT:, who], laid_off.works[HIT:, who].astype(bool)
    benefit, otherwise = laid_off.benefit[HIT:, who], stayed.income[HIT:, who]
    out = ~works & stayed.works[HIT:, who].astype(bool)
    paid = out & (benefit > 0.0)
    household = (stayed.household - laid_off.household)[HIT:, who]
    return {
        "unemployed": laid_off.unemployed_covered,
        "covered": float(paid[0].sum() / out[0].sum()),
        "insured": float(paid.sum() / out.sum()),
        "replaced": float(benefit[paid].sum() / otherwise[paid].sum()) if paid.any() else float("nan"),
        "months_out": float(out.sum(axis=0).mean()),
        "working_3": float(works[2].mean()),
        "working_12": float(works[-1].mean()),
        "loss_out": float(lost[out].sum() / otherwise[out].sum()),
        "loss": float(lost.sum() / stayed.income[:HIT, who].sum()),
        "household_loss": float(household.sum() / stayed.household[:HIT, who].sum()),
        "displaced": float(who.sum()),
    }


def row(country: str, read: float, found: Sequence[Mapping[str, float]]) -> dict[str, Any]:
    """Means over the seeds of one country, in per cent but for months and people."""
    cells: dict[str, Any] = {"country": country, "read": PERCENT * read}
    for name in found[0]:
        unit = 1.0 if name in ("months_out", "displaced") else PERCENT
        estimate = over_seeds([unit * one[name] for one in found])
        cells |= {name: estimate.mean, f"{name}_error": estimate.error}
    return cells | {"displaced": round(cells["displaced"])}


def correlations(rows: Sequence[Mapping[str, Any]], coverage: str) -> dict[str, float]:
    """Spearman's rank correlation over countries of a coverage with each of what is ranked."""
    from scipy.stats import spearmanr

    return {name: float(spearmanr([one[coverage] for one in rows], [one[name] for one in rows]).statistic)
            for name in RANKED}  # fmt: skip


def notes(rows: Sequence[Mapping[str, Any]], asked: Asked) -> list[str]:
    """How it was measured, what the columns mean, and the order of countries."""
    told = [
        f"{label}: " + ", ".join(f"{RANKED[name]} {value:+.2f}" for name, value in found.items())
        for coverage, label in COVERAGE.items()
        for found in (correlations(rows, coverage),)
    ]
    return [
        f"{asked.size}; no AI, no policy, closure of the baseline. "
        f"Of private employees with {TENURE} months of tenure {PERCENT * SHARE:.0f} % are laid off after "
        f"month {HIT} in one of two runs on the same draws. Means and standard errors of seeds.",
        "Covered: on insurance benefit; the displaced in their first month without work. What was read is of "
        "all unemployed and holds assistance in some countries (profiles).",
        "Lost: net income after tax and transfers, assistance too, at prices of month 0. A month out is one "
        "without work that would have been worked, its loss is of what it would have brought; that of the "
        "year is of the income of the year before.",
        f"Rank correlation over {len(rows)} countries. {'; '.join(told)}.",
    ]


def table(asked: Asked, found: Sequence[Mapping[str, float]]) -> Table:
    """A row for each country, those with the most insured first."""
    rows = [
        row(iso3, load_country(iso3).values["ui_coverage"], found[asked.seeds * k : asked.seeds * (k + 1)])
        for k, iso3 in enumerate(asked.countries)
    ]
    rows.sort(key=lambda one: -one["covered"])
    return Table("", "Laid off: what it costs, by how many are insured", rows, notes(rows, asked))


STUDY = Study(
    of=countries(COUNTRIES), size=USUAL | {"seeds": 3, "base_seed": 9401, "persons": 8000}, columns=COLUMNS,
    calls=Asked.each, measure=follow, table=table,
)  # fmt: skip
