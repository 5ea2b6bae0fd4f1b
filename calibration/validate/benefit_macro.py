"""What longer benefits do to unemployment in a slump, by how far policy weighs search (C31).

Household spending falls for three years; in half of the runs new claims of those years last 17 months (73
weeks) longer, as in the United States of 2009 to 2013. What is read is the difference of unemployment on the
same draws, from the second year of the slump to its end.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.runs import CONSTANT, Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from calibration.validate.headline import Channel, throw
from calibration.validate.tax_effects import Probe
from simulator.findings.estimates import over_seeds
from simulator.scenario.country.profile import load_country
from simulator.scenario.setting import Steps

if TYPE_CHECKING:
    from simulator.core.economy import Economy

LONGER = 17
"""Months: from 26 to 99 weeks."""
BEGINS, ENDS, READ = 6, 42, 18
SLUMP = {"spending": Steps((BEGINS, ENDS), (-0.08, 0.0))}
WEIGHTS, STABILISATION = (0.0, 0.5, 1.0), (0.0, 0.3)
PUBLISHED = "0 to 0.5"
"""Points: Rothstein 2011, Marinescu 2017, Chodorow-Reich and others 2019 (recalled, high)."""
PERCENT = 100.0
COLUMNS = (
    Column("weight", "search weighed by", ".1f"),
    Column("stabilisation", "S", ".1f"),
    Column("slump", "unemployment in the slump, %", ".1f"),
    Column("effect", "longer benefits, points", "+.2f"),
    Column("error", "s.e.", ".2f"),
    Column("published", "C31"),
)


def prolong(economy: "Economy", channel: Channel, longer: bool) -> None:
    """Hook: how search is weighed, from month 1 on, and longer claims while the slump lasts."""
    throw(economy, channel)
    on = longer and BEGINS <= economy.month < ENDS
    economy.instruments = [Probe({"insurance_longer_months": float(LONGER)}, {})] if on else []


def calls(asked: Asked) -> list[tuple[Run]]:
    """Pairs with and without longer claims, by weight, closure and base seed."""
    return [
        (Run(asked.country, seed, asked.persons, ENDS, closure={"stabilisation": strength}, taxes=CONSTANT,
             shock=SLUMP, label=(weight, strength),
             before=partial(prolong, channel=Channel("", {"stabiliser_search": weight}), longer=longer)),)
        for weight in WEIGHTS for strength in STABILISATION
        for seed in asked.base_seeds
        for longer in (True, False)
    ]  # fmt: skip


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """A row for each weight and closure."""
    rows: list[dict[str, Any]] = []
    pairs = list(zip(measured[::2], measured[1::2], strict=True))
    for weight, strength in dict.fromkeys(one.run.label for one, _ in pairs):
        both = [(_mean(one), _mean(other)) for one, other in pairs if one.run.label == (weight, strength)]
        found = over_seeds([one - other for one, other in both])
        rows.append({
            "weight": weight, "stabilisation": strength, "slump": over_seeds([b for _, b in both]).mean,
            "effect": found.mean, "error": found.error, "published": PUBLISHED,
        })  # fmt: skip
    notes = [
        f"Spending of households -8 % in months {BEGINS} to {ENDS - 1}, claims of that time {LONGER} months "
        f"longer; means of months {READ} to {ENDS - 1}; {asked.size}.",
        "C31: Great Recession, 26 to 99 weeks of benefits, effect on the unemployment rate.",
    ]
    name = load_country(asked.country).name()
    return Table(asked.country, f"Longer benefits in a slump, {name}", rows, notes)


def _mean(run: Measured) -> float:
    return PERCENT * float(run.totals["unemployment_rate"][READ:ENDS].mean())


STUDY = Study(
    of=country("USA"), size=USUAL | {"seeds": 4, "base_seed": 9301}, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
