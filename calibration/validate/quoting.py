"""How the page of results quotes tables that studies have written: rows, counts, targets not met."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from calibration.study.table import Column

type Text = Mapping[str, str]


def columns(of: Sequence[Column], keys: str) -> tuple[Column, ...]:
    """Some columns of a study's table, by their keys."""
    return tuple(next(column for column in of if column.key == key) for key in keys.split())


@dataclass(frozen=True)
class Quoted:
    """Rows of a table in `results/` that stand on the page, `pick` says which."""

    question: str
    table: str
    columns: tuple[Column, ...]
    pick: Callable[[Text], bool] = lambda row: True
    note: str = ""


@dataclass(frozen=True)
class Counted:
    """How often each verdict stands in the tables of a study, a row for each table or value of `by`."""

    question: str
    study: str
    verdict: str
    head: str
    by: str = ""
    pick: Callable[[Text], bool] = lambda row: True
    note: str = ""


@dataclass(frozen=True)
class Outside:
    """Targets of the fits that are not met, a row for each: in which countries, and why."""

    question: str
    note: str = ""
