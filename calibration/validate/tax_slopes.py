"""How disposable rises with gross household income, beside EUROMOD, by household type (C32).

Disposable = (1 - λ) gross^(1 - τ), gross in means of all households. Sample and incomes are EUROMOD's, as
far as the model has them: incomes of a year; the main earner is 25 to 60, somebody is an employee and nobody
works on own account or informally, gross income lies between its percentiles 2.5 and 99. Pensions, benefits
of unemployment and other insurance count as gross income; assistance and child benefits do not. EUROMOD asks
for some original income, which a little interest is: surveys hardly record it, in the model everybody has it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from calibration.study.declaration import USUAL, Asked, Study, countries
from calibration.study.runs import Run, opening
from calibration.study.table import RESULTS, Column, Table
from simulator.core.distribution import Distribution
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.estimates import over_seeds
from simulator.scenario.country.profile import load_country
from simulator.scenario.country.tables import read_rows

if TYPE_CHECKING:
    from simulator.core.economy import Economy

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
TOLERANCE = 0.03
HEAD = (25, 60)
TRIM = (2.5, 99.0)
CHILD = 18
WORK, REPLACEMENT = ("earnings", "sales_income"), ("benefit", "pension", "transfer")
SUPPORT = ("assistance", "child_benefit")
TAKEN = ("employee_contribution", "income_tax")
PARTS = ("contributions", "taxes", "support")
COLUMNS = (
    Column("country", "country"),
    Column("household_type", "household"),
    Column("published", "τ, EUROMOD", ".3f"),
    Column("tau", "τ, model", ".3f"),
    Column("error", "s.e.", ".3f"),
    Column("gap", "less", "+.3f"),
    Column("within", "within 0.03"),
    *(Column(f"tau_{part}", f"of it {part}", "+.3f") for part in PARTS),
    Column("published_level", "λ, EUROMOD", ".3f"),
    Column("level", "λ, model", ".3f"),
    Column("gini_published", "Gini of gross, EUROMOD", ".3f"),
    Column("gini", "Gini, model", ".3f"),
)


@dataclass(frozen=True)
class Sample:
    """Households that EUROMOD's sample would hold: incomes of a year, currency a month, and of which type."""

    gross: Array
    contributions: Array
    taxes: Array
    support: Array
    types: Mapping[str, Mask]


def year_of_incomes(economy: "Economy") -> dict[str, Array]:
    """Means of the next twelve months by person (currency/month)."""
    q = economy.persons
    sums: dict[str, Array] = defaultdict(lambda: np.zeros(q.n))
    for _ in range(MONTHS_PER_YEAR):
        economy.step()
        for name in (*WORK, *REPLACEMENT, *SUPPORT, *TAKEN, "capital_income"):
            sums[name] += getattr(q, name)[: q.n] / MONTHS_PER_YEAR
    return sums


def sample(economy: "Economy") -> Sample:
    """The sample over the next year, of which property income as far as surveys record it."""
    incomes = year_of_incomes(economy)
    q, h, p = economy.persons, economy.households, economy.parameters
    here, home = q.active == 1, q.household
    age = (economy.month - q.birth_month) // MONTHS_PER_YEAR
    recorded = p["survey_capital_share"]
    unrecorded = p["capital_tax_rate"] * (1.0 - recorded) * np.maximum(incomes["capital_income"], 0.0)

    def of_home(amount: Array) -> Array:
        return np.bincount(home[here], amount[here], minlength=h.n)

    def summed(names: Sequence[str]) -> Array:
        return of_home(np.sum([incomes[name] for name in names], axis=0))

    gross = summed([*WORK, *REPLACEMENT]) + recorded * of_home(incomes["capital_income"])
    contributions, taxes = summed(["employee_contribution"]), of_home(incomes["income_tax"] - unrecorded)
    support = summed(SUPPORT)
    head = np.full(h.n, -1)
    by_earnings = np.lexsort((age, incomes["earnings"]))
    by_earnings = by_earnings[here[by_earnings]]
    head[home[by_earnings]] = by_earnings  # the last that is written earns most
    kept = (head >= 0) & (age[head] >= HEAD[0]) & (age[head] <= HEAD[1])
    kept &= of_home(incomes["sales_income"]) <= 0.0
    kept &= (summed(["earnings"]) > 0.0) & (gross > taxes) & (gross - contributions - taxes + support > 0.0)
    least, most = np.percentile(gross[kept], TRIM)
    kept &= (gross >= least) & (gross <= most)
    couple = of_home(np.where(q.own_household == home, 1.0, 0.0)) > 1.5
    young = of_home(np.where((q.own_household != home) & (age <= CHILD), 1.0, 0.0))
    return Sample(
        gross[kept], contributions[kept], taxes[kept], support[kept],
        types_of(couple[kept], (h.children + young > 0)[kept]),
    )  # fmt: skip


def types_of(couple: Mask, with_children: Mask) -> dict[str, Mask]:
    """EUROMOD's household types; couples stand for married ones."""
    return {
        "all": np.ones(len(couple), bool),
        "single_no_children": ~couple & ~with_children,
        "single_some_children": ~couple & with_children,
        "married_no_children": couple & ~with_children,
        "married_some_children": couple & with_children,
    }


def fit(gross: Array, disposable: Array, mean: float) -> tuple[float, float]:
    """τ and λ of the regression of logarithms."""
    x, y = np.log(gross / mean), np.log(disposable / mean)
    slope, level = np.polyfit(x, y, 1)
    return 1.0 - float(slope), 1.0 - float(np.exp(level))


def measured(homes: Sample) -> dict[str, dict[str, float]]:
    """By household type: the fit, and what contributions, then taxes, then support add to τ."""
    mean = float(homes.gross.mean())
    found = {}
    for name, of in homes.types.items():
        gross, amounts = homes.gross[of], {part: getattr(homes, part)[of] for part in PARTS}
        left, before, row = gross, 0.0, {"gini": Distribution(gross, np.ones(len(gross))).gini()}
        for part, sign in zip(PARTS, (-1.0, -1.0, 1.0), strict=True):
            left = left + sign * amounts[part]
            tau, row["level"] = fit(gross, np.maximum(left, 1e-3 * mean), mean)
            row[f"tau_{part}"], before = tau - before, tau
        found[name] = {"tau": before, **row}
    return found


def measure(iso3: str, seed: int, persons: int) -> dict[str, dict[str, float]]:
    """What one month 0 gives, over the year after it, with nobody growing older."""
    return measured(sample(opening(Run(iso3, seed, persons, MONTHS_PER_YEAR + 1))))


def published(iso3: str) -> dict[str, dict[str, str]]:
    """EUROMOD's row of each household type."""
    return {row["household_type"]: row for row in read_rows(RESULTS.parent, "tax_slopes", iso3)}


def table(asked: Asked, found: Sequence[dict[str, dict[str, float]]]) -> Table:
    """A row for each country and household type."""
    rows: list[dict[str, Any]] = []
    for place, iso3 in enumerate(asked.countries):
        own = found[place * asked.seeds : (place + 1) * asked.seeds]
        for name, row in published(iso3).items():
            if name not in own[0]:
                continue
            tau = over_seeds([one[name]["tau"] for one in own])
            gap = tau.mean - float(row["tau"])
            rows.append({
                "country": iso3, "household_type": name.replace("_", " "),
                "published": float(row["tau"]), "published_level": float(row["level"]),
                "gini_published": float(row["gini_gross"]),
                **{key: float(np.mean([one[name][key] for one in own])) for key in own[0][name]},
                "tau": tau.mean, "error": tau.error, "gap": gap,
                "within": "yes" if abs(gap) <= TOLERANCE else "no",
            })  # fmt: skip
    name = " and ".join(load_country(iso3).name() for iso3 in asked.countries)
    notes = [
        f"EUROMOD J2.0+, policy year of the table of slopes; model: {asked.size}, the year after month 0 "
        "without policy or AI.",
        "τ in parts: what contributions, then income tax, then assistance and child benefits add to it. "
        "Couples stand for married ones; λ is the net tax rate at mean gross income.",
    ]
    return Table("_".join(asked.countries), f"Slopes of taxes and benefits (C32), {name}", rows, notes)


STUDY = Study(
    of=countries(("ESP", "FRA", "DEU", "ITA")), size={**USUAL, "seeds": 3}, columns=COLUMNS,
    calls=Asked.each, measure=measure, table=table,
)  # fmt: skip
