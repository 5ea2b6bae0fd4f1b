"""Whether other luck turns a verdict: `python -m benchmarks.turned esp/adapt esp/automation_levy`.

Shipped scenarios run again on other base seeds: other people, firms and chances. A verdict is turned when
what is told to rise is told to fall on another base seed; it falls when what was told is unclear there.
Asked: none of the outcomes turns, and at most a fifth of what is told falls.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import click
import polars as pl

from calibration.study.pool import over
from calibration.study.table import RESULTS, Column, Row, Table, publish
from simulator.findings.verdicts import TOLD, Verdict

if TYPE_CHECKING:
    from simulator.scenario import Scenario

SCENARIOS = (
    "esp/training_programme", "esp/automation_levy", "esp/basic_income", "esp/unemployment_insurance",
    "esp/adapt",
)  # fmt: skip
SHIPPED, OTHERS = 2025, 9101
"""The base seed that scenarios ship with, and the first of the others."""
MOST_FALLEN = 0.2


class Said(NamedTuple):
    """What is said of an outcome on one base seed: the verdict, and whether the policy raises it."""

    verdict: Verdict
    rises: bool


Verdicts = dict[str, Said]


class Count(NamedTuple):
    """Of what is told on one base seed, looked at on the others: told, turned, fallen to unclear."""

    told: int
    turned: int
    fallen: int

    @property
    def share(self) -> float:
        """Share of the told that fell."""
        return self.fallen / self.told if self.told else 0.0


def count(found: Sequence[Verdicts]) -> Count:
    """Each base seed's verdicts, looked at on every other one: who calls which the first is chance."""
    pairs = [
        (one[outcome], other[outcome])
        for one in found for other in found if one is not other
        for outcome in one.keys() & other.keys() if one[outcome].verdict in TOLD
    ]  # fmt: skip
    turned = sum(other.verdict in TOLD and other.rises != one.rises for one, other in pairs)
    return Count(len(pairs), turned, sum(other.verdict == Verdict.UNCLEAR for _, other in pairs))


def simulated(scenario: Scenario, role: str) -> list[pl.DataFrame]:
    """What the headline needs of a role, seed by seed."""
    from simulator.experiment.shipped_model import ShippedModel
    from simulator.experiment.tasks import runs_of
    from simulator.findings.headline import NEEDED
    from simulator.store.tables import tables_of

    found = []
    for task in runs_of(scenario, role, uncertain=scenario.is_uncertain):
        output = ShippedModel().simulate(task.scenario, role=role, replicate=task.replicate)
        rows = tables_of(output, task.label)["results"].with_columns(pl.col(pl.Enum).cast(pl.String))
        found.append(rows.filter((pl.col("by") == "total") & pl.col("indicator").is_in(NEEDED)))
    return found


def verdicts(scenario: Scenario, without: Iterable[pl.DataFrame]) -> Verdicts:
    """The verdict on the policy for each outcome of the headline."""
    from simulator.experiment.content import content_of
    from simulator.experiment.shipped_model import ShippedModel
    from simulator.findings.headline import headline
    from simulator.findings.results import Results

    shared = [rows.with_columns(scenario=pl.lit(scenario.name)) for rows in without]
    table = pl.concat([*simulated(scenario, "policy"), *shared])
    rows = headline(Results(table, content_of(scenario, ShippedModel(), quick=False)))
    return {
        row.indicator: Said(Verdict(row.verdict), row.effect.mean > 0.0) for row in rows if not row.of_gdp
    }


def on_base_seed(names: Sequence[str], base_seed: int, persons: int, seeds: int) -> list[Verdicts]:
    """Verdicts on each scenario; all are held against one set of runs without policy."""
    without = simulated(loaded(names[0], base_seed, persons, seeds).without_policies(), "no_policy")
    return [verdicts(loaded(name, base_seed, persons, seeds), without) for name in names]


def loaded(name: str, base_seed: int, persons: int, seeds: int) -> Scenario:
    """A shipped scenario at this size on a base seed."""
    from simulator.scenario import Options, load_scenario

    return load_scenario(name, options=Options(persons=persons, seeds=seeds, base_seed=base_seed))


COLUMNS = (
    Column("scenario", "scenario"),
    Column("told", "told, over pairs of base seeds"),
    Column("turned", "turned"),
    Column("fallen", "fallen to unclear"),
    Column("share", "share fallen", ".0%"),
    Column("employed", "verdicts on employment by base seed, the shipped one first"),
)


@click.command(help=__doc__)
@click.argument("names", nargs=-1)
@click.option("--base-seeds", default=10, show_default=True, help="Others than the shipped one.")
@click.option("--persons", default=10_000, show_default=True)
@click.option("--seeds", default=10, show_default=True)
@click.option("--jobs", default=1, show_default=True, help="Processes.")
def main(names: tuple[str, ...], base_seeds: int, persons: int, seeds: int, jobs: int) -> None:
    """Command line; 1 where a verdict turned or too many fell."""
    chosen = names or SCENARIOS
    every = (SHIPPED, *range(OTHERS, OTHERS + base_seeds))
    found = over(on_base_seed, [(chosen, base_seed, persons, seeds) for base_seed in every], jobs)
    rows: list[Row] = []
    for name, each in zip(chosen, zip(*found, strict=True), strict=True):
        counted = count(each)
        said = ", ".join(one["employed"].verdict.replace("_", " ") for one in each)
        rows.append({"scenario": name, **counted._asdict(), "share": counted.share, "employed": said})
    notes = [
        f"{base_seeds} other base seeds; {persons:,} persons, {seeds} seeds each; outcomes of the headline."
    ]
    size = f"--base-seeds {base_seeds} --persons {persons} --seeds {seeds} --jobs {jobs}"
    command = f"uv run python -m benchmarks.turned {size}"
    publish("turned", Table("ESP", "Verdicts on other base seeds", rows, notes), COLUMNS, RESULTS, command)
    told, fallen = (sum(int(row[key]) for row in rows) for key in ("told", "fallen"))
    raise SystemExit(int(any(row["turned"] for row in rows) or fallen > MOST_FALLEN * told))


if __name__ == "__main__":
    main()
