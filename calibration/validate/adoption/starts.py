"""What a start in the year of a survey of firms makes of the later surveys.

Month 0 knows the last survey before it; what comes after is the model's, in the world `moderate`. Beside it
stands the law alone: expected shares, payback growing with the frontier and with nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.pool import Call
from calibration.study.runs import Array, Run, scenario_of
from calibration.study.table import Column, Table
from calibration.validate.adoption.law import NODES
from simulator.agents.firm import share_using_ai
from simulator.findings.estimates import over_seeds
from simulator.scenario.country.profile import Country, load_country

if TYPE_CHECKING:
    from simulator.core.economy import Economy

WORLD = "moderate"
YEARS = (2023, 2024, 2025, 2026)
GROUPS: Mapping[str, tuple[int, ...]] = {
    "all": (0, 1, 2, 3), "10+": (1, 2, 3), "10-49": (1,), "50-249": (2,), "250+": (3,),
}  # fmt: skip
TOTALS = {"all": "ai_adoption_all", "10+": "ai_adoption_total"}
TOLERANCE, PERCENT = 2.0, 100.0
COLUMNS = (
    Column("begins", "begins"),
    Column("firms", "firms of"),
    *(
        column
        for year in YEARS
        for column in (Column(f"model_{year}", f"{year}", ".1f"), Column(f"error_{year}", "s.e.", ".1f"),
                       Column(f"law_{year}", "law", ".1f"), Column(f"survey_{year}", "survey", ".1f"))
    ),
    Column("within", "law within 2 points"),
)  # fmt: skip
Shares = dict[tuple[str, int], tuple[float, float]]
"""Of each group and year: what the run gave, and the law alone (per cent)."""


def surveys(profile: Country) -> dict[tuple[str, int], float]:
    """What surveys say, by group and year (per cent)."""
    found = {(group, year): PERCENT * float(shares[k])
             for year, shares in zip(profile.ai_adoption_years, profile.ai_adoption, strict=True)
             for k, group in enumerate(list(GROUPS)[2:])}  # fmt: skip
    for group, name in TOTALS.items():
        known = {year: profile.values.get(f"{name}_{year}") for year in YEARS}
        found |= {(group, year): PERCENT * share for year, share in known.items() if share is not None}
    return found


def follow(iso3: str, seed: int, persons: int, begins: int) -> Shares:
    """Shares in each January from the start to the last survey."""
    from simulator.experiment.simulate import prepare

    last = load_country(iso3).ai_adoption_years[-1]
    months = 12 * (last - begins)
    scenario = replace(scenario_of(Run(iso3, seed, persons, months + 1, WORLD)), start=f"{begins}-01")
    economy = prepare(scenario, role="no_policy", replicate=0)
    law, count = expected(economy, last)
    found: Shares = {}
    for year in range(begins, last + 1):
        for group, sizes in GROUPS.items():
            alone = float(np.average(law[year - begins, list(sizes)], weights=count[list(sizes)]))
            found[group, year] = PERCENT * share_using_ai(economy.firms, sizes), PERCENT * alone
        for _ in range(12 if year < last else 0):
            economy.step()
    return found


def expected(economy: "Economy", last: int) -> tuple[Array, Array]:
    """Expected shares by January and size under the law alone [years, 4], and real firms by size [4]."""
    from scipy.special import ndtri

    from simulator.start import adopters

    firms, p, opens = economy.firms, economy.parameters, round(economy.start_year)
    shares, asked = adopters.last_survey(economy)
    growth = adopters.frontier_growth(economy.world_parameters, last)
    growth -= growth[-1] if opens == last else growth[12 * (opens - last)]  # month 0 = 0
    rule = p["adoption_decisions"], p["adoption_dispersion"]
    best = adopters.log_paybacks(economy)[0].max(axis=1)
    spread = p["integration_spread"] * ndtri((np.arange(NODES) + 0.5) / NODES)
    found, count = np.zeros((last - opens + 1, len(shares))), np.zeros(len(shares))
    for size, share in enumerate(shares):
        rows = np.flatnonzero((firms.size_class == size) & (firms.public == 0) & np.isfinite(best))
        payback, weight = (best[rows, None] - spread).ravel(), np.repeat(firms.n_real[rows], NODES)
        payback -= adopters.fit_hurdle(payback, weight, float(share), (growth[:asked], *rule))
        count[size] = weight.sum()
        for year in range(opens, last + 1):
            steps = growth[: adopters.months_since_2021(year)]
            chance = adopters.adoption_probability(payback, steps, *rule)
            found[year - opens, size] = np.average(chance, weights=weight)
    return found, count


def starts(profile: Country) -> tuple[int, ...]:
    """Years of surveys after which there is another."""
    return profile.ai_adoption_years[:-1]


def calls(asked: Asked) -> list[Call]:
    """Every start on every base seed."""
    return [(asked.country, seed, asked.persons, begins)
            for begins in starts(load_country(asked.country)) for seed in asked.base_seeds]  # fmt: skip


def table(asked: Asked, found: Sequence[Shares]) -> Table:
    """A row for each start and group of firms."""
    profile, rows = load_country(asked.country), list[dict[str, Any]]()
    data = surveys(profile)
    for place, begins in enumerate(starts(profile)):
        own = found[place * asked.seeds : (place + 1) * asked.seeds]
        for group in GROUPS:
            row: dict[str, Any] = {"begins": begins, "firms": group}
            tested = []
            for year in (one for one in YEARS if (group, one) in own[0]):
                model = over_seeds([one[group, year][0] for one in own])
                law = float(np.mean([one[group, year][1] for one in own]))
                row |= {f"model_{year}": model.mean, f"error_{year}": model.error, f"law_{year}": law,
                        f"survey_{year}": data.get((group, year))}  # fmt: skip
                if year > begins and (group, year) in data:
                    tested.append(abs(law - data[group, year]) <= TOLERANCE)
            row["within"] = f"{sum(tested)} of {len(tested)}" if tested else ""
            rows.append(row)
    notes = [
        f"Shares of private firms that use AI in January, %; world `{WORLD}`; {asked.size}. Hurdles meet the "
        "survey of the year in which a run begins; later ones test it. Firm agents that stand for many "
        "firms adopt by draws, so month 0 differs from the survey by chance.",
        "Law: payback grows with the frontier alone, on the firms of month 0. In the model AI's price moves "
        "too, firms change their occupations, and posts are whole.",
    ]
    return Table(asked.country, f"AI adoption after a survey: {profile.name()}", rows, notes)


STUDY = Study(
    of=country("USA"), size=USUAL | {"seeds": 3}, columns=COLUMNS, calls=calls, measure=follow, table=table,
)  # fmt: skip
