"""How a study is declared: for whom and how large it runs, what it runs, and the table it makes of that.

The declaration is the constant `STUDY` of a module, whose docstring says in its first line what the study
asks; `calibration.study.__main__` lists the modules.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from calibration.study.runs import Call, in_order, over
from calibration.study.table import RESULTS, Column, Table, publish

USUAL = {"seeds": 10, "base_seed": 9001, "persons": 20_000, "jobs": 2}
"""Defaults of the options for size that most studies have."""


@dataclass(frozen=True)
class Asked:
    """What the command line asked for; `more` holds a study's own options.

    `command` repeats it: tables name it.
    """

    study: str
    countries: tuple[str, ...] = ()
    seeds: int = 1
    base_seed: int = 0
    persons: int = 0
    jobs: int = 1
    out: Path = RESULTS
    command: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def country(self) -> str:
        """The country, of a study of one."""
        return self.countries[0]

    @property
    def base_seeds(self) -> range:
        """Each with a burn-in of its own."""
        return range(self.base_seed, self.base_seed + self.seeds)

    @property
    def size(self) -> str:
        """Seeds and persons in words, for notes."""
        return f"{self.seeds} base seeds from {self.base_seed}, {self.persons} persons"

    def each(self) -> list[Call]:
        """Country, base seed and persons of every run."""
        return [(country, seed, self.persons) for country in self.countries for seed in self.base_seeds]


def country(default: str | None = None) -> click.Argument:
    """One country by its code."""
    return _of("COUNTRY", default)


def countries(default: Sequence[str] | None = None) -> click.Argument:
    """Some countries by their codes."""
    return _of("COUNTRY...", default, nargs=-1)


def _of(metavar: str, default: Any, **how: Any) -> click.Argument:
    if default is None:
        return click.Argument(["countries"], required=True, metavar=metavar, **how)
    return click.Argument(["countries"], default=default, metavar=f"[{metavar}]", **how)


def folder(metavar: str) -> click.Argument:
    """A folder that is there; `more["folder"]`."""
    kind = click.Path(path_type=Path, exists=True, file_okay=False)
    return click.Argument(["folder"], type=kind, metavar=metavar)


def extracts(*, required: bool = True) -> click.Option:
    """The folder of the agencies' raw extracts; `more["data"]`."""
    kind = click.Path(path_type=Path, exists=True, file_okay=False)
    return click.Option(["--data"], type=kind, required=required, help="folder of raw extracts")


@dataclass(frozen=True, kw_only=True)
class Declared(ABC):
    """Whatever the command line of studies can do.

    `of` says for whom, `size` which options of size there are and their defaults, `options` what is the
    study's own, `out` the folder that is written, None where it cannot be chosen.
    """

    of: click.Argument
    size: Mapping[str, int] = field(default_factory=dict)
    options: tuple[click.Option, ...] = ()
    out: Path | None = RESULTS

    @abstractmethod
    def act(self, asked: Asked) -> None:
        """Do what was asked."""


@dataclass(frozen=True, kw_only=True)
class Job(Declared):
    """Work that makes no table of this kind: it writes data, or keeps a record of its own."""

    does: Callable[[Asked], None]

    def act(self, asked: Asked) -> None:
        """Do it."""
        self.does(asked)


@dataclass(frozen=True, kw_only=True)
class Study[Found](Declared):
    """Calls of `measure`, most often one a base seed, and the `table` made of what they give.

    Calls with the same `opening` share month 0 (`pool.over`).
    """

    columns: Sequence[Column]
    calls: Callable[[Asked], Sequence[Call]]
    measure: Callable[..., Found]
    table: Callable[[Asked, Sequence[Found]], Table]
    opening: Callable[..., Hashable] | None = None

    def computed(self, asked: Asked) -> Table:
        """Run all; return the table."""
        calls = self.calls(asked)
        found = in_order(calls, lambda some: over(self.measure, some, asked.jobs, opening=self.opening))
        return self.table(asked, found)

    def act(self, asked: Asked) -> None:
        """Run all, print the table and write it."""
        publish(asked.study, self.computed(asked), self.columns, asked.out, asked.command)
