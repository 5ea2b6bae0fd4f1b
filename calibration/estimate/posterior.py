"""What the data say of the parameters, learnt from one reference table; and whether the intervals cover.

The model is run once at each of some points of the whole cube, each on a base seed of its own; the posterior
of any data then costs nothing. Coverage: each point is left out, its moments are taken for the data, and it
is told how often the 90 % intervals hold its parameters. Draws go to the folder of draws, what ships first.
What was run is kept in `--work`, and the same command goes on from there. With `--ranges` draws are from the
ranges of all unknowns of each country, as before any data, and nothing is run.

Moments are a sum of a level and a quadratic of each unknown, pulled to a level alone as far as foretells
points that are left out best, moment by moment; what is then left is Gaussian with the covariance found. Data
stray from the model by a tolerance besides: misses are in tolerances. Before the data, every unknown is
uniform over its range. The posterior is drawn coordinate by coordinate on a grid (Gibbs).
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import numpy as np
from scipy.special import ndtri

from calibration.estimate.evaluations import (
    Array,
    Evaluations,
    Moment,
    Progress,
    Space,
    key_of,
    keyed,
    misses,
    moments_of,
    net,
    space_of,
)
from calibration.study import (
    Asked,
    Column,
    Job,
    Table,
    check_committed,
    countries,
    made_by,
    option,
    publish,
    write,
    write_csv,
)
from calibration.validate.heldout import parameters_hash
from simulator.core import cache
from simulator.core.errors import InputError
from simulator.scenario.country.ensembles import POSTERIOR, RANGES
from simulator.scenario.country.profile import load_country

MINUTE, PERCENT = 60.0, 100.0
LEAST = 4
"""Fewest points from which anything is learnt."""
ENSEMBLES = Path(__file__).parents[1] / "ensembles"
COUNT = 9
"""Draws of a country: with what ships, one for each of the ten month 0s of a run on its defaults."""
PULLS, CURVED = (0.001, 0.01, 0.1, 1.0), 10.0
"""Pulls of slopes to zero that are tried, in units of a miss; how much more curvatures are pulled."""
GRID = 41
CHAINS, SETTLING, KEPT, APART = 100, 20, 10, 4
"""Chains; sweeps before the first that is kept; sweeps kept, and how far they are apart."""
TAILS = (0.05, 0.95)
COLUMNS = (
    Column("parameter", "parameter"),
    Column("low", "range from", ".4g"),
    Column("high", "to", ".4g"),
    Column("ships", "ships", ".4g"),
    Column("median", "median", ".4g"),
    Column("from", "5 %", ".4g"),
    Column("to", "95 %", ".4g"),
    Column("narrowed", "width, of the range's 90 %", ".2f"),
    Column("coverage", "coverage of 90 %, %", ".0f"),
    Column("error", "error left out, of range", ".2f"),
    Column("middle", "of the middle", ".2f"),
)


@dataclass(frozen=True)
class Reference:
    """Points [n, d] and, by country, misses [n, m] there; `failed` points are left out of both."""

    space: Space
    points: Array
    misses: Mapping[str, Array]
    failed: int = 0

    def without(self, left_out: int) -> "Reference":
        """The table without one of its points."""
        own = {country: np.delete(found, left_out, axis=0) for country, found in self.misses.items()}
        return replace(self, points=np.delete(self.points, left_out, axis=0), misses=own)


def points_of(space: Space, count: int) -> Array:
    """The points of a table of `count`; those of a smaller one come first."""
    return net("reference", count, len(space.unknowns))


def fill(evaluations: Evaluations, points: Array) -> None:
    """Run the points in turn, each in every country; what the time does not reach is left."""
    evaluations.run(
        (point, country, evaluations.base_seed + k)
        for k, point in enumerate(points)
        for country in evaluations.space.countries
    )


def table_of(
    evaluations: Evaluations, points: Array, targets: Mapping[str, list[Moment]] | None = None
) -> Reference:
    """The points that are known in every country; those where a moment could not be measured are failed."""
    space, known = evaluations.space, evaluations.known
    of = targets or {country: moments_of(load_country(country)) for country in space.countries}
    keys = [
        [key_of(point, country, evaluations.base_seed + k) for country in space.countries]
        for k, point in enumerate(points)
    ]
    done = [k for k, own in enumerate(keys) if all(key in known for key in own)]
    found = {
        country: np.array([misses(own, known[keys[k][place]]) for k in done]).reshape(len(done), len(own))
        for place, (country, own) in enumerate(of.items())
    }
    whole = np.all([np.isfinite(own).all(axis=-1) for own in found.values()], axis=0)
    own = {country: misses[whole] for country, misses in found.items()}
    return Reference(space, points[done][whole], own, failed=int((~whole).sum()))


@dataclass(frozen=True)
class Picture:
    """What the table says of the moments: levels [m], slopes and curvatures [d, m], covariance [m, m].

    `residuals` [n, m]: moments of each point less what the others foretell of them.
    """

    levels: Array
    slopes: Array
    curves: Array
    residuals: Array

    @property
    def covariance(self) -> Array:
        """Of data that stray by a tolerance from a run at the true point."""
        own = self.residuals.T @ self.residuals / len(self.residuals)
        return np.asarray(own + np.eye(len(self.levels)))

    def predict(self, points: Array) -> Array:
        """Misses expected at points [n, d]."""
        step = points - 0.5
        return np.asarray(self.levels + step @ self.slopes + step**2 @ self.curves)


def learn(table: Reference) -> Picture:
    """The picture of a table; a moment answers the unknowns of its own country and the structural ones."""
    parts = [_part(table, country) for country in table.misses]
    return Picture(*(np.concatenate(same, axis=-1) for same in zip(*parts, strict=True)))


def _part(table: Reference, country: str) -> tuple[Array, Array, Array, Array]:
    """Levels, slopes, curvatures and residuals of one country's moments."""
    own = [k for k, one in enumerate(table.space.unknowns) if one.country in ("", country)]
    found, d = table.misses[country], len(own)
    fits, residuals = map(
        np.array, zip(*(_fit(table.points[:, own], found, pull) for pull in PULLS), strict=True)
    )
    best, moments = (residuals**2).sum(axis=1).argmin(axis=0), np.arange(found.shape[1])
    coefficients = fits[best, :, moments].T
    whole = np.zeros((2, len(table.space.unknowns), found.shape[1]))
    whole[:, own] = coefficients[1 : 1 + d], coefficients[1 + d :]
    return coefficients[0], whole[0], whole[1], residuals[best, :, moments].T


def _fit(points: Array, found: Array, pull: float) -> tuple[Array, Array]:
    """Least squares of misses [n, m] at points [n, d]: level, slopes and curvatures [1 + 2 d, m].

    Beside them the misses of each point less what a fit to all others foretells [n, m].
    """
    step, d = points - 0.5, points.shape[1]
    x = np.hstack([np.ones((len(step), 1)), step, step**2])
    gram = x.T @ x + np.diag([0.0, *[pull] * d, *[CURVED * pull] * d]) * len(x)
    hat = x @ np.linalg.solve(gram, x.T)
    left_out = (found - hat @ found) / (1.0 - np.diag(hat))[:, None]
    return np.linalg.solve(gram, x.T @ found), left_out


def draws(picture: Picture, data: Array, number: int = 0) -> Array:
    """Points of the unit cube [CHAINS · KEPT, d] drawn from the posterior, given the misses of the data [m].

    Each `number` has random draws of its own.
    """
    d = len(picture.slopes)
    white = np.linalg.inv(np.linalg.cholesky(picture.covariance))
    step = (np.arange(GRID) + 0.5) / GRID - 0.5
    shapes = np.einsum("g,dm->dgm", step, picture.slopes) + np.einsum("g,dm->dgm", step**2, picture.curves)
    # What the unknowns cannot move of the whitened moments says nothing of them.
    basis, _ = np.linalg.qr((np.vstack([picture.slopes, picture.curves]) @ white.T).T)
    shapes = shapes @ white.T @ basis
    rest = np.tile((data - picture.levels) @ white.T @ basis, (CHAINS, 1))
    sweeps = SETTLING + KEPT * APART
    luck = keyed("posterior", number, sweeps * d * CHAINS, 1).reshape(sweeps, d, CHAINS)
    place = np.full((CHAINS, d), GRID // 2)
    rest -= shapes[np.arange(d), place[0]].sum(axis=0)
    kept = []
    for sweep in range(sweeps):
        for k in range(d):
            without = rest + shapes[k, place[:, k]]
            likelihood = without @ shapes[k].T - 0.5 * (shapes[k] ** 2).sum(axis=1)
            weight = np.exp(likelihood - likelihood.max(axis=1, keepdims=True)).cumsum(axis=1)
            place[:, k] = (weight < luck[sweep, k][:, None] * weight[:, -1:]).sum(axis=1)
            rest = without - shapes[k, place[:, k]]
        if sweep >= SETTLING and (sweep - SETTLING) % APART == APART - 1:
            kept.append(place.copy())
    found = np.vstack(kept)
    inside = keyed("within the grid", number, *found.shape)
    return np.asarray((found + inside) / GRID)


def left_out(table: Reference) -> tuple[Array, Array]:
    """For each point taken as data, left out: is each unknown in the 90 % [n, d]; errors of the mean [n, d].

    Data stray from the model by a tolerance, as the posterior takes them to.
    """
    data = np.concatenate(list(table.misses.values()), axis=1)
    data += ndtri(keyed("tolerance", 1, *data.shape))
    held, errors = [], []
    for k, truth in enumerate(table.points):
        drawn = draws(learn(table.without(k)), data[k], k)
        low, high = np.quantile(drawn, TAILS, axis=0)
        held.append((low <= truth) & (truth <= high))
        errors.append(drawn.mean(axis=0) - truth)
    return np.array(held), np.array(errors)


def estimated(evaluations: Evaluations, count: int) -> tuple[Table, Array]:
    """Fill a table of `count` points as far as time goes; what it says, and draws of the posterior [n, d].

    InputError where the time was over before there was anything to learn from.
    """
    points = points_of(evaluations.space, count)
    fill(evaluations, points)
    table = table_of(evaluations, points)
    if len(table.points) < LEAST:
        raise InputError(
            f"{len(table.points)} points are known where {LEAST} are needed, {table.failed} more failed; "
            "give more minutes: the same command goes on from here, `sim calibrate` with --resume",
            field="--budget",
        )
    picture = learn(table)
    drawn = draws(picture, np.zeros(len(picture.levels)))
    held, errors = left_out(table)
    chance = PERCENT * np.sqrt(held.mean(axis=1).var(ddof=1) / len(held))
    notes = [
        f"{len(table.points)} points of {count}, {evaluations.persons} persons, each on a base seed of its "
        f"own from {evaluations.base_seed}, in {len(table.misses)} countries; {table.failed} more failed.",
        f"Coverage of all 90 % intervals, each point left out in turn: {PERCENT * held.mean():.1f} % (s.e. "
        f"{chance:.1f}, points as clusters).",
        "Error: root mean square, share of the range; “of the middle”: of guessing the middle of the range.",
    ]
    names = table.space.countries
    title = f"Posterior of parameters and its coverage: {', '.join(names)}"
    return Table("_".join(names), title, rows_of(table, drawn, held, errors), notes), drawn


def rows_of(table: Reference, drawn: Array, held: Array, errors: Array) -> list[dict[str, Any]]:
    """A row for each unknown."""
    low, median, high = np.quantile(drawn, (TAILS[0], 0.5, TAILS[1]), axis=0)
    space = table.space
    known = {"ships": space.start, "median": median, "from": low, "to": high}
    values = {name: space.values(point) for name, point in known.items()}
    return [
        {
            "parameter": one.label,
            "low": one.low,
            "high": one.high,
            **{name: float(own[k]) for name, own in values.items()},
            "narrowed": float((high - low)[k] / (TAILS[1] - TAILS[0])),
            "coverage": PERCENT * float(held[:, k].mean()),
            "error": float(np.sqrt((errors[:, k] ** 2).mean())),
            "middle": float(np.sqrt(((table.points[:, k] - 0.5) ** 2).mean())),
        }
        for k, one in enumerate(space.unknowns)
    ]


def write_draws(
    space: Space, points: Array, country: str, path: Path, command: str, kind: str = POSTERIOR
) -> None:
    """Write points of the unit cube as the draws of a country."""
    rows = [{"draw": k, **space.parameters(point, country)} for k, point in enumerate(points, 1)]
    told = {"parameters": parameters_hash(country), "kind": kind, "size": f"{len(rows)} draws"}
    write_csv(path, list(rows[0]), rows, made_by(command) | told)


def from_ranges(country: str, folder: Path, command: str) -> None:
    """Write draws spread evenly over the ranges of all unknowns, structural ones as well."""
    space = space_of([country], structural=True)
    points = net("ranges", COUNT, len(space.unknowns))
    write_draws(space, points, country, folder / f"{country}.csv", command, RANGES)


def calibrate(
    countries: Sequence[str],
    out: Path,
    *,
    evaluations: int,
    budget: float,
    persons: int,
    base_seed: int,
    jobs: int,
    resume: bool,
    progress: Progress,
) -> Table:
    """What `sim calibrate` does: write the posterior and draws of each country into `out`; the posterior.

    Raises InputError for a folder that holds other work, and where time is over before anything was learnt.
    """
    cache.configure()
    until = time.monotonic() + MINUTE * budget
    runs = Evaluations(space_of(countries), out, persons, base_seed, jobs, until, progress)
    runs.open(resume=resume)
    found, drawn = estimated(runs, evaluations)
    size = f"--evaluations {evaluations} --budget {budget:g} --persons {persons} --base-seed {base_seed}"
    command = f"uv run sim calibrate {' '.join(countries)} {size}"
    write("estimate", found._replace(of=""), COLUMNS, out, command)
    for country in countries:
        write_draws(runs.space, drawn[-COUNT:], country, out / f"ensemble_{country}.csv", command)
    return found


def study(asked: Asked) -> None:
    """Posterior, coverage and draws of some countries together; or draws from ranges, of each alone."""
    more, folder = asked.more, asked.more["ensembles"]
    if folder.resolve() == ENSEMBLES.resolve():
        check_committed("draws of parameters")
    if more["ranges"]:
        for country in asked.countries:
            from_ranges(country, folder, asked.command)
        return
    until, space = time.monotonic() + MINUTE * more["budget"], space_of(asked.countries)
    runs = Evaluations(space, more["work"], asked.persons, asked.base_seed, asked.jobs, until)
    runs.open(resume=True)
    found, drawn = estimated(runs, more["points"])
    publish(asked.study, found, COLUMNS, asked.out, asked.command)
    for country in asked.countries:
        write_draws(space, drawn[-COUNT:], country, folder / f"{country}.csv", asked.command)


OPTIONS = (
    option("points", "points of the table; a larger one goes on from a smaller", click.IntRange(LEAST), 32),
    option("budget", "minutes after which no more is run", click.FloatRange(0.0, min_open=True), 60.0),
    click.Option(["--ranges"], is_flag=True, help="draw from the ranges of all unknowns, run nothing"),
    option("work", "folder of what was run", click.Path(path_type=Path), Path("runs/posterior")),
    click.Option(
        ["--ensembles"], type=click.Path(path_type=Path), default=ENSEMBLES, help="folder of the draws"
    ),
)
STUDY = Job(
    of=countries(("ESP", "USA", "FRA", "DEU", "ITA")),
    size={"base_seed": 7001, "persons": 5000, "jobs": 1},
    options=OPTIONS,
    does=study,
)
