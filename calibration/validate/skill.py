"""What more skilled people do to pay, prices, output and jobs, by closure.

Everybody can do 1 % more for good from month 1 on, in a world without AI; ages are frozen and tax rates do
not answer debt. The real wage should rise by 0.3 to 1 % and jobs stay within 0.1 % after ten years.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.runs import CONSTANT, Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from calibration.validate import over_years
from simulator.agents.person import EMPLOYED
from simulator.core.read_only import ReadOnly
from simulator.scenario.country.profile import load_country

if TYPE_CHECKING:
    from simulator.core.economy import Economy

GAIN = 0.01
FLOORS = ("skill_floor", "skill_transfer_floor")
STABILISATION = (0.0, 0.3, 0.9)
YEARS = (1, 3, 5, 10)
ANSWERS = {
    "real_wage": "+0.3 to +1 after ten years",
    "employed": "-0.1 to +0.1 after ten years",
    "price_level": "",
    "real_gdp": "",
}
COLUMNS = (
    Column("stabilisation", "S", ".1f"),
    Column("answer", "answer, %"),
    *over_years.columns(YEARS),
    Column("asked", "asked for"),
)


def teach(economy: "Economy") -> None:
    """Hook: all skill rises, and so does what it fades to and returns to."""
    q, p = economy.persons, economy.parameters
    if economy.month > 0:
        full = (q.status == EMPLOYED) & (q.skill > 1.0 - p["skill_return"])  # up to 1.01, not 1
        q.skill[full] = np.minimum(q.skill[full] + p["skill_return"], 1.0 + GAIN)
        return
    q.skill *= 1.0 + GAIN
    economy.parameters = ReadOnly({**p, **{name: (1.0 + GAIN) * p[name] for name in FLOORS}})


def calls(asked: Asked) -> list[tuple[Run]]:
    """Every closure and base seed, with the skill and without."""
    return [
        (Run(asked.country, seed, asked.persons, 12 * YEARS[-1] + 1, closure={"stabilisation": strength},
             taxes=CONSTANT, before=hook, label=(strength,)),)
        for strength in STABILISATION
        for seed in asked.base_seeds
        for hook in (teach, None)
    ]  # fmt: skip


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """Every answer in each closure."""
    pairs = list(zip(measured[::2], measured[1::2], strict=True))
    rows: list[dict[str, Any]] = []
    for strength in STABILISATION:
        own = [pair for pair in pairs if pair[0].run.label == (strength,)]
        rows += [
            {"stabilisation": strength, "answer": name, "asked": wanted or "–"}
            | over_years.cells(own, name, YEARS)
            for name, wanted in ANSWERS.items()
        ]
    notes = [
        f"Change against the same seeds without it, {asked.size}; means of the twelve months up to the end "
        "of the year. S: strength of the stabiliser.",
    ]
    title = f"Everybody 1 % more skilled, {load_country(asked.country).name()}, by closure"
    return Table(asked.country, title, rows, notes)


STUDY = Study(
    of=country("ESP"), size=USUAL, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
