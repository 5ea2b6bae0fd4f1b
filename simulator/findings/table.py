"""Every series of a long table, which is read once: a series is cut out of it when it is asked for."""

from collections.abc import Iterator, Mapping
from copy import copy
from typing import Self

import polars as pl

from simulator.findings.series import Series

NAMES = ("indicator", "role", "scenario", "by", "group")
"""Columns that tell series apart."""
COLUMNS = ("month", "draw", "replicate", "value")
Name = tuple[str, ...]  # one of each of `NAMES`


class SeriesTable(Mapping[Name, Series]):
    """Series by name, in order of appearance."""

    def __init__(self, rows: pl.DataFrame) -> None:
        """Of rows of one world under one closure."""
        found = rows.group_by(NAMES, maintain_order=True).agg(COLUMNS)
        names = zip(*(found[name].cast(pl.String).to_list() for name in NAMES), strict=True)
        ends = found["value"].list.len().to_numpy().cumsum().tolist()
        parts = map(slice, (0, *ends), ends)  # the last end begins nothing
        self._columns = [found[name].explode().to_numpy() for name in COLUMNS]
        self._parts: dict[Name, slice] = dict(zip(names, parts, strict=True))

    def __getitem__(self, name: Name) -> Series:
        """Cut a series out; KeyError where there is none."""
        part = self._parts[name]
        return Series.of(*(column[part] for column in self._columns))

    def __iter__(self) -> Iterator[Name]:
        """Give the names."""
        return iter(self._parts)

    def __len__(self) -> int:
        """Count them."""
        return len(self._parts)

    def of_scenarios(self, *scenarios: str) -> Self:
        """Return the series of some scenarios; the numbers are shared."""
        own = copy(self)
        own._parts = {name: part for name, part in self._parts.items() if name[2] in scenarios}
        return own
