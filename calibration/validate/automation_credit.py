"""What dearer automation does to large firms (V05), by how strongly the pace of AI answers its cost.

Two points on fees and integration of AI for firms with 250 employees and more, against the run without on the
same draws. The elasticity that ships was read before; the others show what hangs on it.
"""

from collections.abc import Sequence
from typing import Any

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.pool import Call
from calibration.study.table import Column, Table
from calibration.validate.dear_ai import ELASTICITIES, shipped_elasticity
from calibration.validate.experiments.trial import Findings, effect_of, published
from calibration.validate.experiments.v05_automation_credit import TRIAL, run
from simulator.core.errors import InputError

COLUMNS = (
    Column("statistic", "statistic"),
    Column("elasticity", "η", "g"),
    Column("simulated", "model, %", "+.2f"),
    Column("low", "95 % from", "+.2f"),
    Column("high", "to", "+.2f"),
    Column("published", "published"),
)


def elasticities() -> list[float]:
    """None, the range, and what ships."""
    return sorted({0.0, *ELASTICITIES, shipped_elasticity()})


def calls(asked: Asked) -> list[Call]:
    """Every elasticity on every seed; InputError for another country than the test's."""
    if asked.country != TRIAL.country:
        raise InputError(f"V05 is a test of {TRIAL.country}, not of {asked.country}", field="COUNTRY")
    return [(seed, asked.persons, {"ai_timing_elasticity": one})
            for one in elasticities() for seed in asked.base_seeds]  # fmt: skip


def table(asked: Asked, found: Sequence[Findings]) -> Table:
    """Statistics as the test names them, each by elasticity."""
    rows: list[dict[str, Any]] = []
    for line in published(TRIAL.id):
        statistic, value = line["statistic"], line["published"]
        if value is None:
            continue
        band = f"{value:g} ({line['low']:g} to {line['high']:g})"
        for place, one in enumerate(elasticities()):
            own = found[place * asked.seeds : (place + 1) * asked.seeds]
            effect = effect_of([each[statistic] for each in own])
            rows.append({"statistic": statistic, "elasticity": one, "simulated": effect.mean,
                         "low": effect.low, "high": effect.high, "published": band})  # fmt: skip
    notes = [
        f"{TRIAL.switch}; {asked.size}. η as read before the test: {shipped_elasticity():g}.",
        f"Departs in: {TRIAL.departs}.",
    ]
    return Table(asked.country, "V05 by the elasticity of timing", rows, notes)


STUDY = Study(
    of=country(TRIAL.country), size=USUAL | {"seeds": 3}, columns=COLUMNS,
    calls=calls, measure=run, table=table,
)  # fmt: skip
