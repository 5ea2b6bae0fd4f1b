"""What becomes of everyone whom AI displaced, by fifth of exposure and age at the layoff, over the whole run.

A cell is told from `FEWEST` simulated people on, pooled over seeds; fewer are told with their neighbour.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.findings.intervals import Array, Interval, ratio_interval
from simulator.findings.results import Results

FIFTHS, AGES = ("1", "2", "3", "4", "5", "entrant"), ("18-34", "35-54", "55+")
AT_LAYOFF = "at_layoff"
AFTER = {1: "one_year_after", 3: "three_years_after", 5: "five_years_after"}
"""Years after the layoff, and what the run calls them."""
FEWEST = 100
Cell = tuple[str, str]  # fifth of exposure, age
Cells = tuple[Cell, ...]


def code(cell: Cell) -> str:
    """The name of a cell in a run."""
    return ", ".join(cell)


@dataclass(frozen=True)
class Outcome:
    """The displaced of some cells in one role: people (mean over seeds), months until the next job, income.

    `wait` holds those without a job after three years with 36 months. `income` by years after: that of the
    year which ends then over that of the month before, after taxes and benefits. What too few reached is
    missing.
    """

    number: float
    wait: Interval | None
    income: Mapping[int, Interval]


class Displaced:
    """Sums over the run by cell, in one role of one scenario."""

    def __init__(self, results: Results, role: str, scenario: str = "") -> None:
        self.results, self.role, self.scenario = results, role, scenario or results.scenario
        self.weight = float(results.content["country"].get("weight") or 1.0)
        found = results.series("employed", role, scenario=self.scenario)
        self.keys = () if found is None else found.keys

    def sums(self, indicator: str, by: str, cells: Cells) -> Array:
        """An indicator by seed, over the years of the run and some cells; 0 where nobody was counted."""
        total = np.zeros(len(self.keys))
        for cell in cells:
            found = self.results.series(indicator, self.role, by, code(cell), self.scenario)
            if found is not None:
                rows = [self.keys.index(key) for key in found.keys]
                total[rows] += np.nansum(found.values, axis=1)
        return total

    def simulated(self, cells: Cells) -> float:
        """How many simulated people were displaced, in all seeds."""
        return float(self.sums("displaced_number", AT_LAYOFF, cells).sum()) / self.weight

    def outcome(self, cells: Cells) -> Outcome:
        """What becomes of those in some cells."""
        clusters = self.results.clusters(self.keys)
        counted = {years: self.sums("displaced_counted", by, cells) for years, by in AFTER.items()}
        enough = {years: each for years, each in counted.items() if each.sum() / self.weight >= FEWEST}
        after, before = (
            {years: self.sums(f"real_income_{when}", AFTER[years], cells) for years in enough}
            for when in ("after", "before")
        )
        wait = self.sums("displaced_wait", AFTER[3], cells)
        return Outcome(
            float(self.sums("displaced_number", AT_LAYOFF, cells).mean()),
            ratio_interval(wait, enough[3], clusters) if 3 in enough else None,
            {years: ratio_interval(after[years], before[years], clusters) for years in enough},
        )


def merged(simulated: Callable[[Cells], float]) -> list[Cells]:
    """Cells put together until each holds enough people: fifths of one age first, then whole ages.

    Empty where there are not enough in all.
    """
    found: list[Cells] = []
    rest: Cells = ()
    for age in AGES:
        own = list(_enough(rest + tuple((fifth, age) for fifth in FIFTHS), simulated))
        rest = ()
        if own and simulated(own[-1]) < FEWEST:  # what is left of an age goes with those before it
            last = own.pop()
            if own:
                own[-1] += last
            else:
                rest = last
        found += own
    if rest and found:
        found[-1] += rest
    return found


def _enough(cells: Sequence[Cell], simulated: Callable[[Cells], float]) -> Iterator[Cells]:
    """Cells in their order, as few together as hold enough; the last may not."""
    held: Cells = ()
    for cell in cells:
        held += (cell,)
        if simulated(held) >= FEWEST:
            yield held
            held = ()
    if held:
        yield held


def together(of: Sequence[Displaced]) -> list[Cells]:
    """Cells told of several roles alike: enough people in each."""
    return merged(lambda cells: min((one.simulated(cells) for one in of), default=0.0))
