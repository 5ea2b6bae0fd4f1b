"""Who gets what AI adds to national income, by world, closure and how much of its savings is passed on.

Each row is paired with the world without further AI, on the same seeds, under the same closure and as much
passed on: differences of means over the last five years of fifteen, at consumer prices of month 0, with the
population projection. The labour share is compensation of employees and own-account income over GDP.
"""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.runs import Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from calibration.validate.headline import (
    ENDS,
    LAST,
    MONTHS,
    NONE,
    WORLDS,
    Cell,
    Channel,
    key_of,
    last,
    runs_of,
)
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.estimates import over_seeds
from simulator.findings.money import DEFLATOR
from simulator.findings.who_gets import ABROAD, EARNED, GNI, LINES
from simulator.scenario.country.profile import load_country

PASSED_ON = (None, 0.0, 0.5, 1.0)
"""What ships, and a share that is passed on whether rivals use AI or not."""
YEARS = (2026, 2030, 2035, 2039)
FIRST_YEAR = 2025
SHARE, RENTS = "labour_share", "ai_profit_home"
PERCENT = 100.0
COLUMNS = (
    Column("world", "world"),
    Column("closure", "closure"),
    Column("passed_on", "passed on"),
    Column(SHARE, "labour share, points", "+.2f"),
    Column(f"{SHARE}_error", "s.e.", ".2f"),
    *(Column(line, line.removeprefix("earned_").replace("_", " "), "+.2f") for line in EARNED),
    Column(GNI, "GNI, % of GDP", "+.2f"),
    Column(f"{GNI}_error", "s.e.", ".2f"),
    *(Column(line, heading, "+.2f") for line, heading in
      zip(ABROAD, ("dividends, interest abroad", "AI bought abroad", "rents in it"), strict=True)),
    Column(RENTS, "AI rents here", "+.2f"),
    Column("dividends_change", "dividends, %", "+.1f"),
    Column("profit_change", "profit of firms, %", "+.1f"),
    *(Column(f"ai_{year}", f"AI over GDP {year}, %", ".2f") for year in YEARS),
)  # fmt: skip


def cells(worlds: Sequence[str] = WORLDS) -> list[Cell]:
    """Worlds, closures and what is passed on."""
    return [Cell("", world, closure, None if part is None else passing_on(part))
            for world, closure, part in product(worlds, ENDS, PASSED_ON)]  # fmt: skip


def passing_on(part: float) -> Channel:
    """So much of what AI saves reaches normal cost."""
    return Channel(f"{part:g} passed on", {"ai_pass_through": part, "ai_pass_through_rivals": part})


def calls(asked: Asked) -> list[tuple[Run]]:
    """Every run once; what is compared with ends the list."""
    return runs_of(cells((*WORLDS, NONE)), asked)


def real(run: Measured, name: str) -> float:
    """Mean over the last five years at consumer prices of month 0."""
    return float((run.totals[name] / run.totals[DEFLATOR])[-LAST:].mean())


def part(run: Measured, line: str, without: Measured) -> float:
    """An amount over the GDP of the run that is compared with; the labour share as it is."""
    return last(run, line) if line == SHARE else real(run, line) / real(without, "gdp")


def ratio(run: Measured, name: str, months: slice) -> float:
    """An amount over GDP in some months."""
    return PERCENT * float(run.totals[name][months].sum() / run.totals["gdp"][months].sum())


def row(cell: Cell, with_it: Sequence[Measured], without: Sequence[Measured]) -> dict[str, Any]:
    """Differences over the seeds; of the world without further AI its levels."""
    is_level = cell.world == NONE
    pairs = list(zip(with_it, without, strict=True))
    found: dict[str, Any] = {
        "world": cell.world,
        "closure": cell.closure,
        "passed_on": f"{cell.channel.parameters['ai_pass_through']:g}" if cell.channel else "as shipped",
    }
    for line in (*LINES, RENTS, SHARE):
        each = [PERCENT * (part(one, line, other) - (0.0 if is_level else part(other, line, other)))
                for one, other in pairs]  # fmt: skip
        found[line] = over_seeds(each).mean
        found[f"{line}_error"] = None if is_level else over_seeds(each).error
    for name, of in (("dividends", "earned_dividends"), ("profit", "firm_profit")):
        moved = [PERCENT * (real(one, of) / real(other, of) - 1.0) for one, other in pairs]
        found[f"{name}_change"] = None if is_level else float(np.mean(moved))
    for year in YEARS:
        start = MONTHS_PER_YEAR * (year - FIRST_YEAR)
        months = slice(start, start + MONTHS_PER_YEAR)
        found[f"ai_{year}"] = float(np.mean([ratio(one, "ai_spending", months) for one in with_it]))
    return found


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """A row for each cell, those without further AI last."""
    by_key: dict[tuple[Any, ...], list[Measured]] = {}
    for one in measured:
        by_key.setdefault(one.run.label, []).append(one)
    rows = [row(cell, by_key[key_of(cell)], by_key[key_of(cell.base())]) for cell in cells((*WORLDS, NONE))]
    notes = [
        f"Means of the last {LAST} of {MONTHS - 1} months less those without further AI, in % of GDP without "
        f"it; {asked.size}. Rows of the world without further AI are levels. Employees to state add up to "
        "GNI; what goes abroad is no part of it.",
        "Labour share: compensation of employees and own-account income over GDP. Dividends: to households. "
        "Passed on: part of AI's savings that reaches normal cost.",
    ]
    name = load_country(asked.country).name()
    return Table(asked.country, f"Who gets what AI adds, {name}", rows, notes)


STUDY = Study(
    of=country("ESP"), size=USUAL | {"seeds": 3, "base_seed": 9301}, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
