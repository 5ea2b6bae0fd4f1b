"""The sample panel of persons as lives: what each was and had each January, the same person in every run.

The sample panel of persons as arrays: who they are, what each had in the last year, by role and seed.

A person is somebody of one opening state: seeds that begin in another one hold other people.
"""

from collections.abc import Collection
from functools import cache, cached_property

import numpy as np
import polars as pl
import polars.selectors as cs
from numpy.typing import NDArray

from simulator.findings.effects import Contrast
from simulator.findings.intervals import Array, Interval, Openings, mean_interval
from simulator.findings.money import DEFLATOR, prices_of_year
from simulator.findings.results import TOTAL, Results, ordered
from simulator.findings.windows import LAST12, windowed

FEWEST = 30  # persons of the panel in a cell worth showing
Members = NDArray[np.bool_]


class Panel:
    """Real equivalised income of each person of the panel in its last year, by role and seed."""

    def __init__(self, results: Results, persons: pl.DataFrame) -> None:
        """Of the panel's rows in the world and closure of `results`; the last month among them counts."""
        self.results = results
        rows = persons.filter(pl.col("month") == pl.col("month").max())
        self._frame = rows.with_columns(cs.enum().cast(pl.String))
        self._lines = self._frame.partition_by("role", "scenario", "replicate", as_dict=True)
        self.seeds = sorted(self._frame["replicate"].unique().to_list())
        keys = [(0, seed) for seed in self.seeds]
        self.openings, self.clusters = results.openings(keys), results.clusters(keys)
        self.incomes = cache(self._incomes)

    @cached_property
    def people(self) -> pl.DataFrame:
        """One row a person with the groups of the run without policy, by opening state and person id."""
        here = (pl.col("role") == "no_policy") & (pl.col("scenario") == self.results.scenario)
        opening = pl.col("replicate").replace_strict(self.seeds, self.openings, return_dtype=pl.Int64)
        rows = self._frame.filter(here).with_columns(opening=opening)
        rows = rows.unique(["opening", "person_id"], keep="first", maintain_order=True)
        return rows.sort("opening", "person_id")

    @cached_property
    def lives_in(self) -> Array:
        """The opening state of each person of `people`."""
        return self.people["opening"].to_numpy()

    @cached_property
    def weights(self) -> Array:
        """What each person of the panel stands for, in people."""
        return self.people["weight"].to_numpy().astype(float)

    def groups(self, by: str) -> list[str]:
        """Return the groups of a breakdown that have persons enough, in their order."""
        names = ["all"] if by == TOTAL[0] else ordered(self.people[by].drop_nulls().unique().cast(pl.String))
        return [name for name in names if name and int(self.members(by, name).sum()) >= FEWEST]

    def members(self, by: str, group: str) -> Members:
        """Return who belongs to a group."""
        if by == TOTAL[0]:
            return np.full(self.people.height, True)
        return (self.people[by].cast(pl.String) == group).fill_null(value=False).to_numpy()

    def _incomes(self, role: str, scenario: str) -> Array | None:
        """Return seeds × persons of real equivalised income, NaN for persons absent; None without role."""
        found = {seed: self._lines[role, scenario, seed] for seed in self.seeds
                 if (role, scenario, seed) in self._lines}  # fmt: skip
        if not found or not self.people.height:
            return None
        table = np.full((len(self.seeds), self.people.height), np.nan)
        for line, (seed, opening) in enumerate(zip(self.seeds, self.openings, strict=True)):
            here = np.flatnonzero(self.lives_in == opening)
            if seed in found and len(here):
                part = found[seed]
                ids = self.people["person_id"].to_numpy()[here]
                place = np.searchsorted(ids, part["person_id"].to_numpy()).clip(0, len(ids) - 1)
                known = ids[place] == part["person_id"].to_numpy()
                table[line, here[place[known]]] = part["equivalised_income"].to_numpy()[known]
        return table / self._prices(role, scenario)[:, None]

    def _prices(self, role: str, scenario: str) -> Array:
        series = self.results.series(DEFLATOR, role, *TOTAL, scenario)
        if series is None:
            return np.ones(len(self.seeds))
        level = {key[1]: value for key, value in zip(series.keys, windowed(series, LAST12), strict=True)}
        return np.array([level.get(seed, np.nan) for seed in self.seeds])


Flags = NDArray[np.bool_]
Role = tuple[str, str]  # role, scenario
COLUMNS = ("scenario", "role", "replicate", "person_id", "month", "status", "status_months", "occupation",
           "age_group", "exposure_quintile", "equivalised_income", "displaced_months")  # fmt: skip
TEXTS = ("status", "occupation", "age_group", "exposure_quintile")
WORKING = ("employed", "own_account", "informal", "public_job")
_SHIFT = 40  # bits of a key below the replicate: persons' ids


class Lives:
    """Lives × Januaries. A life is a person in one seed; one who is not there in a January has no answer."""

    def __init__(self, results: Results, persons: pl.DataFrame) -> None:
        """Of the panel's rows (`COLUMNS`) in the world and closure of `results`."""
        self.results = results
        self._rows = persons.partition_by("role", "scenario", as_dict=True)
        base = self._rows[self.base]
        self.keys = np.unique(_keys(base))
        self.seed = self.keys >> _SHIFT
        self._seeds, self._seed_place = np.unique(self.seed, return_inverse=True)
        self.months = np.unique(base["month"].to_numpy())
        self._places, self.grid, self.incomes = cache(self._place), cache(self._grid), cache(self._incomes)

    @property
    def base(self) -> Role:
        """The run without policy, in which it is told who a person is."""
        return "no_policy", self.results.counterfactual or self.results.scenario

    def _place(self, role: Role) -> tuple[Flags, NDArray[np.int64], NDArray[np.int64]]:
        """Return which rows of a role are of lives, and in which line and column each of them stands."""
        keys = _keys(self._rows[role])
        line = np.searchsorted(self.keys, keys).clip(0, len(self.keys) - 1)
        known = self.keys[line] == keys
        months = self._rows[role]["month"].to_numpy()[known]
        return known, line[known], np.searchsorted(self.months, months)

    def _grid(self, role: Role, column: str) -> Array:
        """Return lives × months of a column, NaN without an answer; a text as its place among `words`."""
        known, *place = self._places(role)
        values = self._rows[role][column].to_physical().to_numpy()[known]
        found = np.full((len(self.keys), len(self.months)), np.nan)
        found[tuple(place)] = values
        return found

    def words(self, column: str) -> list[str]:
        """Return what the numbers of a text column mean."""
        kind = self._rows[self.base][column].dtype
        return kind.categories.to_list() if isinstance(kind, pl.Enum) else []

    def among(self, role: Role, column: str, names: Collection[str]) -> Flags:
        """Return lives × months: whose text column is one of some."""
        places = [place for place, name in enumerate(self.words(column)) if name in names]
        return np.isin(self.grid(role, column), places)

    def _incomes(self, role: Role) -> Array:
        """Return lives × months of real equivalised income."""
        level = np.ones((int(self.seed.max()) + 1, len(self.months)))
        for place, month in enumerate(self.months.tolist()):
            for seed, price in prices_of_year(self.results, *role, month).items() if month else ():
                level[seed, place] = price
        return np.asarray(self.grid(role, "equivalised_income") / level[self.seed])

    @cached_property
    def clusters(self) -> Openings:
        """The cluster of each seed, in the order of `by_seed`."""
        return self.results.clusters([(0, seed) for seed in self._seeds.tolist()])

    def by_seed(self, values: Array, who: Flags) -> Array:
        """Return the mean of `values` (a number a life) over those of `who`, seed by seed; NaN where none."""
        known, seeds = who & np.isfinite(values), len(self._seeds)
        sums = np.bincount(self._seed_place[known], weights=values[known], minlength=seeds)
        counts = np.bincount(self._seed_place[known], minlength=seeds)
        return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)

    def interval(self, sample: Array) -> Interval:
        """Return the mean over seeds with its interval; seeds without a number are left out."""
        known = np.isfinite(sample)
        return mean_interval(sample[known], self.clusters[known])


def roles_of(contrast: Contrast) -> tuple[Role, Role]:
    """Return the two runs that are compared: treated, base."""
    return (contrast.treated, contrast.scenario), (contrast.base, contrast.against or contrast.scenario)


def of_lives(persons: pl.LazyFrame, roles: Collection[str]) -> pl.DataFrame:
    """Return the columns that lives are made of, of some roles."""
    found = persons.select(COLUMNS).filter(pl.col("role").cast(pl.String).is_in(roles))
    kinds = persons.collect_schema()
    texts = [name for name in TEXTS if not isinstance(kinds[name], pl.Enum)]
    return found.with_columns(pl.col(name).cast(pl.Enum(_words(persons, name))) for name in texts).collect()


def _words(persons: pl.LazyFrame, name: str) -> list[str]:
    found = persons.select(pl.col(name).cast(pl.String).unique()).collect()[name]
    return sorted(found.drop_nulls().to_list())


def _keys(rows: pl.DataFrame) -> NDArray[np.int64]:
    seeds, ids = (rows[name].to_numpy().astype(np.int64) for name in ("replicate", "person_id"))
    return np.asarray((seeds << _SHIFT) | ids)
