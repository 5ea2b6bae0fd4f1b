"""What each mechanism moves: switched off on the same draws, headlines and targets are read again.

A switch is thrown in month 1, in the twin too: the opening state is that of all. Effects are those of AI
(`moderate` less no further AI), of training (less `moderate`) and on the country without AI, means of the
last five years. What a mechanism moves is the change of such an effect, over the smallest that matters. A
mechanism is a candidate to leave where over all countries and seeds the interval of 95 % of each lies within
the smallest, and no country's does beyond. Of the others those are told to move something that pass
Benjamini and Hochberg's control of false discoveries at 5 %; the rest need more seeds.

One alone is lost in chance: of an economy of 5,000 persons the answer to AI varies by three times what
matters, that to training by seven. `--together` throws several at once, which seeds enough can tell.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import click
import numpy as np
from scipy.stats import false_discovery_control

from calibration.study import Asked, Column, Study, Table, countries
from calibration.study.runs import Measured, Run, measure_run
from calibration.validate.headline import LAST, NONE, PERCENT, Channel, last, throw
from simulator.core.economy import PATHS
from simulator.findings.intervals import mean_interval, p_value

LIBRARY = ("ESP", "USA", "FRA", "DEU", "ITA", "ALB", "TUR", "BRA", "ZAF")
MONTHS = 121
SHIPPED, WORLD, TRAINING = "as it ships", "moderate", "training_programme"
TOGETHER, OFF = "all of these at once", ("parameters", "world")


@dataclass(frozen=True)
class Outcome:
    """A number that a mechanism may move: of AI, of training, or the level without either.

    `over`: what an indicator's change is counted over, itself or another indicator; nothing for shares.
    `least` is the smallest change that matters, in percentage points or per cent.
    """

    name: str
    of: str
    indicator: str
    least: float
    over: str = ""

    def read(self, runs: Mapping[str, Measured]) -> float:
        """Its value over the smallest that matters, from the runs of one country and seed."""
        after, before = runs[self.of], runs[WORLD if self.of == TRAINING else NONE]
        if self.of == NONE:
            return PERCENT * last(after, self.indicator) / self.least
        change = last(after, self.indicator) - last(before, self.indicator)
        return PERCENT * change / (last(before, self.over) if self.over else 1.0) / self.least


OUTCOMES = (
    Outcome("jobs, AI", WORLD, "employed", 0.1, "labour_force"),
    Outcome("unemployment, AI", WORLD, "unemployment_rate", 0.1),
    Outcome("GDP, AI", WORLD, "real_gdp", 0.2, "real_gdp"),
    Outcome("labour share, AI", WORLD, "labour_share", 0.2),
    Outcome("Gini, AI", WORLD, "gini", 0.1),
    Outcome("budget, AI", WORLD, "public_balance", 0.1, "gdp"),
    Outcome("jobs, training", TRAINING, "employed", 0.04, "labour_force"),
    Outcome("budget, training", TRAINING, "public_balance", 0.04, "gdp"),
    Outcome("unemployment", NONE, "unemployment_rate", 0.3),
    Outcome("participation", NONE, "participation_rate", 0.3),
    Outcome("job finding", NONE, "job_finding_rate", 0.5),
    Outcome("separations", NONE, "separation_rate", 0.05),
    Outcome("long-term unemployed", NONE, "long_term_unemployment_share", 2.0),
    Outcome("labour share", NONE, "labour_share", 0.5),
    Outcome("Gini", NONE, "gini", 0.3),
)
KEPT = frozenset(PATHS) | {name for one in OUTCOMES for name in (one.indicator, one.over) if name}


@cache
def mechanisms() -> dict[str, Channel]:
    """Every switch by its name; `world.` marks numbers of the world."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        rows = {row["mechanism"]: row["off"].split(";") for row in csv.DictReader(file)}
    found = {SHIPPED: Channel(SHIPPED)}
    for name, written in rows.items():
        numbers = {key: float(value) for key, value in (one.split("=") for one in written)}
        world = {key.removeprefix("world."): numbers[key] for key in numbers if key.startswith("world.")}
        own = {key: value for key, value in numbers.items() if not key.startswith("world.")}
        found[name] = Channel(name, own, world)
    return found


def of_seed(iso3: str, seed: int, persons: int, channel: Channel) -> list[Run]:
    """The three runs of a mechanism on one seed; one of the world alone does nothing without AI."""
    name = channel.name
    hook = partial(throw, channel=channel) if name != SHIPPED else None
    twin = hook if channel.parameters else None
    plain = Run(iso3, seed, persons, MONTHS, WORLD, before=hook, twin_before=twin, label=(name, WORLD))
    trained = replace(plain, policies_of=f"{iso3.lower()}/{TRAINING}", label=(name, TRAINING))
    none = replace(plain, world=NONE, before=twin, label=(name, NONE))
    return [none, plain, trained] if name == SHIPPED or channel.parameters else [plain, trained]


def calls(asked: Asked) -> list[Run]:
    """All runs."""
    wanted = asked.more["only"].split("|")
    shipped, *chosen = [
        one for name, one in mechanisms().items() if name == SHIPPED or any(text in name for text in wanted)
    ]
    if asked.more["together"]:
        chosen = [
            Channel(TOGETHER, *({k: v for one in chosen for k, v in getattr(one, of).items()} for of in OFF))
        ]
    return [
        run
        for iso3, seed, persons in asked.each()
        for one in (shipped, *chosen)
        for run in of_seed(iso3, seed, persons, one)
    ]


def summed(run: Run) -> Measured:
    """What is read of a run, without the rest of it."""
    found = measure_run(run)
    return replace(found, totals={name: found.totals[name] for name in KEPT}, parts={})


def table(asked: Asked, found: Sequence[Measured]) -> Table:
    """A row for each mechanism: what it moves most, and what follows."""
    runs: dict[tuple[str, int], dict[str, dict[str, Measured]]] = {}
    for one in found:
        name, which = one.run.label
        runs.setdefault((one.run.iso3, one.run.seed), {}).setdefault(name, {})[which] = one
    names = [name for name in next(iter(runs.values())) if name != SHIPPED]
    places = np.array([iso3 for iso3, _ in runs])
    moved = np.array(
        [
            [
                [one.read(by[SHIPPED] | by[name]) - one.read(by[SHIPPED]) for by in runs.values()]
                for one in OUTCOMES
            ]
            for name in names
        ]
    )  # mechanisms × outcomes × economies
    chances = np.array([[p_value(values) for values in rows] for rows in moved])
    chances = false_discovery_control(np.nan_to_num(chances, nan=1.0), axis=None).reshape(chances.shape)
    rows = [_row(*one, places) for one in zip(names, moved, chances, strict=True)]
    notes = [
        f"{len(names)} mechanisms, {asked.size}, {MONTHS - 1} months, means of the last {LAST}.",
        f"Smallest changes that matter: {'; '.join(f'{one.name} {one.least:g}' for one in OUTCOMES)}.",
    ]
    rows.sort(key=lambda row: row["reach"])
    return Table("_".join(asked.countries), "What each mechanism moves", rows, notes)


def _row(name: str, moved: Any, chances: Any, places: Any) -> dict[str, Any]:
    """Of one mechanism: `moved` and `chances` by outcome, `places` the countries of economies."""
    every = [mean_interval(values) for values in moved]
    own = {
        (outcome.name, iso3): mean_interval(values[places == iso3])
        for outcome, values in zip(OUTCOMES, moved, strict=True)
        for iso3 in dict.fromkeys(places.tolist())
    }
    most = max(own, key=lambda key: abs(own[key].mean))
    reach = max(max(abs(one.low), abs(one.high)) for one in every)
    beyond = any(one.low > 1.0 or one.high < -1.0 for one in own.values())
    told = [one.name for one, chance in zip(OUTCOMES, chances, strict=True) if chance < 0.05]
    verdict = "candidate" if reach < 1.0 and not beyond else "moves" if told else "open"
    return {
        "mechanism": name, "verdict": verdict, "reach": reach, "most": own[most].mean,
        "where": ", ".join(most), "told": ", ".join(told),
    }  # fmt: skip


STUDY = Study(
    of=countries(LIBRARY),
    options=(
        click.Option(
            ["--only"], default="", metavar="TEXT|TEXT", help="mechanisms whose names hold one of these"
        ),
        click.Option(["--together"], is_flag=True, help="thrown at once, as one"),
    ),
    size={"seeds": 2, "base_seed": 9701, "persons": 5_000, "jobs": 2},
    columns=(
        Column("mechanism", "mechanism"),
        Column("verdict", "verdict"),
        Column("reach", "furthest end of an interval over all", ".2f"),
        Column("most", "largest mean in a country", "+.2f"),
        Column("where", "of what, where"),
        Column("told", "moves"),
    ),
    calls=calls,
    measure=summed,
    table=table,
)
