"""Where the spread of an effect comes from: chance, what an economy draws, world of AI, closure.

An analysis of variance over all runs of one option. The same seeds run in every world and closure, so what a
seed does everywhere cancels out when worlds are compared; components are estimated by the method of
moments and never below zero. What an economy draws changes from replicate to replicate: an emulator, a
Gaussian process with a linear kernel for each part (AI, economy, policy) and one for the opening state and
its labour market, gives each part what it learns from these replicates, and chance the rest.

Gaps between two groups of people: how much higher a rate is in one, and what moves that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.findings.effects import Asked, Contrast, Effect, pair, summary, summed
from simulator.findings.intervals import Array, Openings
from simulator.findings.results import TOTAL, Results
from simulator.findings.windows import Key, Series, settled, windowed


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


AI, MACRO, POLICY, LABOUR = "ai", "macro", "policy", "labour"
"""Parts of what an economy draws; the labour market's numbers come with the opening state."""
SOURCES = ("seeds", AI, LABOUR, MACRO, POLICY, "world", "closure", "both")
"""`seeds`: chance; `both`: what a world does differs by closure."""
WORLD = "world."
"""What the name of a drawn number of the world begins with."""
LEAST = 10
"""Economies from which what they draw is told from chance."""
STEPS = 60
"""Of the search for the parts' variances, which are found after fewer than fifty."""
Setting = tuple[str, str]  # world, closure


@dataclass(frozen=True)
class Spread:
    """Share of the variance by source (adding up to 1); a source that did not vary is missing."""

    shares: Mapping[str, float]
    variance: float


def by_setting(
    runs: Sequence[Results], contrast: Contrast, indicator: str
) -> tuple[dict[Setting, Array], tuple[Key, ...]] | None:
    """Return the paired effect by world and closure, replicates in one order, and the key of each.

    None unless all settings hold the same two or more replicates.
    """
    found: dict[Setting, Array] = {}
    keys: list[tuple[Key, ...]] = []
    for run in runs:
        both = pair(run, contrast, indicator, *TOTAL)
        if both is None:
            return None
        treated, base = (windowed(series, settled(run.window)) for series in both)
        found[run.world, run.closure] = treated - base
        keys.append(both[0].keys)
    if not keys or len(set(keys)) > 1 or len(keys[0]) < 2:
        return None
    return found, keys[0]


def spread(cells: Mapping[Setting, Array], kernels: Mapping[str, Array]) -> Spread:
    """Return the shares; `kernels` tell by part how alike two replicates are (replicates × replicates)."""
    worlds, closures = (list(dict.fromkeys(key[place] for key in cells)) for place in (0, 1))
    table = np.array([[cells[world, closure] for closure in closures] for world in worlds])
    parts = _between(table)
    within = float(np.mean(np.var(table, axis=2, ddof=1)))
    learnt = np.mean([_learnt(values, kernels) for row in table for values in row], axis=0).tolist()
    parts |= {name: within * share for name, share in zip(kernels, learnt, strict=True)}
    parts["seeds"] = within * (1.0 - sum(learnt))
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


def linear(drawn: Array) -> Array:
    """How alike replicates are in some drawn numbers (replicates × numbers)."""
    apart = drawn - drawn.mean(axis=0)
    apart = apart / np.maximum(apart.std(axis=0), 1e-300)
    return np.asarray(apart @ apart.T)


def same(clusters: Openings) -> Array:
    """1 where two replicates share an opening state, else 0."""
    return np.asarray(clusters[:, None] == clusters, dtype=np.float64)


def _learnt(values: Array, kernels: Mapping[str, Array]) -> Array:
    """Shares of the variance of `values` by part, what is left being chance: restricted likelihood.

    Source: Zhou, Hu, Zhou and Lange (2019), MM algorithms for variance components models, Journal of
    Computational and Graphical Statistics 28.
    """
    n = len(values)
    if not kernels or n < LEAST or np.ptp(values) == 0.0:
        return np.zeros(len(kernels))
    free = np.linalg.svd(np.eye(n) - 1.0 / n)[0][:, : n - 1]  # all but the mean
    apart = free.T @ values
    alike = [free.T @ kernel @ free for kernel in kernels.values()]
    alike = [one * (n - 1) / max(float(np.trace(one)), 1e-300) for one in alike] + [np.eye(n - 1)]
    parts = np.full(len(alike), apart.var() / len(alike))
    for _ in range(STEPS):
        inverse = np.linalg.inv(sum(part * one for part, one in zip(parts, alike, strict=True)))
        pull = inverse @ apart
        parts = parts * np.sqrt([pull @ one @ pull / np.sum(inverse * one) for one in alike])
        parts[-1] = max(parts[-1], 1e-9 * parts.sum())
    return np.asarray(parts[:-1] / parts.sum())


def kernels_of(results: Results, contrast: Contrast, keys: Sequence[Key]) -> dict[str, Array]:
    """Return how alike these replicates are in what the policies compared draw, by part.

    What AI does in a world without policy does not depend on what is drawn of a policy.
    """
    table: dict[str, dict[str, Array]] = {}
    for option in dict.fromkeys((contrast.scenario, contrast.against)):
        for name, values in results.content.get("draws", {}).get(option, {}).items():
            part = results.drawn.get("priors", {}).get(name, AI if name.startswith(WORLD) else POLICY)
            places = [draw for draw, _ in keys]
            if len(set(values)) > 1 and max(places) < len(values) and (contrast.name, part) != ("ai", POLICY):
                table.setdefault(part, {})[name] = np.array(values)[places]
    found = {part: linear(np.array(list(own.values())).T) for part, own in table.items()}
    shared = results.clusters(keys)
    if results.drawn.get("draws") and 1 < len(set(shared.tolist())) < len(shared):
        found[LABOUR] = same(shared)
    return found
