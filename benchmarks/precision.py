"""What ±10 thousand jobs cost: `python -m benchmarks.precision` measures it for five policies of Spain.

The effect of a policy is a difference of two runs on the same seed. It varies with the draw of month 0
(people, firms, jobs: a burn-in of its own) and with what happens after it (paths). Several seeds on each of
several month 0s tell the two apart, by an analysis of variance. From both parts follow, for any number of
seeds and month 0s, the standard error of the mean effect, and how many processor seconds a half width takes.
"""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import ceil, nan, sqrt
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np

from calibration.study.table import CODE, RESULTS, Column, Row, Table, publish
from simulator.findings.intervals import Array, quantile
from simulator.findings.windows import HEADLINE

COUNTRY = "ESP"
POLICIES = ("training_programme", "automation_levy", "basic_income", "unemployment_insurance", "adapt")
WITHOUT = "no_policy"
INDICATOR = "employed"
FIRST_BASE_SEED = 7001
"""Base seed of the first month 0; each further one has the next."""
ASKED = 10_000.0
"""Half width asked for, persons."""
DESIGNS = ((20, 1), (20, 5), (20, 10), (20, 20), (24, 10))
"""Numbers of seeds and of month 0s that the table tells."""
MOST = 100_000
"""Month 0s beyond which a half width counts as out of reach."""


class Run(NamedTuple):
    """One run: mean employment in the headline's window (persons), processor seconds, its burn-in's."""

    persons: int
    month_0: int
    seed: int
    scenario: str
    employed: float
    seconds: float
    burn_in: float


class Parts(NamedTuple):
    """Of the paired effects of one policy: mean, standard deviations of month 0s and of paths (persons)."""

    mean: float
    month_0: float
    paths: float


class Price(NamedTuple):
    """Processor seconds of one run and of one burn-in."""

    run: float
    burn_in: float


def parts(effects: Array) -> Parts:
    """Split the variance of effects (month 0s × seeds) by restricted maximum likelihood.

    Where seeds of one month 0 are no more alike than others, all of it is of paths, told from all seeds.
    """
    _, seeds = effects.shape
    within = float(np.mean(np.var(effects, axis=1, ddof=1)))
    between = float(np.var(effects.mean(axis=1), ddof=1)) - within / seeds
    if between <= 0.0:
        return Parts(float(effects.mean()), 0.0, float(np.std(effects, ddof=1)))
    return Parts(float(effects.mean()), sqrt(between), sqrt(within))


def error(found: Parts, seeds: int, month_0s: int) -> float:
    """Standard error of the mean effect over so many seeds, divided over so many month 0s."""
    return sqrt(found.month_0**2 / month_0s + found.paths**2 / seeds)


def half_width(found: Parts, seeds: int, month_0s: int) -> float:
    """Half of its 95 % interval, month 0 as cluster; NaN with one month 0, whose luck is not known."""
    return quantile(month_0s - 1) * error(found, seeds, month_0s) if month_0s > 1 else nan


def seconds(price: Price, seeds: int, month_0s: int, *, burnt_in: bool = False) -> float:
    """Processor seconds of a policy's effect: two runs a seed, and a burn-in a month 0 unless it is kept."""
    return 2 * seeds * price.run + (0.0 if burnt_in else month_0s * price.burn_in)


def projected(found: Parts, price: Price, each: float, *, burnt_in: bool = False) -> float:
    """Processor seconds to the half width asked for, with `each` seeds a month 0; NaN where out of reach."""
    low, high = 2, MOST
    if half_width(found, ceil(each * high), high) > ASKED:
        return nan
    while low < high:
        middle = (low + high) // 2
        if half_width(found, ceil(each * middle), middle) <= ASKED:
            high = middle
        else:
            low = middle + 1
    return seconds(price, ceil(each * low), low, burnt_in=burnt_in)


def measured(persons: int, month_0: int, seed: int, scenario: str) -> Run:
    """Run a scenario, or the world without policy; the first run of a month 0 finds or makes its burn-in."""
    from simulator.experiment.shipped_model import ShippedModel
    from simulator.experiment.simulate import prepare
    from simulator.experiment.tasks import main_role
    from simulator.scenario import Options, load_scenario

    options = Options(persons=persons, base_seed=FIRST_BASE_SEED + month_0)
    shipped = load_scenario(f"{COUNTRY.lower()}/{scenario}", options=options)
    asked = replace(shipped, opening_states=1)  # all seeds of a base seed begin alike, on what ships
    began = time.process_time()
    prepare(asked, role=main_role(asked), replicate=seed)
    opened = time.process_time()
    rows = ShippedModel().simulate(asked, role=main_role(asked), replicate=seed).rows
    took = time.process_time() - opened
    months, values = np.asarray(rows["month"]), np.asarray(rows["value"])
    inside = HEADLINE.inside(np.unique(months))[months]
    chosen = (rows["indicator"] == INDICATOR) & (rows["by"] == "total") & inside
    return Run(persons, month_0, seed, scenario, float(values[chosen].mean()), took, opened - began)


def gather(persons: int, month_0s: int, seeds: int, policies: Sequence[str], kept: Path | None) -> list[Run]:
    """Every run of a size; what `kept` holds of this code is not run again, what is run is added."""
    known = {one[:4]: one for one in _read(kept)}
    found = []
    for month_0 in range(month_0s):
        for seed in range(seeds):
            for scenario in (WITHOUT, *policies):
                one = known.get((persons, month_0, seed, scenario))
                if one is None:
                    one = measured(persons, month_0, seed, scenario)
                    _keep(kept, one)
                found.append(one)
        click.echo(f"{persons:,} persons: {month_0 + 1} of {month_0s} month 0s", err=True)
    return found


def price_of(runs: Sequence[Run]) -> Price:
    """What a run and a burn-in take: medians; a month 0's burn-in is in the first of its runs."""
    burn_ins: dict[int, float] = {}
    for one in runs:
        burn_ins[one.month_0] = max(one.burn_in, burn_ins.get(one.month_0, 0.0))
    return Price(float(np.median([one.seconds for one in runs])), float(np.median(list(burn_ins.values()))))


def effects_of(runs: Iterable[Run], policy: str) -> Array:
    """Paired effects on employment, month 0s × seeds (persons)."""
    level = {(one.scenario, one.month_0, one.seed): one.employed for one in runs}
    month_0s, seeds = (sorted({key[place] for key in level}) for place in (1, 2))
    return np.array([[level[policy, m, s] - level[WITHOUT, m, s] for s in seeds] for m in month_0s])


def lines(persons: int, runs: Sequence[Run], policies: Sequence[str]) -> Iterator[Row]:
    """Rows of a size: a policy in each design."""
    price = price_of(runs)
    for policy in policies:
        found = parts(effects_of(runs, policy))
        for seeds, month_0s in DESIGNS:
            each, several = seeds / month_0s, month_0s > 1
            yield {
                "policy": policy, "persons": persons, "seeds": seeds, "month_0s": month_0s,
                "effect": found.mean / 1e3, "sd_month_0": found.month_0 / 1e3, "sd_paths": found.paths / 1e3,
                "error": error(found, seeds, month_0s) / 1e3,
                "half": half_width(found, seeds, month_0s) / 1e3,
                "seconds": seconds(price, seeds, month_0s),
                "to_ten": projected(found, price, each) if several else nan,
                "to_ten_kept": projected(found, price, each, burnt_in=True) if several else nan,
            }  # fmt: skip


COLUMNS = (
    Column("policy", "policy"),
    Column("persons", "persons", ","),
    Column("seeds", "seeds"),
    Column("month_0s", "month 0s"),
    Column("effect", "effect, thousand jobs", "+.0f"),
    Column("sd_month_0", "sd of month 0s", ".0f"),
    Column("sd_paths", "sd of paths", ".0f"),
    Column("error", "s.e. of the effect", ".1f"),
    Column("half", "± (95 %)", ".0f"),
    Column("seconds", "processor seconds", ".0f"),
    Column("to_ten", "to ± 10 thousand, processor seconds", ".0f"),
    Column("to_ten_kept", "the same, burn-ins kept", ".0f"),
)


def _read(kept: Path | None) -> list[Run]:
    if kept is None or not kept.exists():
        return []
    with kept.open(encoding="utf-8", newline="") as file:
        if file.readline().strip() != f"# code: {CODE}":
            raise click.ClickException(f"{kept} holds runs of other code; name another file or remove it")
        return [Run(int(row["persons"]), int(row["month_0"]), int(row["seed"]), row["scenario"],
                    *(float(row[name]) for name in ("employed", "seconds", "burn_in")))
                for row in csv.DictReader(file)]  # fmt: skip


def _keep(kept: Path | None, run: Run) -> None:
    if kept is None:
        return
    is_new = not kept.exists()
    with kept.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, Run._fields)
        if is_new:
            file.write(f"# code: {CODE}\n")
            writer.writeheader()
        writer.writerow(run._asdict())


@click.command(help=__doc__)
@click.option("--persons", multiple=True, default=(10_000, 20_000, 40_000), show_default=True, type=int)
@click.option("--month-0s", default=8, show_default=True, help="Month 0s measured, each with its base seed.")
@click.option("--seeds", default=2, show_default=True, help="Seeds on each of them.")
@click.option("--policies", default=",".join(POLICIES), show_default=True, help="Shipped scenarios of Spain.")
@click.option("--kept", type=click.Path(path_type=Path), help="File of runs; those in it are not run again.")
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, help="Folder of the table.")
def main(
    persons: tuple[int, ...], month_0s: int, seeds: int, policies: str, kept: Path | None, out: Path
) -> None:
    """Command line."""
    if month_0s < 2 or seeds < 2:
        raise click.UsageError("to tell month 0s from paths takes two month 0s, two seeds on each, or more")
    os.environ.setdefault("NUMBA_NUM_THREADS", "1")
    names = policies.split(",")
    measured(1_000, 0, 0, names[0])  # compiled code is on disk from here on
    rows: list[Row] = []
    for size in persons:
        rows += lines(size, gather(size, month_0s, seeds, names, kept), names)
    notes = [
        f"{month_0s} month 0s × {seeds} seeds of each size; mean of the last 60 months; two runs a seed.",
        "With one month 0 no interval covers what its draw does.",
    ]
    title = f"Processor seconds to ± 10 thousand jobs, {COUNTRY}"
    sizes = "".join(f" --persons {size}" for size in persons)
    command = f"uv run python -m benchmarks.precision{sizes} --month-0s {month_0s} --seeds {seeds}"
    publish("precision", Table(COUNTRY, title, rows, notes), COLUMNS, out, command)


if __name__ == "__main__":
    main()
