"""The sample panel of persons as arrays: who they are, what each had in the last year, by role and seed.

A person is somebody of one opening state: seeds that begin in another one hold other people.
"""

from functools import cache, cached_property

import numpy as np
import polars as pl
import polars.selectors as cs
from numpy.typing import NDArray

from simulator.findings.intervals import Array
from simulator.findings.money import DEFLATOR
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
