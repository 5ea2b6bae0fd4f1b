"""The sample panel of persons: who gains, what courses do, how similar people fare, who loses and finds work.

A person is somebody of one opening state: seeds that begin in another one hold other people. `Panel` has what
each had in the last year, `Lives` what each was and had each January, the same person in every run.

A participant is somebody in a course in a January with the policy who was without work when it began in the
run without it too: the same person, alike in both runs until then, as an evaluation with matched unemployed
has them. Who has found work there since counts: that is what the course costs while it lasts. To ask who is
unemployed there in the same January would leave them out; to ask nothing would compare people who have lost
their job here with some who there have not.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simulator.findings.effects import Contrast, Role
from simulator.findings.intervals import Array, Interval, Openings, mean_interval
from simulator.findings.results import DEFLATOR, TOTAL, Results, ordered
from simulator.findings.windows import LAST12, settled, windowed

FEWEST = 30
"""Persons of the panel, lives, participants in a cell worth showing."""
Flags = NDArray[np.bool_]
UNTOLD = (
    *("world", "closure", "status", "status_months", "occupation", "displaced_months"),
    *("household_id", "household_adults", "household_children"),
)
"""What the panel holds beside incomes, weights and groups."""


class Panel:
    """Real equivalised income of each person of the panel in its last year, by role and seed."""

    def __init__(self, results: Results, persons: pl.DataFrame | pl.LazyFrame) -> None:
        """Of the panel's rows in the world and closure of `results`; the last month among them counts."""
        self.results = results
        last = persons.lazy().select(pl.col("month").max()).collect().item()
        rows = persons.lazy().filter(pl.col("month") == last).drop(UNTOLD, strict=False).collect()
        self._frame = rows.with_columns(pl.col("role", "scenario").cast(pl.String))
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

    def members(self, by: str, group: str) -> Flags:
        """Return who belongs to a group."""
        if by == TOTAL[0]:
            return np.full(self.people.height, True)
        return (self.people[by].cast(pl.String) == group).fill_null(value=False).to_numpy()

    def _incomes(self, role: str, scenario: str) -> Array | None:
        """Return seeds × persons of real equivalised income, NaN for persons absent; None without role."""
        lines = {seed: self._lines.get((role, scenario, seed)) for seed in self.seeds}
        found = {seed: line for seed, line in lines.items() if line is not None}
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


TEXTS = ("status", "occupation", "age_group", "exposure_quintile")
COLUMNS = (
    *("replicate", "person_id", "month", "status_months", "equivalised_income", "displaced_months"),
    *TEXTS,
)
ROLE = ("role", "scenario")
WORKING = ("employed", "own_account", "informal", "public_job")
_SHIFT = 40  # bits of a key below the replicate: persons' ids


class Lives:
    """Lives × Januaries. A life is a person in one seed; one who is not there in a January has no answer."""

    def __init__(self, results: Results, persons: pl.DataFrame | pl.LazyFrame) -> None:
        """Of the panel's rows in the world and closure of `results`: a role is read once it is asked for."""
        self.results, self._persons = results, _worded(persons.lazy())
        self._rows = cache(self._read)
        base = self._rows(self.base)
        self.keys = np.unique(_keys(base))
        self.seed = self.keys >> _SHIFT
        self._seeds, self._seed_place = np.unique(self.seed, return_inverse=True)
        self.months = np.unique(base["month"].to_numpy())
        self._places, self.grid = cache(self._place), cache(self._grid)

    @property
    def base(self) -> Role:
        """The run without policy, in which it is told who a person is."""
        return "no_policy", self.results.counterfactual or self.results.scenario

    def _read(self, role: Role) -> pl.DataFrame:
        here = [pl.col(one).cast(pl.String) == word for one, word in zip(ROLE, role, strict=True)]
        return self._persons.filter(*here).select(COLUMNS).collect()

    def _place(self, role: Role) -> tuple[Flags, NDArray[np.int64], NDArray[np.int64]]:
        """Return which rows of a role are of lives, and in which line and column each of them stands."""
        keys = _keys(self._rows(role))
        line = np.searchsorted(self.keys, keys).clip(0, len(self.keys) - 1)
        known = self.keys[line] == keys
        months = self._rows(role)["month"].to_numpy()[known]
        return known, line[known], np.searchsorted(self.months, months)

    def _grid(self, role: Role, column: str) -> Array:
        """Return lives × months of a column, NaN without an answer; a text as its place among `words`."""
        known, *place = self._places(role)
        values = self._rows(role)[column].to_physical().to_numpy()[known]
        found = np.full((len(self.keys), len(self.months)), np.nan)
        found[tuple(place)] = values
        return found

    def words(self, column: str) -> list[str]:
        """Return what the numbers of a text column mean."""
        kind = self._rows(self.base)[column].dtype
        return kind.categories.to_list() if isinstance(kind, pl.Enum) else []

    def among(self, role: Role, column: str, names: Collection[str]) -> Flags:
        """Return lives × months: whose text column is one of some."""
        places = [place for place, name in enumerate(self.words(column)) if name in names]
        return np.isin(self.grid(role, column), places)

    @cached_property
    def clusters(self) -> Openings:
        """The cluster of each seed, in the order of `by_seed`."""
        return self.results.clusters([(0, seed) for seed in self._seeds.tolist()])

    def by_seed(self, values: Array | Flags, who: Flags) -> Array:
        """Return the mean of `values` over those of `who`, seed by seed; NaN where none.

        Both hold a number a life, or one a life and January.
        """
        known, seeds = who & np.isfinite(values), len(self._seeds)
        sums, counts = (
            np.bincount(self._seed_place, one.reshape(len(known), -1).sum(axis=1), seeds)
            for one in (np.where(known, values, 0.0), known)
        )
        return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)

    def interval(self, sample: Array) -> Interval:
        """Return the mean over seeds with its interval; seeds without a number are left out."""
        known = np.isfinite(sample)
        return mean_interval(sample[known], self.clusters[known])


def _worded(persons: pl.LazyFrame) -> pl.LazyFrame:
    """The rows with text columns as enums, as run folders hold them."""
    kinds = persons.collect_schema()
    texts = [name for name in TEXTS if not isinstance(kinds[name], pl.Enum)]
    words = persons.select(pl.col(texts).cast(pl.String).unique().drop_nulls().sort().implode()).collect()
    return persons.with_columns(pl.col(one).cast(pl.Enum(words[one].item())) for one in texts)


def _keys(rows: pl.DataFrame) -> NDArray[np.int64]:
    seeds, ids = (rows[name].to_numpy().astype(np.int64) for name in ("replicate", "person_id"))
    return np.asarray((seeds << _SHIFT) | ids)


AFTER = (1, 2, 3)
"""Years after the January in which somebody is in a course."""
RECENT = 36
"""Months within which a layoff counts as what led to the course."""


@dataclass(frozen=True)
class After:
    """So many years later: shares at work with and without the policy, their difference, and of how many."""

    years: int
    participants: int
    with_policy: float
    without: float
    change: Interval


def afterwards(lives: Lives, contrast: Contrast) -> list[After]:
    """Return the outcomes after each number of years; empty for fewer participants than are worth showing."""
    treated, base = contrast.roles
    in_course = _enrolled(lives, treated, base)
    found = []
    for years in AFTER:
        who = in_course[:, :-years]
        taken = who & np.isfinite(lives.grid(treated, "status") + lives.grid(base, "status"))[:, years:]
        if int(taken.sum()) < FEWEST:
            continue
        works, worked = (
            lives.by_seed(lives.among(role, "status", WORKING)[:, years:], taken) for role in (treated, base)
        )
        told = float(np.nanmean(works)), float(np.nanmean(worked)), lives.interval(works - worked)
        found.append(After(years, int(taken.sum()), *told))
    return found


def _enrolled(lives: Lives, treated: Role, base: Role) -> Flags:
    """Return lives × Januaries: in a course, and without work in the other run when it began.

    There, whoever is unemployed was so by then if for as long, and whoever is not has since found work or
    given up. A status that began before the course without being unemployment was another one then.
    """
    length, there = (lives.grid(role, "status_months") for role in (treated, base))
    unemployed = lives.among(base, "status", ("unemployed",))
    was = np.where(unemployed, there >= length, there < length)
    return lives.among(treated, "status", ("training",)) & was & np.isfinite(length + there)


def gross(in_courses: float, after: Sequence[After]) -> float:
    """Return how many more of those who sat in a course in one of the last Januaries are at work.

    `in_courses` people sit in one in any January; what they gain so many years later is in `after`.
    """
    return in_courses * sum(one.change.mean for one in after)


def displaced_among(lives: Lives, contrast: Contrast) -> float:
    """Return which share of those in a course in a January AI had displaced within the three years before."""
    treated, _ = contrast.roles
    in_course = lives.among(treated, "status", ("training",))
    since = lives.grid(treated, "displaced_months")
    hit = in_course & (since >= 0) & (since <= RECENT)
    return int(np.sum(hit)) / max(int(np.sum(in_course)), 1)


EXPOSURE = "exposure_quintile"


@dataclass(frozen=True)
class Turnover:
    """Of those in work, the share unemployed a year later; of the unemployed, the share then in work."""

    lost: float
    found: float


def turnover(lives: Lives, role: Role, group: str) -> Turnover | None:
    """Return both in a role, over the run's months; groups are those of the run without policy in month 0.

    None for fewer people unemployed than are worth showing.
    """
    members = lives.among(lives.base, EXPOSURE, (group,))[:, 0]
    inside = settled(lives.results.window).inside(lives.months) & (lives.months > 0)
    works = lives.among(role, "status", WORKING)
    seeks = lives.among(role, "status", ("unemployed",))
    before = members[:, None] & inside[None, :-1]
    after = np.isfinite(lives.grid(role, "status"))[:, 1:]

    def share(of: Flags, then: Flags) -> float:
        here = of[:, :-1] & before & after
        return int(np.sum(here & then[:, 1:])) / max(int(np.sum(here)), 1)

    if int(np.sum(seeks[:, :-1] & before & after)) < FEWEST:
        return None
    return Turnover(share(works, seeks), share(seeks, works))
