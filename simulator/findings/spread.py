"""Where the spread of an effect comes from: chance (seeds), drawn parameters, world of AI, closure.

An analysis of variance over all runs of one option. The same seeds run in every world and closure, so what a
seed does everywhere cancels out when worlds are compared; components are estimated by the method of
moments and never below zero. Seeds and drawn parameters change together from replicate to
replicate: the parameters get what a straight line in their values explains (adjusted R²), seeds the rest.

What one drawn parameter does to an effect: its upper half of draws less its lower, by the means. And gaps
between two groups of people: how much higher a rate is in one, and what moves that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.findings.effects import Asked, Contrast, Effect, pair, summary, summed
from simulator.findings.intervals import Array
from simulator.findings.results import TOTAL, Results
from simulator.findings.windows import Series, settled, windowed


@dataclass(frozen=True)
class Gap:
    """The indicator among `upper` less that among `lower`; a smaller gap counts as better."""

    indicator: str
    by: str
    upper: str
    lower: str

    @property
    def group(self) -> str:
        """Both groups, as the cells of a table are traced."""
        return f"{self.upper} − {self.lower}"

    def series(self, results: Results, role: str, scenario: str = "") -> Series | None:
        """Return the gap over time, or None where the run lacks one of the groups."""
        found = (
            results.series(self.indicator, role, self.by, one, scenario) for one in (self.upper, self.lower)
        )
        above, below = found
        if above is None or below is None or above.keys != below.keys:
            return None
        return Series(above.months, above.keys, above.values - below.values)

    def effect(self, results: Results, contrast: Contrast) -> Effect | None:
        """Return the paired effect on the gap in the run's window."""
        window, signs = settled(results.window), {self.upper: 1.0, self.lower: -1.0}
        parts = {(self.indicator, self.by, group): sign for group, sign in signs.items()}
        compared = summed(results, contrast, parts, window)
        if compared is None:
            return None
        asked = Asked(contrast, self.indicator, window, self.by, self.group)
        return summary(results, asked, compared, better="lower")


GENDER = Gap("employment_rate", "sex", "male", "female")
OLDER = Gap("employment_rate", "generation", "35-54", "55+")
YOUNGER = Gap("employment_rate", "generation", "35-54", "18-34")


SOURCES = ("seeds", "parameters", "world", "closure", "both")
"""`both`: what a world does differs by closure."""
WORLD = "world."
"""What the name of a drawn number of the world begins with."""
Setting = tuple[str, str]  # world, closure


@dataclass(frozen=True)
class Spread:
    """Share of the variance by source (adding up to 1); a source that did not vary is missing."""

    shares: Mapping[str, float]
    variance: float


def by_setting(
    runs: Sequence[Results], contrast: Contrast, indicator: str
) -> tuple[dict[Setting, Array], list[int]] | None:
    """Return the paired effect by world and closure, replicates in one order, and the draw of each.

    None unless all settings hold the same two or more replicates.
    """
    found: dict[Setting, Array] = {}
    keys: list[tuple[tuple[int, int], ...]] = []
    for run in runs:
        both = pair(run, contrast, indicator, *TOTAL)
        if both is None:
            return None
        treated, base = (windowed(series, settled(run.window)) for series in both)
        found[run.world, run.closure] = treated - base
        keys.append(both[0].keys)
    if not keys or len(set(keys)) > 1 or len(keys[0]) < 2:
        return None
    return found, [draw for draw, _ in keys[0]]


def spread(cells: Mapping[Setting, Array], drawn: Array) -> Spread:
    """Return the shares; `drawn` is replicates × drawn parameters (none: replicates × 0)."""
    worlds, closures = (list(dict.fromkeys(key[place] for key in cells)) for place in (0, 1))
    table = np.array([[cells[world, closure] for closure in closures] for world in worlds])
    parts = _between(table)
    within = float(np.mean(np.var(table, axis=2, ddof=1)))
    parts["seeds"] = within
    if drawn.shape[1]:
        told = float(np.mean([_explained(values, drawn) for row in table for values in row]))
        parts |= {"parameters": told, "seeds": within - told}
    total = sum(parts.values())
    shares = {source: parts[source] / total if total > 0 else 0.0 for source in SOURCES if source in parts}
    return Spread(shares, total)


def _between(table: Array) -> dict[str, float]:
    """Return the variance of worlds, closures and both together; `table` is worlds × closures × seeds."""
    many_w, many_c, n = table.shape
    if many_w * many_c == 1:
        return {}
    cells = table.mean(axis=2)
    luck = table - cells[:, :, None] - table.mean(axis=(0, 1)) + table.mean()
    noise = float((luck**2).sum()) / ((many_w * many_c - 1) * (n - 1)) / n
    rows, columns = cells.mean(axis=1), cells.mean(axis=0)
    if many_c == 1:
        return {"world": max(0.0, float(np.var(rows, ddof=1)) - noise)}
    if many_w == 1:
        return {"closure": max(0.0, float(np.var(columns, ddof=1)) - noise)}
    rest = cells - rows[:, None] - columns + cells.mean()
    together = float((rest**2).sum()) / ((many_w - 1) * (many_c - 1))
    return {
        "world": max(0.0, float(np.var(rows, ddof=1)) - together / many_c),
        "closure": max(0.0, float(np.var(columns, ddof=1)) - together / many_w),
        "both": max(0.0, together - noise),
    }


def _explained(values: Array, drawn: Array) -> float:
    """Return the variance of `values` that a line in the drawn parameters explains, adjusted for chance."""
    n, many = drawn.shape
    left = n - many - 1
    if left < 1:
        return 0.0
    design = np.column_stack([np.ones(n), drawn - drawn.mean(axis=0)])
    rest = values - design @ np.linalg.lstsq(design, values, rcond=None)[0]
    unexplained = float(np.sum(np.square(rest))) / left
    told: float = max(0.0, float(np.var(values, ddof=1)) - unexplained)
    return told


def drawn_names(results: Results) -> set[str]:
    """Return the parameters that differ between replicates in anything that was run."""
    draws = results.content.get("draws", {}).values()
    return {name for one in draws for name, values in one.items() if len(set(values)) > 1}


def drawn_values(results: Results, contrast: Contrast, draws: Sequence[int]) -> tuple[list[str], Array]:
    """Return names and values (replicates × parameters) of what was drawn for the policies compared.

    What AI does in a world without policy depends on what is drawn of the world alone.
    """
    table: dict[str, Sequence[float]] = {}
    for one in (contrast.scenario, contrast.against):
        for name, values in results.content.get("draws", {}).get(one, {}).items():
            of_world = contrast.name != "ai" or name.startswith(WORLD)
            if of_world and len(set(values)) > 1 and max(draws, default=0) < len(values):
                table[name] = values
    columns = [[values[draw] for draw in draws] for values in table.values()]
    return list(table), np.array(columns).T if columns else np.zeros((len(draws), 0))
