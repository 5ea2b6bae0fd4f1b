"""What becomes of people whom AI displaced, from the counts by months since, over the whole run."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from simulator.findings.intervals import Array, Openings, mean_interval
from simulator.findings.results import Results

STATES = ("employee", "own_account", "public_job", "training", "unemployed", "outside")
WAITING = "waiting"
SINCE, BEFORE = "months_since_displacement", "six_months_after"
EARLY, LATE = 6, 24
Shares = tuple[float, float, float]  # mean over seeds and 95 % interval, 0–1


class Afterwards:
    """The displaced of one scenario in one role: counts by seed, summed over the years of the run."""

    def __init__(self, results: Results, role: str, scenario: str = "") -> None:
        self.results, self.role = results, role
        self.scenario = scenario or results.scenario

    def counts(self, state: str, by: str, group: str) -> Array | None:
        """Return persons by seed in this state, of those displaced so long ago."""
        series = self.results.series(f"displaced_{state}", self.role, by, group, self.scenario)
        return None if series is None else np.nansum(series.values, axis=1)

    @cached_property
    def clusters(self) -> Openings:
        """Cluster of each seed."""
        series = self.results.series(
            f"displaced_{STATES[0]}", self.role, SINCE, str(self.months[0]), self.scenario
        )
        return self.results.clusters(() if series is None else series.keys)

    @cached_property
    def months(self) -> list[int]:
        """Months since displacement at which people were counted."""
        return [int(group) for group in self.results.groups(f"displaced_{STATES[0]}", SINCE)]

    def totals(self, months: int) -> Array | None:
        """Return everyone displaced so many months ago, by seed."""
        found = [self.counts(state, SINCE, str(months)) for state in STATES]
        known = [one for one in found if one is not None]
        return np.asarray(np.sum(known, axis=0)) if len(known) == len(STATES) else None

    def share(self, state: str, months: int) -> Shares | None:
        """Return the share in a state so many months after, over seeds in which anybody was displaced."""
        part, whole = self.counts(state, SINCE, str(months)), self.totals(months)
        if part is None or whole is None or not (whole > 0).any():
            return None
        known = whole > 0
        found = mean_interval(part[known] / whole[known], self.clusters[known])
        return found.mean, found.low, found.high

    def paths(self) -> Mapping[tuple[str, str], float]:
        """Return persons (mean over seeds) by state six months after and two years after."""
        found = {(early, late): self.counts(late, BEFORE, early) for early in STATES for late in STATES}
        return {way: float(values.mean()) for way, values in found.items() if values is not None}

    @property
    def known(self) -> bool:
        """Tell whether anybody displaced was followed."""
        return any((whole := self.totals(months)) is not None and bool((whole > 0).any())
                   for months in self.months)  # fmt: skip
