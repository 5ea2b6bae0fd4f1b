"""What each instrument does alone to six outcomes, in nine countries, beside what is published.

Every instrument acts from 2027 on at its typical values, on credit, in `moderate`. What it does is the mean
of the last five years of fifteen, less the run without it on the same draws.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from calibration.study import USUAL, Asked, Column, Study, Table, countries, read_csv
from calibration.study.runs import Measured, Run
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
WAYS = {"+": "+", "-": "−"}
AGAINST = {"+": "−", "−": "+"}
OUTCOMES = {
    "employed": "jobs",
    "real_gdp": "real GDP",
    "real_disposable_income": "real income",
    "arop": "poverty",
    "gini": "Gini",
    "public_balance": "public balance",
}
PUBLISHED = Path(__file__).with_name("instruments.csv")
"""Signs of a policy of this kind in evaluations and surveys; none where these disagree or are not known."""
COLUMNS = (
    Column("instrument", "instrument"),
    *(Column(name, words) for name, words in OUTCOMES.items()),
    Column("against", "against what is published"),
    Column("published", "published"),
)


def calls(asked: Asked) -> list[Run]:
    """Each country and base seed: the run without a policy, and one with each instrument."""
    plain = asked.runs(MONTHS, world="moderate", frozen_demography=False, label=("",))
    return plain + [
        replace(run, policies=tuple(usual(name)), label=(name,))
        for run in plain
        for name in known_in(run.iso3)
    ]


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
        (name, one.run.iso3, one.run.seed, one.run.label[0]): one.mean(name, slice(-LAST, None))
        for one in runs
        for name in OUTCOMES
    }

    def shown(name: str, iso3: str, instrument: str) -> str:
        if instrument not in known_in(iso3):
            return NONE
        pairs = [[last[name, iso3, seed, one] for one in (instrument, "")] for seed in asked.base_seeds]
        return sign([with_it - without for with_it, without in pairs])

    published = {row["instrument"]: row for row in read_csv(PUBLISHED)}
    rows = []
    for instrument in discover():
        signs = {
            name: "".join(shown(name, iso3, instrument) for iso3 in asked.countries) for name in OUTCOMES
        }
        signed = published.get(instrument, {"signs": "", "source": ""})
        expected = {one[:-1]: WAYS[one[-1]] for one in signed["signs"].split()}
        told = ", ".join(f"{OUTCOMES[name]} {way}" for name, way in expected.items())
        against = {name: signs[name].count(AGAINST[way]) for name, way in expected.items()}
        row = {"instrument": instrument, **signs, "published": f"{told}: {signed['source']}" if told else ""}
        row["against"] = ", ".join(f"{OUTCOMES[name]} ({count})" for name, count in against.items() if count)
        rows.append(row)
    notes = [
        f"Signs in the order {' '.join(asked.countries)}; a dot where it is not told at {CLEAR:.0%}.",
        f"World moderate, from 2027 on, on credit; last five years of fifteen; {asked.size}.",
    ]
    return Table("_".join(asked.countries), "Every instrument alone", rows, notes)


SIZE = USUAL | {"seeds": 4, "persons": 4000}
STUDY = Study(of=countries(COUNTRIES), size=SIZE, columns=COLUMNS, calls=calls, table=table)
