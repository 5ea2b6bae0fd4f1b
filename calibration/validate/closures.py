"""How unemployment returns after exports fall for good, by closure.

Exports fall by a tenth in month 12 and stay there. Each run is paired with one of the same seed and closure
without the fall; the age structure is frozen and tax rates do not answer debt.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.runs import CONSTANT, Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from simulator.findings.estimates import over_seeds
from simulator.scenario.country.profile import load_country

if TYPE_CHECKING:
    from simulator.core.economy import Economy

STABILISATION = (0.0, 0.3, 0.9)
RESPONSE = (0.0, 0.5, 1.0)
SHOCK_MONTH = 12
REMAINS = 0.9
YEARS = (1, 5, 10)
HALF = 6
PROTOTYPE = {0.0: 3.1, 0.3: 1.4, 0.9: 0.4}
"""Points after five years in the throw-away prototype of the design, section 6: printed, not a target."""
PERCENT = 100.0
COLUMNS = (
    Column("world", "world"),
    Column("stabilisation", "S", ".1f"),
    Column("foreign_response", "φ", "s"),
    *(
        column
        for year in YEARS
        for column in (
            Column(f"after_{year}", f"year {year}, points", "+.2f"),
            Column(f"error_{year}", "s.e.", ".2f"),
        )
    ),
    Column("prototype_5", "prototype, year 5", "+.1f"),
    Column("employed", "employed, year 10, %", "+.2f"),
    Column("real_gdp", "real GDP, year 10, %", "+.2f"),
)


def exports_fall(economy: "Economy") -> None:
    """Hook: a tenth of exports is lost for good."""
    if economy.month == SHOCK_MONTH - 1:
        economy.world.export_base *= REMAINS


def effect(pair: tuple[Measured, Measured], name: str, year: int) -> tuple[float, float]:
    """Twelve-month means around `year` years after the fall, shocked and not."""
    middle = SHOCK_MONTH + 12 * year
    shocked, quiet = (float(one.totals[name][middle - HALF : middle + HALF].mean()) for one in pair)
    return shocked, quiet


def row(key: tuple[str, float, str], pairs: Sequence[tuple[Measured, Measured]]) -> dict[str, Any]:
    """Differences of unemployment (points), employment and real GDP (%) over the seeds of one closure."""
    world, strength, response = key
    found: dict[str, Any] = {"world": world, "stabilisation": strength, "foreign_response": response}
    for year in YEARS:
        both = [effect(pair, "unemployment_rate", year) for pair in pairs]
        estimate = over_seeds([PERCENT * (shocked - quiet) for shocked, quiet in both])
        found |= {f"after_{year}": estimate.mean, f"error_{year}": estimate.error}
    for name in ("real_gdp", "employed"):
        both = [effect(pair, name, YEARS[-1]) for pair in pairs]
        found[name] = float(np.mean([PERCENT * (shocked / quiet - 1.0) for shocked, quiet in both]))
    found["prototype_5"] = PROTOTYPE.get(strength)
    return found


def cells() -> list[tuple[str, float, str, float]]:
    """World, S, φ as written and φ. Without AI there is nothing for φ to act on: one column says it."""
    still = [("none", strength, "any", RESPONSE[1]) for strength in STABILISATION]
    moving = [("moderate", strength, f"{phi:g}", phi) for strength in STABILISATION for phi in RESPONSE]
    return still + moving


def calls(asked: Asked) -> list[tuple[Run]]:
    """Pairs with and without the fall, by closure and base seed."""
    months = SHOCK_MONTH + 12 * YEARS[-1] + HALF
    return [
        (Run(asked.country, seed, asked.persons, months, world,
             {"stabilisation": strength, "foreign_response": phi},
             taxes=CONSTANT, before=hook, label=(world, strength, written)),)
        for world, strength, written, phi in cells()
        for seed in asked.base_seeds
        for hook in (exports_fall, None)
    ]  # fmt: skip


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """A row for each closure."""
    pairs = list(zip(measured[::2], measured[1::2], strict=True))
    keys = dict.fromkeys(shocked.run.label for shocked, _ in pairs)
    rows = [row((k[0], k[1], k[2]), [pair for pair in pairs if pair[0].run.label == k]) for k in keys]
    notes = [
        "Difference of the unemployment rate, percentage points, mean over pairs of seeds; "
        f"{asked.size}. Twelve-month means around 1, 5 and 10 years after the fall.",
        "φ ties foreign income to AI's gains abroad, so it has nothing to act on without AI.",
    ]
    name = load_country(asked.country).name()
    title = f"Exports -10 % for good, {name}: how unemployment returns, by closure"
    return Table(asked.country, title, rows, notes)


STUDY = Study(
    of=country("ESP"), size=USUAL, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
