"""What AI and policies do in each world and closure, and with one channel switched off at a time.

Each row is paired with the world without further AI, or without the policies, on the same seeds: differences
of means over the last five years of fifteen, the population projection on. Read it before a mechanism is
changed and after.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np

from calibration.study import USUAL, Asked, Column, Study, Table, country, option
from calibration.study.runs import Measured, Run
from simulator.core.closure import CLOSURES, DEFAULT
from simulator.core.economy import Economy
from simulator.core.param import ReadOnly
from simulator.findings.intervals import over_seeds
from simulator.scenario.country.profile import load_country

MONTHS = 181
LAST = 60
NONE, WORLDS = "none", ("slow", "moderate", "rapid", "broad", "transformative")
CENTRAL = ("moderate", "rapid")
"""Worlds in which every closure and channel is switched."""
ENDS = (DEFAULT, "nobody_reacts")
"""What ships, and the stress test."""
OPTIONS = ("training_programme", "compensate@borrowing", "mix@borrowing")
THOUSAND, PERCENT = 1e-3, 100.0
COLUMNS = (
    Column("row", "what"),
    Column("tasks", "tasks done by AI, %", ".1f"),
    Column("abolished", "posts abolished, thousand", ".0f"),
    Column("layoffs", "laid off for AI, thousand", ".0f"),
    Column("jobs", "jobs, thousand", "+.0f"),
    Column("jobs_error", "s.e.", ".0f"),
    Column("public", "of these public, thousand", "+.0f"),
    Column("unemployment", "unemployment, points", "+.2f"),
    Column("real_gdp", "real GDP, %", "+.1f"),
    Column("labour_share", "labour share, points", "+.1f"),
    Column("ai_spending", "spending on AI, % of GDP", ".2f"),
)


@dataclass(frozen=True)
class Channel:
    """A switch: what it sets of the parameters and of the world from month 1 on."""

    name: str
    parameters: Mapping[str, float] = field(default_factory=dict)
    world: Mapping[str, float] = field(default_factory=dict)
    state: Mapping[str, float] = field(default_factory=dict)
    """What a policy of the state would set."""


CHANNELS = (
    Channel("no new tasks", world={"reinstatement": 0.0}),
    Channel(
        "AI's fee is 0.6 and no work is kept", world={"ai_fee": 0.6, "ai_kept_first": 0.0, "ai_kept": 0.0}
    ),
    Channel("public employers cut staff", state={"public_savings": 1.0}),
    Channel("no shares in the wealth gap", {"shares_as_wealth": 0.0}),
    Channel("the bank learns nothing", {"neutral_learning": 0.0}),
    Channel("trade answers no price", {"export_elasticity": 0.0, "import_elasticity": 0.0}),
    Channel("wages answer nothing", {"wage_curve": 0.0, "productivity_sharing": 0.0}),
    Channel("no entry tier", {"entry_first": 0.0, "planning_horizon": 0.0}),
)


@dataclass(frozen=True)
class Cell:
    """A row: what acts in which world and closure, and what it is compared with."""

    name: str
    world: str
    closure: str = DEFAULT
    channel: Channel | None = None
    option: str = ""

    def base(self) -> "Cell":
        """The cell without the policies; without further AI where there are none."""
        return replace(self, name="", option="") if self.option else replace(self, name="", world=NONE)


def throw(economy: Economy, channel: Channel) -> None:
    """Hook: the switch is thrown once, in month 1: the opening state is that of all."""
    if economy.month == 0:
        economy.parameters = ReadOnly({**economy.parameters, **channel.parameters})
        if not economy.world_parameters["frozen"]:
            economy.world_parameters.update(channel.world)
            if channel.state:
                economy.aggregates.open(**channel.state)


def cells(asked: Asked) -> list[Cell]:
    """Every row, or those whose names hold what was asked for.

    Worlds by closure, switches under the shipped one, options by closure.
    """
    found = [
        Cell(f"{world}, {one}", world, one)
        for world in WORLDS
        for one in (CLOSURES if world in CENTRAL else ENDS)
    ]
    found += [
        Cell(f"{world}, {DEFAULT}, {one.name}", world, channel=one) for world in CENTRAL for one in CHANNELS
    ]
    found += [
        Cell(f"{own}, {one}", "moderate", one, option=f"{asked.country.lower()}/{own}")
        for own in OPTIONS
        for one in ENDS
    ]
    return [cell for cell in found if asked.more["only"] in cell.name]


def key_of(cell: Cell) -> tuple[Any, ...]:
    """What tells one cell's runs from another's; rows share runs that are compared with."""
    return cell.world, cell.closure, cell.channel.name if cell.channel and acts(cell) else "", cell.option


def acts(cell: Cell) -> bool:
    """Whether its switch does anything: one of the world alone does not without AI."""
    return bool(cell.channel and (cell.world != NONE or cell.channel.parameters))


def calls(asked: Asked) -> list[Run]:
    """The runs of cells, and of what they are compared with, each once, by base seed."""
    each = [one for cell in cells(asked) for one in (cell, cell.base())]
    runs = list[Run]()
    for key, cell in {key_of(cell): cell for cell in each}.items():
        before = partial(throw, channel=cell.channel) if cell.channel and acts(cell) else None
        always = before if cell.channel and cell.channel.parameters else None
        runs += asked.runs(
            MONTHS,
            world=cell.world,
            closure=cell.closure,
            label=key,
            frozen_demography=False,
            before=before,
            twin_before=always,
            policies_of=cell.option,
        )
    return runs


def last(run: Measured, name: str) -> float:
    """Mean over the last five years."""
    return run.mean(name, slice(-LAST, None))


def row(cell: Cell, with_it: Sequence[Measured], without: Sequence[Measured]) -> dict[str, Any]:
    """Levels of AI's use, and differences over the seeds."""
    pairs = list(zip(with_it, without, strict=True))

    def level(read: Callable[[Measured], float]) -> float:
        return float(np.mean([read(one) for one in with_it]))

    def gap(name: str, *, relative: bool = False) -> float:
        both = [(last(one, name), last(other, name)) for one, other in pairs]
        gaps = [one / other - 1.0 if relative else one - other for one, other in both]
        return PERCENT * float(np.mean(gaps))

    def people(name: str) -> list[float]:
        return [THOUSAND * (last(one, name) - last(other, name)) for one, other in pairs]

    jobs = over_seeds(people("employed"))
    return {
        "row": cell.name,
        "tasks": level(lambda run: PERCENT * last(run, "tasks_automated")),
        "abolished": level(lambda run: THOUSAND * float(run.totals["posts_abolished"].sum())),
        "layoffs": level(lambda run: THOUSAND * float(run.totals["displaced"].sum())),
        "jobs": jobs.mean,
        "jobs_error": jobs.error,
        "public": float(np.mean(people("public_employees"))),
        "unemployment": gap("unemployment_rate"),
        "real_gdp": gap("real_gdp", relative=True),
        "labour_share": gap("labour_share"),
        "ai_spending": level(lambda run: PERCENT * last(run, "ai_spending") / last(run, "gdp")),
    }


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """A row for each cell."""
    by_key: dict[tuple[Any, ...], list[Measured]] = {}
    for one in measured:
        by_key.setdefault(one.run.label, []).append(one)
    rows = [row(cell, by_key[key_of(cell)], by_key[key_of(cell.base())]) for cell in cells(asked)]
    notes = [
        f"Means of the last {LAST} of {MONTHS - 1} months; posts and layoffs are summed over the run; "
        f"{asked.size}. Worlds less no further AI; options less the same world without them.",
        "Tasks, posts, layoffs and spending on AI are levels of the run named, the others differences.",
    ]
    of = "_".join(filter(None, (asked.country, asked.more["only"])))
    return Table(of, f"Headlines, {load_country(asked.country).name()}", rows, notes)


ONLY = (option("only", "rows whose names hold this"),)
SIZE = USUAL | {"seeds": 5, "base_seed": 9301}
STUDY = Study(of=country("ESP"), options=ONLY, size=SIZE, columns=COLUMNS, calls=calls, table=table)
