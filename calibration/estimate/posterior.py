"""What the data say of the parameters, learnt from one reference table; and whether the intervals cover.

`unknowns.csv` is the reviewed list of parameters to estimate: their ranges, and the targets that identify
each. A structural parameter has one value in all countries of a fit, a level one in each.

The model is run at each of some points of the whole cube, each on a base seed of its own; the posterior of
any data then costs nothing. Two runs from one opening state, without AI or policy, ages frozen: a quiet one
for levels, one under shocks to demand for what moves with the cycle. Coverage: each point is left out, its
moments are taken for the data, and it is told how often the 90 % intervals hold its parameters. Draws go to
the folder of draws, what ships first. What was run is kept in `--work`, and the same command goes on from
there. With `--ranges` draws are from the ranges of all unknowns of each country, as before any data, and
nothing is run.

Moments are a sum of a level and a quadratic of each unknown, pulled to a level alone as far as foretells
points that are left out best, moment by moment; what is then left is Gaussian with the covariance found. Data
stray from the model by a tolerance besides: misses are in tolerances. Before the data, every unknown is
uniform over its range. The posterior is drawn coordinate by coordinate on a grid (Gibbs).
"""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, log2
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import qmc

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
    read_csv,
    write,
    write_csv,
)
from calibration.study.runs import HORIZON, Run, completed, measure_run
from calibration.study.runs import measured as runs_of
from calibration.validate.fit import FROZEN, Watch, rows_of
from calibration.validate.heldout import parameters_hash
from calibration.validate.shocks import RELATIONS, parts, shocks
from simulator.core import cache
from simulator.core.errors import ExplodedError, IdentityError, InputError
from simulator.core.streams import root_key
from simulator.findings.official import simulated
from simulator.scenario.country.ensembles import POSTERIOR, RANGES
from simulator.scenario.country.profile import Country, load_country
from simulator.scenario.file.checks import model_parameters
from simulator.start.draws import uniforms
from simulator.start.opening import passing_openings
from simulator.store import manifest

Array = NDArray[np.float64]
LIST = Path(__file__).with_name("unknowns.csv")
LEVEL = "level"
SEED = 20251


@dataclass(frozen=True)
class Unknown:
    """One number to estimate, for one country or, with none named, for all; range in the declared unit."""

    parameter: str
    country: str
    low: float
    high: float
    targets: tuple[str, ...]
    start: float
    """The value that ships."""

    @property
    def label(self) -> str:
        """Name, with the country where it is one country's own."""
        return f"{self.parameter}, {self.country}" if self.country else self.parameter


@dataclass(frozen=True)
class Space:
    """The unknowns of a fit of some countries."""

    countries: tuple[str, ...]
    unknowns: tuple[Unknown, ...]

    @property
    def start(self) -> Array:
        """What ships, in the unit cube."""
        return np.array([(one.start - one.low) / (one.high - one.low) for one in self.unknowns])

    def values(self, point: Array) -> Array:
        """A point of the unit cube in declared units."""
        return np.array(
            [one.low + u * (one.high - one.low) for u, one in zip(point, self.unknowns, strict=True)]
        )

    def parameters(self, point: Array, country: str) -> dict[str, float]:
        """What a point gives the model of a country, in declared units."""
        pairs = zip(self.unknowns, self.values(point), strict=True)
        return {one.parameter: float(value) for one, value in pairs if one.country in ("", country)}


def space_of(countries: Sequence[str], *, structural: bool | None = None) -> Space:
    """Level parameters of each country; structural ones of all together, of several countries or if asked."""
    joint = len(countries) > 1 if structural is None else structural
    found = []
    for row in read_csv(LIST):
        if row["scope"] == LEVEL:
            found += [_unknown(row, country, [country]) for country in countries]
        elif joint:
            found.append(_unknown(row, "", countries))
    return Space(tuple(countries), tuple(found))


def _unknown(row: Mapping[str, str], country: str, countries: Sequence[str]) -> Unknown:
    """A line of the list, checked against the parameter's declaration."""
    name, low, high = row["parameter"], float(row["low"]), float(row["high"])
    declared = model_parameters().get(name)
    if declared is None:
        raise InputError(f"no such model parameter: {name}", where=LIST.name, field="parameter")
    if declared.status not in ("assumed", "calibrated"):
        raise InputError(
            f"{name} is {declared.status}, not assumed or calibrated", where=LIST.name, field=name
        )
    for end in (low, high):
        declared.check(name, end)
    ships = [load_country(one).parameters({}).get(name, declared.default) for one in countries]
    start = min(max(float(np.mean(ships)), low), high)
    return Unknown(name, country, low, high, tuple(row["targets"].split()), start)


def net(purpose: str, count: int, unknowns: int) -> Array:
    """The first Sobol points of the unit cube, moved by one keyed draw; most even at powers of two."""
    points = qmc.Sobol(unknowns, scramble=False).random_base2(ceil(log2(count)))[:count]
    return np.asarray((points + keyed(purpose, 0, 1, unknowns)) % 1.0)


def keyed(purpose: str, number: int, rows: int, columns: int) -> Array:
    """Uniform draws [rows, columns] in (0, 1), the same whenever they are asked for."""
    ids = np.arange(rows * columns, dtype=np.int64)
    drawn = uniforms(root_key(SEED, number), f"search {purpose}", ids)
    return np.clip(drawn, 1e-9, None).reshape(rows, columns)


QUIET = 61
"""Months of the quiet run: five years and month 0."""
RECALLED_WEIGHT = 0.25
"""Weight of a target that is recalled, not read; one recalled with low confidence has none."""
NOT_MEASURED = ("C17", "C18", "C19", "C20", "C22", "C23", "C24", "C28", "C31", "C34")
"""Micro experiments and adoption: other commands fit them; C34: no unknown moves it."""
FILE = "evaluations.jsonl"
FAILURES = (ExplodedError, IdentityError, ArithmeticError, MemoryError, SystemError)
"""What stops a run whose parameters make no economy."""
Progress = Callable[[int, int], None]
"""Told how many runs this process has done, and how many are known."""
Measure = Callable[[str, Mapping[str, float], int, int], dict[str, float]]
Wanted = tuple[Array, str, int]
"""Point, country and base seed of one run."""


@dataclass(frozen=True)
class Moment:
    """A target as estimation uses it: `tolerance` is half its range, weights add up within an id."""

    key: str
    id: str
    value: float
    tolerance: float
    weight: float


def moments_of(country: Country) -> list[Moment]:
    """Targets of a country that the runs measure and that are trusted enough to weigh in."""
    used = [
        target
        for target in country.targets
        if target["id"] not in NOT_MEASURED and (target["judged"] or "low" not in target["provenance"])
    ]
    ids = [target["id"] for target in used]
    found = []
    for target in used:
        low, high = target["tolerance"]
        weight = (1.0 if target["judged"] else RECALLED_WEIGHT) / ids.count(target["id"])
        value = float(target["value"])
        found.append(Moment(key_of_target(target), target["id"], value, (high - low) / 2.0, weight))
    return found


def key_of_target(target: Mapping[str, Any]) -> str:
    """Name of a target's moment."""
    everyone = target["by"] == "total" and target["group"] == "all"
    return str(target["target"]) if everyone else f"{target['target']}, {target['group']}"


def measured(iso3: str, parameters: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
    """Moments of a country by key; all NaN where parameters let the economy explode."""
    country = load_country(iso3)
    try:
        return measure(country, parameters, seed, persons)
    except FAILURES:
        return {key_of_target(target): float("nan") for target in country.targets}


def measure(country: Country, parameters: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
    """Moments of one base seed by key; NaN where the run does not give one."""
    moved = Run(
        country.iso3, seed, persons, HORIZON, shock=shocks(seed), measure=parts, parameters=parameters
    )
    with passing_openings():
        found, (cycle,) = quiet(country, parameters, seed, persons), runs_of(moved)
    slopes: dict[str, float] = {}
    with np.errstate(divide="ignore", invalid="ignore"):  # a small population may have no vacancies at times
        for _, name, _, estimator in RELATIONS:  # the first way of estimating a relation counts
            slopes.setdefault(name, estimator(cycle)[0])
    return {key: slopes.get(key, value) for key, value in found.items()}


def quiet(country: Country, parameters: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
    """Moments of the quiet years, which take a third of the time; NaN for the others."""
    run = Run(country.iso3, seed, persons, QUIET, measure=Watch(), parameters=parameters, label=(FROZEN,))
    levels, cyclic = rows_of([measure_run(run)]), {name for _, name, _, _ in RELATIONS}
    found = {}
    for target in country.targets:
        key = key_of_target(target)
        value = None if key in cyclic else simulated(target, levels)
        found[key] = float("nan") if value is None else float(value)
    return found


def misses(moments: list[Moment], found: Mapping[str, float]) -> Array:
    """Simulated less target in tolerances, times the root of its weight [m]."""
    return np.array([(found[m.key] - m.value) / m.tolerance * m.weight**0.5 for m in moments])


def told(done: int, known: int) -> None:
    """One line for each run that ends."""
    click.echo(f"{done} runs, {known} known", err=True)


@dataclass
class Evaluations:
    """What `measure` gives at points of the unit cube, by country and base seed.

    `until` (seconds, monotonic) ends the work: none is begun after it.
    """

    space: Space
    folder: Path
    persons: int
    base_seed: int
    jobs: int = 1
    until: float = float("inf")
    progress: Progress = told
    measure: Measure = measured
    known: dict[str, dict[str, float]] = field(default_factory=dict)

    def open(self, *, resume: bool) -> None:
        """Begin the folder, or read what it holds.

        Raises InputError when it is there and is not to be resumed, or holds other work.
        """
        path, plan = self.folder / FILE, self._plan()
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps({"plan": plan}) + "\n", encoding="utf-8")
            return
        if not resume:
            raise InputError(
                f"{self.folder} holds a search already; go on with --resume, or name another --out"
            )
        first, *lines = path.read_text(encoding="utf-8").splitlines()
        before = json.loads(first)["plan"]
        if changed := [name for name in plan if before.get(name) != plan[name]]:
            raise InputError(
                f"{self.folder} holds another search ({', '.join(changed)} differ); name another --out"
            )
        for line in lines:
            try:
                record = json.loads(line)
            except ValueError:  # the last line of a search that was killed
                continue
            moments = record["moments"].items()
            self.known[record["key"]] = {name: float("nan") if x is None else x for name, x in moments}

    def _plan(self) -> dict[str, Any]:
        return {
            "code": manifest.code_hash(),
            "data": {one: manifest.data_hash(one, draws=False) for one in self.space.countries},
            "unknowns": [[one.label, one.low, one.high] for one in self.space.unknowns],
            "persons": self.persons,
            "base_seed": self.base_seed,
        }

    def run(self, asked: Iterable[Wanted]) -> None:
        """Run what is not known yet, as far as the time goes; each run is written as it ends."""
        missing = {key: one for one in asked if (key := key_of(*one)) not in self.known}
        calls = (
            (self.measure, key, country, self.space.parameters(point, country), seed, self.persons)
            for key, (point, country, seed) in missing.items()
            if time.monotonic() < self.until
        )
        for done, (key, moments) in enumerate(completed(_work, calls, self.jobs), 1):
            self.known[key] = moments
            with (self.folder / FILE).open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": key, "moments": manifest.plain(moments)}) + "\n")
            self.progress(done, len(self.known))


def key_of(point: Array, country: str, seed: int) -> str:
    """Name of one run: the point to nine digits, country, base seed."""
    return f"{country} {seed} " + " ".join(f"{value:.9f}" for value in point)


def _work(
    measure: Measure, key: str, country: str, parameters: Mapping[str, float], seed: int, persons: int
) -> tuple[str, dict[str, float]]:
    return key, measure(country, parameters, seed, persons)


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
    return Table("_".join(names), title, rows_for(table, drawn, held, errors), notes), drawn


def rows_for(table: Reference, drawn: Array, held: Array, errors: Array) -> list[dict[str, Any]]:
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
    resume: bool,
    **how: Any,
) -> Table:
    """What `sim calibrate` does: write the posterior and draws of each country into `out`; the posterior.

    `how`: size, processes and progress, as `Evaluations` has them.

    Raises InputError for a folder that holds other work, and where time is over before anything was learnt.
    """
    cache.configure()
    until = time.monotonic() + MINUTE * budget
    runs = Evaluations(space_of(countries), out, until=until, **how)
    runs.open(resume=resume)
    found, drawn = estimated(runs, evaluations)
    size = f"--persons {runs.persons} --base-seed {runs.base_seed}"
    asked = f"--evaluations {evaluations} --budget {budget:g} {size}"
    command = f"uv run sim calibrate {' '.join(countries)} {asked}"
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
SIZE = {"base_seed": 7001, "persons": 5000, "jobs": 1}
STUDY = Job(of=countries(("ESP", "USA", "FRA", "DEU", "ITA")), size=SIZE, options=OPTIONS, does=study)
