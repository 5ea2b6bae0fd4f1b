"""Series of a run side by side: what all numbers of `findings.parquet` are worked out from at once.

A block holds all series of one role that have the same months and seeds. Money is at the prices of the first
month. Sums and differences of series (`FORMULAS`) are series like any other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from simulator.findings.effects import Contrast, Role
from simulator.findings.intervals import Array, Openings
from simulator.findings.results import TOTAL, Results, told
from simulator.findings.windows import ITEMS, SUMMED, Key, Months, Window

Part = tuple[str, str, str]
"""An indicator, what its people are told apart by, their group."""


@dataclass(frozen=True)
class Formula:
    """A sum of series, each times its factor; `better` is its good direction, `relevant` as of the first."""

    name: Part
    parts: tuple[tuple[Part, float], ...]
    better: str = "none"

    @classmethod
    def of(cls, name: str, **factors: float) -> Self:
        """Of totals by name."""
        return cls((name, *TOTAL), tuple(((one, *TOTAL), factor) for one, factor in factors.items()))


def _gap(by: str, upper: str, lower: str) -> Formula:
    rate = "employment_rate"
    parts = ((rate, by, upper), 1.0), ((rate, by, lower), -1.0)
    return Formula((rate, by, f"{upper} − {lower}"), parts, "lower")


FORMULAS = (
    Formula.of("unemployed_or_training", unemployed=1.0, in_training=1.0),
    Formula.of("outside", employed=-1.0, unemployed=-1.0, in_training=-1.0, population_16plus=1.0),
    Formula.of("private_employees", employees=1.0, public_employees=-1.0, in_public_jobs=-1.0),
    _gap("sex", "male", "female"),
    _gap("generation", "35-54", "55+"),
    _gap("generation", "35-54", "18-34"),
)
"""`outside`: neither at work, nor unemployed, nor in a course. Gaps: a smaller one is better."""


@dataclass(frozen=True)
class Block:
    """`values` is series × seeds × months, NaN where nothing was written."""

    names: tuple[Part, ...]
    months: Months
    keys: tuple[Key, ...]
    values: NDArray[np.float64]

    def reduced(self, window: Window) -> Array:
        """Each series over a window: series × seeds."""
        return reduced(self.values, self.months, window)

    def of(self, names: Sequence[Part]) -> Self:
        """Return some of its series."""
        places = [self.names.index(name) for name in names]
        return replace(self, names=tuple(names), values=self.values[places])


def reduced(values: Array, months: Months, window: Window) -> Array:
    """Mean, or sum, of the last axis over the months of a window; months without a number are left out."""
    inside = values[..., window.inside(months)]
    if inside.shape[-1] and not np.isnan(inside).any():
        return np.asarray(inside.sum(axis=-1) if window.total else inside.mean(axis=-1))
    known = np.isfinite(inside)
    sums, counts = np.where(known, inside, 0.0).sum(axis=-1), known.sum(axis=-1)
    return sums if window.total else np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)


@dataclass(frozen=True)
class Pair:
    """Treated and base on the seeds and months that both hold: two blocks of the same series."""

    treated: Block
    base: Block
    clusters: Openings


class Panel:
    """All series of one world under one closure, role by role."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self._blocks: dict[Role, tuple[Block, ...]] = {}

    def blocks(self, role: Role) -> tuple[Block, ...]:
        """Return the series of a role: one block for each set of months and seeds."""
        if role not in self._blocks:
            self._blocks[role] = tuple(self._made(role))
        return self._blocks[role]

    def _made(self, role: Role) -> Iterator[Block]:
        found: dict[tuple[bytes, tuple[Key, ...]], dict[Part, Array]] = {}
        months: dict[bytes, Months] = {}
        for indicator, as_role, scenario, by, group in self.results.held:
            if (as_role, scenario) != role:
                continue
            series = told(self.results, indicator, *role, (by, group))
            if series is not None:
                when = series.months.tobytes()
                months[when] = series.months
                found.setdefault((when, series.keys), {})[indicator, by, group] = series.values
        for (when, keys), parts in found.items():
            for one in FORMULAS:
                if all(part in parts for part, _ in one.parts):
                    parts[one.name] = np.sum([factor * parts[part] for part, factor in one.parts], axis=0)
            yield Block(tuple(parts), months[when], keys, np.stack(list(parts.values())))

    def pairs(self, contrast: Contrast) -> Iterator[Pair]:
        """Yield what two roles both hold; a budget item that one of them lacks is zero in it."""
        treated, base = (self.blocks(role) for role in contrast.roles)
        missing = tuple(self._lacking(treated, base)), tuple(self._lacking(base, treated))
        for one in (*treated, *missing[0]):
            for other in (*base, *missing[1]):
                if names := [name for name in one.names if name in set(other.names)]:
                    yield from self._paired(one.of(names), other.of(names))

    def _lacking(self, side: Sequence[Block], other: Sequence[Block]) -> Iterator[Block]:
        """Yield budget items of the `other` side that this one lacks, as zero."""
        known = {name for block in side for name in block.names}
        for block in other:
            names = [name for name in block.names if name[0].startswith(ITEMS) and name not in known]
            if names:
                found = block.of(names)
                yield replace(found, values=np.zeros_like(found.values))

    def _paired(self, treated: Block, base: Block) -> Iterator[Pair]:
        months = np.intersect1d(treated.months, base.months)
        keys = tuple(key for key in treated.keys if key in set(base.keys))
        if keys and len(months) and months[-1] > 0:
            clusters = self.results.clusters(keys)
            yield Pair(_cut(treated, keys, months), _cut(base, keys, months), clusters)


def _cut(block: Block, keys: tuple[Key, ...], months: Months) -> Block:
    if block.keys == keys and len(block.months) == len(months):
        return block
    rows = [block.keys.index(key) for key in keys]
    values = block.values[:, rows][:, :, np.isin(block.months, months)]
    return Block(block.names, months, keys, values)


def is_summed(name: Part) -> bool:
    """Whether it is a flow of people, told as a sum over the run."""
    return name[0] in SUMMED
