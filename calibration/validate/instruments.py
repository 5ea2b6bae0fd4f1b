"""What each instrument does alone to six outcomes, in nine countries, beside what is published.

Every instrument acts from 2027 on at its typical values, on credit, in `moderate`. What it does is the mean
of the last five years of fifteen, less the run without it on the same draws.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, countries
from calibration.study.runs import Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from simulator.findings.intervals import over_seeds
from simulator.policies import discover
from simulator.policies.collective_agreement import COVERAGE
from simulator.scenario.library import usual

COUNTRIES = ("ESP", "DEU", "USA", "FRA", "ITA", "BRA", "TUR", "ZAF", "ALB")
MONTHS, LAST = 181, 60
NONE = " "
"""Stands for a country that lacks what an instrument needs."""
CLEAR = 0.05
"""Chance below which a sign is told."""
OUTCOMES = {
    "employed": "jobs", "real_gdp": "real GDP", "real_disposable_income": "real income",
    "arop": "poverty", "gini": "Gini", "public_balance": "public balance",
}  # fmt: skip
PUBLISHED: Mapping[str, tuple[Mapping[str, int], str]] = {
    "training_programme": ({"employed": 1}, "Card, Kluve and Weber 2018 (recalled, high)"),
    "hiring_subsidy": ({"employed": 1}, "Cahuc, Carcillo and Le Barbanchon 2019 (recalled, high)"),
    "job_retention": ({"employed": 1}, "Giupponi and Landais 2023 (recalled, high)"),
    "youth_guarantee": ({"employed": 1}, "Escudero and López Mourelo 2017 (recalled, low)"),
    "care_services": ({"employed": 1}, "Olivetti and Petrongolo 2017 (recalled, high)"),
    "unemployment_insurance": ({"employed": -1}, "Schmieder and von Wachter 2016 (recalled, high)"),
    "wage_insurance": ({"employed": 1}, "Hyman, Kovak and Leive 2024 (recalled, medium)"),
    "bridge_pension": ({"employed": -1}, "Gruber and Wise 1999 (recalled, high)"),
    "minimum_income": ({"arop": -1, "gini": -1}, "Coady and others 2021 (recalled, low)"),
    "in_work_credit": ({"employed": 1, "arop": -1}, "Nichols and Rothstein 2016 (recalled, high)"),
    "basic_income": ({"arop": -1, "gini": -1}, "Hoynes and Rothstein 2019 (recalled, high)"),
    "job_guarantee": ({"employed": 1, "arop": -1}, "Muralidharan and others 2023 (recalled, medium)"),
    "wealth_tax": ({"gini": -1, "public_balance": 1}, "Saez and Zucman 2019 (recalled, medium)"),
    "profit_tax": ({"real_gdp": -1, "public_balance": 1}, "Giroud and Rauh 2019 (recalled, medium)"),
    "payroll_training_levy": ({"employed": -1}, "Saez, Schoefer and Seim 2019 (recalled, high)"),
    "automation_levy": ({"real_gdp": -1}, "Guerreiro, Rebelo and Teles 2022 (recalled, high)"),
    "working_time_reduction": ({"real_gdp": -1}, "Crépon and Kramarz 2002 (recalled, high)"),
    "demand_support": ({"real_gdp": 1, "public_balance": -1}, "Ramey 2019 (recalled, high)"),
    "public_savings": ({"employed": -1, "public_balance": 1}, "Ramey 2019 (recalled, high)"),
}
"""Signs of a policy of this kind in evaluations and surveys; none where these disagree or are not known."""
COLUMNS = (
    Column("instrument", "instrument"),
    *(Column(name, words) for name, words in OUTCOMES.items()),
    Column("against", "against what is published"),
    Column("published", "published"),
)


def calls(asked: Asked) -> list[tuple[Run]]:
    """Each country and base seed: the run without a policy, and one with each instrument."""
    return [
        (Run(iso3, seed, asked.persons, MONTHS, "moderate", frozen_demography=False, policies=policies,
             label=(name,)),)
        for iso3 in asked.countries for seed in asked.base_seeds
        for name, policies in (("", ()), *((name, tuple(usual(name))) for name in known_in(iso3)))
    ]  # fmt: skip


def known_in(iso3: str) -> list[str]:
    """Instruments that a country can have: none of agreements where their coverage is not known."""
    return [name for name in discover() if name != "collective_agreement" or iso3 in COVERAGE]


def sign(differences: Sequence[float]) -> str:
    """A sign that is clear of the luck of the seeds, or a dot."""
    found = over_seeds(list(differences))
    return "−+"[found.mean > 0.0] if found.p < CLEAR else "·"


def table(asked: Asked, runs: Sequence[Measured]) -> Table:
    """An instrument a row; in a cell a sign for each country."""
    last = {
        (one.run.iso3, one.run.seed, one.run.label[0]): {
            name: float(np.mean(one.totals[name][-LAST:])) for name in OUTCOMES
        }
        for one in runs
    }
    rows = []
    for instrument in discover():
        signs = {
            name: "".join(
                sign([last[iso3, seed, instrument][name] - last[iso3, seed, ""][name]
                      for seed in asked.base_seeds]) if instrument in known_in(iso3) else NONE
                for iso3 in asked.countries
            )
            for name in OUTCOMES
        }  # fmt: skip
        expected, source = PUBLISHED.get(instrument, ({}, ""))
        told = ", ".join(f"{OUTCOMES[name]} {'−+'[way > 0]}" for name, way in expected.items())
        against = [
            f"{OUTCOMES[name]} ({signs[name].count('+−'[way > 0])})"
            for name, way in expected.items() if "+−"[way > 0] in signs[name]
        ]  # fmt: skip
        published = f"{told}: {source}" if told else ""
        rows.append(
            {"instrument": instrument, **signs, "against": ", ".join(against), "published": published}
        )
    notes = [
        f"Signs in the order {' '.join(asked.countries)}; a dot where it is not told at {CLEAR:.0%}.",
        f"World moderate, from 2027 on, on credit; last five years of fifteen; {asked.size}.",
    ]
    return Table("_".join(asked.countries), "Every instrument alone", rows, notes)


STUDY = Study(
    of=countries(COUNTRIES), size={**USUAL, "seeds": 4, "persons": 4000}, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
