"""What persons did, month by month: a life to be read, beside the series of the whole economy."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simulator.agents.person import STATUS_NAMES
from simulator.core.economy import Economy
from simulator.core.errors import InputError

FOLLOWED = 20_000
"""Persons (rows) of whom a diary is kept: some 30 bytes a month each."""


@dataclass
class Diary:
    """Who was what in each month; copied from the columns, so that it stays when they go on."""

    months: list[int] = field(default_factory=list)
    pages: list[dict[str, NDArray[np.generic]]] = field(default_factory=list)

    def write(self, economy: Economy) -> None:
        """Note this month."""
        q = economy.persons
        kept = slice(0, FOLLOWED)
        names = ("id", "active", "status", "occupation", "wage", "disposable_income", "firm")
        self.months.append(economy.month)
        self.pages.append({name: getattr(q, name)[kept].copy() for name in names})

    def life(self, person: int, occupations: tuple[str, ...]) -> pl.DataFrame:
        """A person's months: status, occupation (ISCO-08), employer's row, wage and income (money/month).

        Months before somebody came of age or arrived, and after death, have no row; InputError when there
        is none at all.
        """
        rows = []
        for month, page in zip(self.months, self.pages, strict=True):
            for row in np.flatnonzero((page["id"] == person) & (page["active"] == 1)):
                at = {name: column[row].item() for name, column in page.items()}
                status = STATUS_NAMES[at["status"]]
                firm = at["firm"] if at["firm"] >= 0 else None
                wage = at["wage"] if firm is not None else None
                kind = occupations[at["occupation"]]
                rows.append((month, status, kind, firm, wage, at["disposable_income"]))
        if not rows:
            known = self.pages[-1]["id"][self.pages[-1]["active"] == 1]
            told = f"no person {person} was there; allowed: an id such as {known[0]}, up to {known.max()}"
            raise InputError(told, field="person")
        heads = {"month": pl.Int32, "status": pl.String, "occupation": pl.String, "employer": pl.Int64,
                 "wage": pl.Float64, "disposable_income": pl.Float64}  # fmt: skip
        return pl.DataFrame(rows, schema=heads, orient="row")
