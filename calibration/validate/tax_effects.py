"""What taxes and subsidies do to what they are laid on.

Each lever is pulled for good in month 1 of the world `moderate`, on the people and draws of a run without
it. There is no pass mark: the model's elasticities are inputs (A48, A49), what comes out of
them together is not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import ndtr

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.runs import Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from calibration.validate import stationarity
from calibration.validate.stationarity import PERCENT, Pair
from simulator.agents.firm import LARGE
from simulator.kit.instrument import Instrument
from simulator.scenario.country.profile import load_country

if TYPE_CHECKING:
    from simulator.core.economy import Economy

WORLD = "moderate"
YEARS = (1, 3, 5)
COLUMNS = (
    Column("lever", "lever"),
    Column("answer", "answer"),
    *stationarity.columns(YEARS),
    Column("unit", "unit"),
    Column("published", "published"),
)


class Probe(Instrument):
    """Sets levers that no instrument need have; nobody pays for what it gives."""

    name = "probe"

    def __init__(self, levers: Mapping[str, float], terms: Mapping[str, float]) -> None:
        self.levers, self.terms = levers, terms

    def begin(self, economy: "Economy", phase: str) -> None:
        """It is always on."""

    def law(self, economy: "Economy") -> None:
        """Economy-wide values of the month."""
        for name, by in self.levers.items():
            economy.shift(name, by)

    def adoption(self, economy: "Economy") -> None:
        """What firms know: columns of `Firm`."""
        for name, by in self.terms.items():
            column = getattr(economy.firms, name)
            column += by


@dataclass(frozen=True)
class Lever:
    """What is pulled and what is read: answers by name, with the published value beside each."""

    name: str
    answers: Mapping[str, str]
    levers: Mapping[str, float] = field(default_factory=dict)
    terms: Mapping[str, float] = field(default_factory=dict)
    points: float = 1.0
    """Points by which the lever is pulled, over which the answer is divided."""


SHIFTED, FLIGHT = "A48: -0.8 (-1.5 most recent)", "A49: -2.5 (-1.7 to -3.2), foreign-owned, long run"
TAX = 0.04
ADOPTION = "design: -12; A44: -28 (robots, Korea)"
CHEAPER = "the reverse"
LEVERS = (
    Lever("profit tax, alone", {"base_large": SHIFTED, "base": "", "capital": FLIGHT, "tax": ""},
          {"profit_tax_addition": TAX}, points=PERCENT * TAX),
    Lever("profit tax, all countries", {"base_large": "", "base": "", "capital": "", "tax": ""},
          {"profit_tax_addition": TAX, "tax_cooperation": 1.0}, points=PERCENT * TAX),
    Lever("AI fees +4 %", {"adoption_chance": ADOPTION, "tasks_automated": ""}, terms={"levy_rate": 0.04}),
    Lever("AI fees -4 %", {"adoption_chance": CHEAPER, "tasks_automated": ""}, terms={"levy_rate": -0.04}),
    Lever("integration cost +4 %", {"adoption_chance": ADOPTION, "tasks_automated": ""},
          terms={"integration_help": -0.04}),
    Lever("integration cost -4 %", {"adoption_chance": CHEAPER, "tasks_automated": ""},
          terms={"integration_help": 0.04}),
    Lever("capital subsidy 10 %, all capital",
          {"investment": "A45: +10.4 and +16.9 (bonus depreciation, eligible)", "capital": "",
           "employed": "A46: must rise (+8 to +10 in treated plants)", "real_wage": "A46: nothing",
           "real_gdp": ""}, {"capital_subsidy": 0.1}),
    Lever("AI subsidy 10 %, fees and integration",
          {"adoption_chance": "", "tasks_automated": "", "employed": "A44: average effect insignificant",
           "real_wage": "", "labour_share": "", "real_gdp": ""},
          terms={"levy_rate": -0.1, "integration_help": 0.1}),
)  # fmt: skip


def pull(economy: "Economy", lever: Lever) -> None:
    """Hook: the lever's probe acts from month 1 on."""
    if not economy.instruments:
        economy.instruments.append(Probe(lever.levers, lever.terms))


def read(economy: "Economy") -> dict[str, float]:
    """Reported profit and what is left of it in tax, capital, and the chance of adopting AI."""
    firms, s = economy.firms, economy.aggregates
    reported = firms.profit_tax / (s.profit_tax_rate + s.profit_tax_addition)
    private = firms.public == 0
    return {
        "base": float(reported.sum()),
        "base_large": float(reported[firms.size_class == LARGE].sum()),
        "tax": float(firms.profit_tax.sum()),
        "capital": float(firms.capital[private].sum()),
        "adoption_chance": chance_of_adoption(economy),
    }


def chance_of_adoption(economy: "Economy") -> float:
    """Mean chance that a private firm without AI begins with its best occupation, as `post_adopt_ai` has it.

    The chance in place of the draw: few firms adopt in a sample. A test keeps the two alike.
    """
    firms, posts, p, s = economy.firms, economy.posts, economy.parameters, economy.aggregates
    firm = posts.firm
    wages = posts.desired * economy.occupations.wage[posts.occupation] * (1.0 + firms.premium[firm])
    own = (1.0 - p["integration_fixed"]) * wages * (1.0 - s.pay_cut)
    cost = (firms.integration_cost * (1.0 - firms.integration_help))[firm]
    cost *= p["integration_fixed"] * firms.base_wages[firm] + own
    saving = posts.active * posts.ai_saving * (1.0 - firms.saving_tax_rate)[firm] * p["adoption_horizon"]
    payback = np.maximum(saving, 0.0) / np.maximum(cost, 1e-300)
    best = payback.reshape(firms.n, -1).max(axis=1)
    wait = (firms.public == 0) & (firms.adopted == 0) & (best > 0.0)
    chance = firms.ai_pace[wait] * ndtr(np.log(best[wait]) / p["adoption_dispersion"])
    return float(s.adoption_speed * p["adoption_decisions"] * chance.mean())


def rows_of(lever: Lever, pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """One row an answer: mean over seeds and its standard error."""
    rows = []
    for name, published in lever.answers.items():
        row: dict[str, Any] = {"lever": lever.name, "answer": name, "published": published or "–",
                               "unit": "% a point" if lever.points != 1.0 else "%"}  # fmt: skip
        rows.append(row | stationarity.cells(pairs, name, YEARS, lever.points))
    return rows


def calls(asked: Asked) -> list[tuple[Run]]:
    """Every base seed without a lever, then with each."""
    plain = [Run(asked.country, seed, asked.persons, 12 * YEARS[-1] + 1, WORLD, measure=read)
             for seed in asked.base_seeds]  # fmt: skip
    pulled = [replace(run, before=partial(pull, lever=lever)) for lever in LEVERS for run in plain]
    return [(run,) for run in plain + pulled]


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """Every answer to every lever."""
    count = asked.seeds
    without, *by_lever = (measured[k : k + count] for k in range(0, len(measured), count))
    rows = [row for lever, found in zip(LEVERS, by_lever, strict=True)
            for row in rows_of(lever, list(zip(found, without, strict=True)))]  # fmt: skip
    notes = [
        f"Change against the run without it, mean over {asked.seeds} pairs of seeds from {asked.base_seed}; "
        f"{asked.persons} persons. Means of the twelve months up to the end of the year; adoption_chance: of "
        "firms without AI, a month.",
        "base: profit that firms report for tax; base_large: firms with 250 employees or more; tax: all tax "
        "on profit; capital: of all private firms, a part of which is foreign-owned.",
        "Nobody pays for the subsidies here, and what they cost is left out. No pass mark.",
    ]
    title = f"Answers to taxes and subsidies, {load_country(asked.country).name()}"
    return Table(asked.country, title, rows, notes)


STUDY = Study(
    of=country("ESP"), size=USUAL, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
