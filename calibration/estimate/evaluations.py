"""Evaluations of the model that are kept as they finish, so that a search that was stopped goes on.

A search asks for the same points when it is run again; those that the folder holds cost nothing.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from calibration.estimate.moments import Moment, measure, misses, moments_of
from calibration.estimate.moments import key_of as key_of_target
from calibration.estimate.unknowns import Array, Space
from simulator.core.errors import ExplodedError, IdentityError, InputError
from simulator.scenario.country.profile import load_country
from simulator.store import manifest

FILE = "evaluations.jsonl"
FAILURES = (ExplodedError, IdentityError, ArithmeticError, MemoryError, SystemError)
"""What stops a run whose parameters make no economy."""
Progress = Callable[[int, int], None]
"""Told how many runs this process has done, and how many are known."""
Measure = Callable[[str, Mapping[str, float], int, int], dict[str, float]]
Asked = tuple[Array, str, int]
"""Point, country and base seed of one run."""


class SpentError(Exception):
    """The time that was given is over: what has been evaluated is kept."""


def measured(iso3: str, parameters: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
    """Moments of a country by key; all NaN where parameters let the economy explode."""
    country = _country(iso3)
    try:
        return measure(country, parameters, seed, persons)
    except FAILURES:
        return {key_of_target(target): float("nan") for target in country.targets}


_country = cache(load_country)


@dataclass
class Evaluations:
    """Moments of points of the unit cube, by country and base seed.

    `until` (seconds, monotonic) ends the work. `targets` by country, what ships by default: sensitivity has
    its own.
    """

    space: Space
    folder: Path
    persons: int
    seeds: Sequence[int]
    jobs: int = 1
    until: float = float("inf")
    progress: Progress | None = None
    measure: Measure = measured
    targets: dict[str, list[Moment]] = field(default_factory=dict)
    noise: dict[str, dict[str, float]] = field(default_factory=dict)
    """By country: standard deviation of each moment's mean over as many seeds as a point has."""
    known: dict[str, dict[str, float]] = field(default_factory=dict)
    fresh: int = 0

    def __post_init__(self) -> None:
        for country in self.space.countries:
            self.targets.setdefault(country, moments_of(load_country(country)))

    @property
    def keys(self) -> list[str]:
        """Country and name of each miss."""
        return [f"{country}: {one.key}" for country, own in self.targets.items() for one in own]

    @property
    def weight(self) -> float:
        """Weights of all targets together: the loss over it is a mean squared miss in tolerances."""
        return sum(one.weight for own in self.targets.values() for one in own)

    def open(self, *, resume: bool) -> None:
        """Begin the folder, or read what it holds.

        Raises InputError when it is there and is not to be resumed, or holds another search.
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
        lines = path.read_text(encoding="utf-8").splitlines()
        before = json.loads(lines[0])["plan"]
        if changed := [name for name in plan if before.get(name) != plan[name]]:
            raise InputError(
                f"{self.folder} holds another search ({', '.join(changed)} differ); name another --out"
            )
        for line in lines[1:]:
            try:
                record = json.loads(line)
            except ValueError:  # the last line of a search that was killed
                continue
            self.known[record["key"]] = {
                k: float("nan") if v is None else v for k, v in record["moments"].items()
            }

    def _plan(self) -> dict[str, Any]:
        return {
            "code": manifest.code_hash(),
            "data": {one: manifest.data_hash(one, draws=False) for one in self.space.countries},
            "unknowns": [[one.label, one.low, one.high] for one in self.space.unknowns],
            "persons": self.persons,
            "seeds": list(self.seeds),
        }

    def __call__(self, points: Array) -> Array:
        """Misses of each point [n, m], moments averaged over seeds; SpentError when the time is over."""
        for _ in self._compute(points):
            self.fresh += 1
            if self.progress is not None:
                self.progress(self.fresh, len(self.known))
        return np.array([self.misses_of(point, self.seeds) for point in points])

    def misses_of(self, point: Array, seeds: Sequence[int]) -> Array:
        """Misses of one evaluated point [m] over some seeds."""
        return np.concatenate(
            [misses(own, self.moments(point, country, seeds), self.noise.get(country))
             for country, own in self.targets.items()]
        )  # fmt: skip

    def moments(self, point: Array, country: str, seeds: Sequence[int]) -> dict[str, float]:
        """Mean over seeds of each moment of an evaluated point."""
        found = [self.known[key_of(point, country, seed)] for seed in seeds]
        return {key: float(np.mean([one[key] for one in found])) for key in found[0]}

    def learn_noise(self, point: Array, seeds: Sequence[int]) -> None:
        """Find how far each moment strays by chance, from a point's runs on other seeds."""
        for _ in self._compute(point[None, :], seeds):
            pass
        for country in self.space.countries:
            runs = [self.known[key_of(point, country, seed)] for seed in seeds]
            spread = {name: np.std([run[name] for run in runs], ddof=1) for name in runs[0]}
            self.noise[country] = {name: float(np.nan_to_num(sd)) / len(self.seeds) ** 0.5
                                   for name, sd in spread.items()}  # fmt: skip

    def _compute(self, points: Array, seeds: Sequence[int] | None = None) -> Iterator[None]:
        """Run what is not known yet of each point, in every country, on every seed."""
        return self.run(
            (point, country, seed)
            for point in points for country in self.space.countries for seed in seeds or self.seeds
        )  # fmt: skip

    def run(self, asked: Iterable[Asked]) -> Iterator[None]:
        """Run what is not known yet; yields as each run ends and is written, SpentError when time is over."""
        from joblib import Parallel, delayed

        missing = {key: one for one in asked if (key := key_of(*one)) not in self.known}
        tasks = (
            delayed(_work)(
                self.measure, key, country, self.space.parameters(point, country), seed, self.persons
            ) for key, (point, country, seed) in missing.items() if self._in_time()
        )  # fmt: skip
        pool = Parallel(n_jobs=self.jobs, return_as="generator_unordered", pre_dispatch=self.jobs)
        for key, moments in pool(tasks):
            self._keep(key, moments)
            yield
        if any(key not in self.known for key in missing):
            raise SpentError

    def _in_time(self) -> bool:
        return time.monotonic() < self.until

    def _keep(self, key: str, moments: dict[str, float]) -> None:
        self.known[key] = moments
        with (self.folder / FILE).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"key": key, "moments": manifest.plain(moments)}) + "\n")


def key_of(point: Array, country: str, seed: int) -> str:
    """Name of one run: the point to nine digits, country, base seed."""
    return f"{country} {seed} " + " ".join(f"{value:.9f}" for value in point)


def _work(
    measure: Measure, key: str, country: str, parameters: Mapping[str, float], seed: int, persons: int
) -> tuple[str, dict[str, float]]:
    return key, measure(country, parameters, seed, persons)
