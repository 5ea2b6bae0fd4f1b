"""Which numbers move the headlines: Morris over all of the model and its worlds, then Sobol over the first.

Each point has burn-ins of its own and, on each base seed, a run without further AI, one in `moderate`, one in
`rapid` and one with the training programme. Numbers move from half to twice what ships, within their bounds;
those of the worlds in all worlds alike, from month 1 on. How demand closes is not varied: closures are shown
beside one another. What was run is kept in `--work`, and the same command goes on from there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from calibration.estimate.evaluations import Evaluations
from calibration.estimate.factors import declared_numbers, factors, in_world, parted
from calibration.estimate.search import SEED
from calibration.estimate.unknowns import Array, Space
from calibration.study.declaration import USUAL, Asked, Job, country
from calibration.study.runs import REPLAYED, Measured, Run, measure_run
from calibration.study.table import Column, Table, publish
from calibration.validate.headline import MONTHS, NONE, PERCENT, THOUSAND, Channel, last, throw
from simulator.core.errors import ExplodedError, IdentityError, InputError
from simulator.start.opening import passing_openings

Failed = NDArray[np.bool_]
LEVELS = 4
"""Of Morris's grid."""
TRAINING = "training_programme"
OUTCOMES = {
    "jobs_moderate": "jobs, AI in moderate, thousand",
    "jobs_rapid": "jobs, AI in rapid, thousand",
    "jobs_training": "jobs, training, thousand",
    "gdp": "real GDP, AI in moderate, %",
    "labour_share": "labour share, AI in moderate, points",
    "balance": "budget balance without the purchases that support demand, AI in moderate, % of GDP",
}
UNSOURCED = 20
COLUMNS = (
    Column("rank", "rank", ".0f"),
    Column("parameter", "parameter"),
    Column("status", "status"),
    Column("source", "source"),
    Column("low", "from", ".4g"),
    Column("ships", "ships", ".4g"),
    Column("high", "to", ".4g"),
    Column("share", "share of what moves headlines, %", ".1f"),
    *(Column(key, f"{words}: {{}}", ".3g") for key, words in OUTCOMES.items()),
    Column("failed", "runs that failed", ".0f"),
)


@dataclass(frozen=True)
class Design:
    """Points of the unit cube [n, d], and how far each factor moves each outcome by what they gave [n, k]."""

    space: Space
    points: Array
    method: str

    def problem(self) -> dict[str, Any]:
        """The factors as SALib knows them."""
        names = [one.parameter for one in self.space.unknowns]
        return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}

    def effects(self, found: Array) -> Array:
        """Mean absolute elementary effect over the range, or total share of variance [d, k]."""
        from SALib.analyze import morris, sobol

        problem = self.problem()

        def of(outcome: Array) -> Any:
            if self.method == "morris":
                return morris.analyze(problem, self.points, outcome, num_levels=LEVELS, seed=SEED)["mu_star"]
            return sobol.analyze(problem, outcome, calc_second_order=False, seed=SEED)["ST"]

        return np.nan_to_num(np.array([of(outcome) for outcome in found.T], dtype=np.float64).T)


def morris_design(space: Space, trajectories: int) -> Design:
    """Trajectories that move one number after another; the same whenever they are asked for."""
    from SALib.sample import morris

    design = Design(space, np.zeros((0, 0)), "morris")
    points = morris.sample(design.problem(), trajectories, num_levels=LEVELS, seed=SEED)
    return Design(space, np.asarray(points), "morris")


def sobol_design(space: Space, base: int) -> Design:
    """Saltelli's points: `base` (a power of two) times two more than there are numbers."""
    from SALib.sample import sobol

    design = Design(space, np.zeros((0, 0)), "sobol")
    points = sobol.sample(design.problem(), base, calc_second_order=False, seed=SEED)
    return Design(space, np.asarray(points), "sobol")


def headlines(iso3: str, values: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
    """The headlines of one point and base seed by name; NaN where the numbers let the economy explode."""
    own, world = parted(values)

    def run(world_name: str, policies_of: str = "") -> Measured:
        switch = Channel("sensitivity", world=in_world(world_name, world))
        return measure_run(Run(iso3, seed, persons, MONTHS, world_name, {}, False, REPLAYED,
                               before=partial(throw, channel=switch), parameters=own,
                               policies_of=policies_of))  # fmt: skip

    try:
        with passing_openings():
            none, moderate, rapid = (run(name) for name in (NONE, "moderate", "rapid"))
            training = run("moderate", f"{iso3.lower()}/{TRAINING}")
    except (ExplodedError, IdentityError, InputError, ArithmeticError, ValueError, MemoryError):
        return dict.fromkeys(OUTCOMES, float("nan"))

    def gap(with_it: Measured, without: Measured, name: str) -> float:
        return last(with_it, name) - last(without, name)

    owed = last(moderate, "unmanaged_balance") / last(moderate, "gdp")
    return {
        "jobs_moderate": THOUSAND * gap(moderate, none, "employed"),
        "jobs_rapid": THOUSAND * gap(rapid, none, "employed"),
        "jobs_training": THOUSAND * gap(training, moderate, "employed"),
        "gdp": PERCENT * (last(moderate, "real_gdp") / last(none, "real_gdp") - 1.0),
        "labour_share": PERCENT * gap(moderate, none, "labour_share"),
        "balance": PERCENT * (owed - last(none, "unmanaged_balance") / last(none, "gdp")),
    }


def found_by(design: Design, asked: Asked, folder: Path) -> tuple[Array, Failed]:
    """Headlines of each point [n, k], means over base seeds; and where any of its runs failed [n].

    A failed point takes the values of the one before it, so that its step counts as none.
    """
    evaluations = Evaluations(
        design.space, folder, asked.persons, asked.base_seeds, asked.jobs, measure=headlines,
        targets={asked.country: []}, progress=told,
    )  # fmt: skip
    evaluations.open(resume=True)
    evaluations(design.points)
    each = [evaluations.moments(point, asked.country, asked.base_seeds) for point in design.points]
    found = np.array([[one[key] for key in OUTCOMES] for one in each])
    failed = ~np.isfinite(found).all(axis=1)
    usual = np.nanmean(np.where(failed[:, None], np.nan, found), axis=0)
    for k in np.flatnonzero(failed):
        found[k] = found[k - 1] if k else usual
    return found, failed


def told(done: int, known: int) -> None:
    """One line for each run that ends."""
    click.echo(f"{done} runs, {known} known", err=True)


def rows_of(design: Design, found: Array, failed: Failed) -> list[dict[str, Any]]:
    """A row for each number, by the mean over outcomes of its part of all effects, the largest first."""
    effects = design.effects(found)
    shares = (effects / np.maximum(effects.sum(axis=0), 1e-300)).mean(axis=1)
    moved = np.abs(np.diff(design.points, axis=0, prepend=design.points[:1])) > 0.0
    lost = (moved & failed[:, None]).sum(axis=0)
    known, rows = declared_numbers(), []
    for rank, k in enumerate(np.argsort(-shares, kind="stable"), start=1):
        one = design.space.unknowns[k]
        declared = known[one.parameter]
        rows.append({
            "rank": rank, "parameter": one.parameter, "status": declared.status, "source": declared.source,
            "low": one.low, "ships": one.start, "high": one.high, "share": PERCENT * shares[k],
            "failed": float(lost[k]), **dict(zip(OUTCOMES, effects[k], strict=True)),
        })  # fmt: skip
    return rows


def table(design: Design, rows: Sequence[Mapping[str, Any]], asked: Asked) -> Table:
    """Ranked numbers, and the first of them that are assumed."""
    assumed = [str(row["parameter"]) for row in rows if row["status"] == "assumed"][:UNSOURCED]
    what = {
        "morris": f"Morris, {len(design.points)} points: mean absolute change of the headline over the range",
        "sobol": f"Sobol, {len(design.points)} points: total share of the headline's variance",
    }
    notes = [
        f"{what[design.method]}; {asked.size}. Effects hold the noise of the draws: seeds are shared by all "
        "points, but a number moves who meets whom.",
        f"First {len(assumed)} that are assumed: {', '.join(assumed)}.",
    ]
    of = "_".join(filter(None, (asked.country, design.method, asked.more["only"])))
    return Table(of, f"What moves the headlines, {asked.country}", rows, notes)


def columns_of(design: Design) -> tuple[Column, ...]:
    """Headings that say what stands below them."""
    what = "μ*" if design.method == "morris" else "S_T"
    return tuple(Column(one.key, one.heading.format(what), one.form) for one in COLUMNS)


def study(asked: Asked) -> None:
    """Screen all, then split the variance among the first, if that was asked for."""
    work, more = asked.more["work"], asked.more
    design = morris_design(factors(asked.country, more["only"]), more["trajectories"])
    rows = rows_of(design, *found_by(design, asked, work / "morris"))
    publish(asked.study, table(design, rows, asked), columns_of(design), asked.out, asked.command)
    if more["sobol"]:
        first = {str(row["parameter"]) for row in rows[: more["first"]]}
        chosen = tuple(one for one in design.space.unknowns if one.parameter in first)
        design = sobol_design(Space(design.space.countries, chosen), more["sobol"])
        rows = rows_of(design, *found_by(design, asked, work / "sobol"))
        publish(asked.study, table(design, rows, asked), columns_of(design), asked.out, asked.command)


OPTIONS = (
    click.Option(["--trajectories"], type=click.IntRange(2), default=6, show_default=True,
                 help="of Morris: each moves every number once"),
    click.Option(["--sobol"], type=click.IntRange(0), default=0, show_default=True,
                 help="points of Sobol's base sample, a power of two; 0 ends with Morris"),
    click.Option(["--first"], type=click.IntRange(2), default=30, show_default=True,
                 help="numbers among which Sobol splits the variance"),
    click.Option(["--only"], default="", metavar="TEXT", help="numbers whose names hold this"),
    click.Option(["--work"], type=click.Path(path_type=Path), default=Path("runs/sensitivity"),
                 show_default=True, help="folder of what was run"),
)  # fmt: skip
STUDY = Job(
    of=country("ESP"), size=USUAL | {"seeds": 2, "base_seed": 9401, "persons": 5000, "jobs": 1},
    options=OPTIONS, does=study,
)  # fmt: skip
