"""Unknown parameters, what a country's targets measure at given ones, and runs that are kept as they finish.

`unknowns.csv` is the reviewed list of parameters to estimate: their ranges, and the targets that identify
each. A structural parameter has one value in all countries of a fit, a level one in each.

Two runs from one opening state, without AI or policy, ages frozen: a quiet one for levels, one under shocks
to demand for what moves with the cycle. Whoever asks for the same points again goes on where it was stopped.
"""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, log2
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from calibration.study import read_csv
from calibration.study.runs import HORIZON, Run, completed, measure_run
from calibration.study.runs import measured as runs_of
from calibration.validate.fit import FROZEN, Watch, rows_of
from calibration.validate.shocks import RELATIONS, parts, shocks
from simulator.core.errors import ExplodedError, IdentityError, InputError
from simulator.core.streams import root_key
from simulator.findings.official import simulated
from simulator.scenario.country.profile import Country, load_country
from simulator.scenario.file.checks import model_parameters
from simulator.start.draws import uniforms
from simulator.start.opening import passing_openings
from simulator.store import manifest

Array = NDArray[np.float64]
LIST = Path(__file__).with_name("unknowns.csv")
STRUCTURAL, LEVEL = "structural", "level"
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
Asked = tuple[Array, str, int]
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

    def run(self, asked: Iterable[Asked]) -> None:
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
