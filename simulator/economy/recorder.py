"""What one run gives: the long table, yearly flows, a panel of persons, lives, example households."""

from collections.abc import Callable
from copy import copy, deepcopy
from dataclasses import dataclass, field
from math import isfinite
from numbers import Real
from typing import Any, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simulator.agents.person import STATUS_NAMES
from simulator.core.cache import place_in
from simulator.core.economy import Economy
from simulator.core.errors import InputError
from simulator.economy.homes import measure
from simulator.economy.model import locked
from simulator.indicators import budget, incomes, metadata, output, people
from simulator.store.tables import RunOutput

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
        heads = {
            "month": pl.Int32,
            "status": pl.String,
            "occupation": pl.String,
            "employer": pl.Int64,
            "wage": pl.Float64,
            "disposable_income": pl.Float64,
        }
        return pl.DataFrame(rows, schema=heads, orient="row")


PANEL = 4000
GROUPS = ("age_group", "generation", "sex", "education", "exposure_quintile", "income_decile")
"""Groups of which the panel tells each person's."""


@dataclass
class Recorder:
    """Records months; `output` turns them into columns.

    Indicators of a scenario's own, and `each_month` after each month, are asked while the economy is locked.
    """

    economy: Economy
    each_month: Callable[[Any], object] | None = None
    totals: list[dict[str, float]] = field(default_factory=list)
    parts: list[tuple[int, dict[tuple[str, str, str], float]]] = field(default_factory=list)
    flows: dict[tuple[int, str, str, str], float] = field(default_factory=dict)
    panel: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.displacement, self.aftermath = people.Displacement(self.economy), people.Aftermath(self.economy)
        self.incomes = incomes.IncomeParts()
        e = self.economy
        known = metadata(e.country, e.own_instruments, dict.fromkeys(e.own_indicators, ""))
        self.units = {one["name"]: one["unit"] for one in known}
        self.first = self.economy.month
        count = self.economy.population
        self.sample = np.unique(np.linspace(0, count - 1, min(PANEL, count)).astype(np.int64))

    def copy(self) -> Self:
        """The run so far, to go on from here in another way, with an economy of its own."""
        made, country = copy(self), self.economy.country
        own = ("economy", "displacement", "aftermath", "incomes")
        parts = deepcopy([getattr(self, name) for name in own], {id(country): country})
        vars(made).update(zip(own, parts, strict=True))
        made.totals, made.parts, made.panel = self.totals.copy(), self.parts.copy(), self.panel.copy()
        made.flows = self.flows.copy()
        return made

    def record(self) -> None:
        """Take this month's totals; in January of each year the breakdowns and the panel."""
        e = self.economy
        self.aftermath.count(e)
        seen = people.census(e)
        self.totals.append(
            people.labour(e, seen) | self.displacement.measure(e) | output.measure(e, seen)
            | output.monetary(e) | incomes.national(e) | incomes.households(e)
            | self.incomes.count(e) | budget.measure(e) | budget.changed_law(e)
            | {name: _number(e, name, *one) for name, one in e.own_indicators.items()}
        )  # fmt: skip
        year = 12 * (e.month // 12) + 11  # named by its last month
        for payer, payee, kind, amount in e.ledger.matrix():
            key = (year, payer, payee, kind)
            self.flows[key] = self.flows.get(key, 0.0) + amount * e.weight
        if e.month % 12 == 0:
            codes = incomes.codes(e)
            parts = incomes.by_group(e, codes) | people.by_sex(e, seen)
            parts |= output.by_major_group(e) | output.by_employer(e)
            self.parts.append((e.month, parts | self.aftermath.measure(e) | self.incomes.measure()))
            self._record_panel(codes)
        if self.each_month is not None and e.month:
            _asked(e, self.each_month, "each_month")

    def _record_panel(self, codes: incomes.Groupings) -> None:
        e, q = self.economy, self.economy.persons
        rows = self.sample[q.active[self.sample] == 1]
        house = q.household[rows]
        since = np.where(q.displaced_month[rows] >= 0, e.month - q.displaced_month[rows], -1)
        self.panel.append(
            {
                "person_id": q.id[rows].copy(),
                "month": np.full(len(rows), e.month, np.int16),
                "status": np.asarray(STATUS_NAMES, dtype=object)[q.status[rows]],
                "status_months": q.months_in_status[rows].astype(np.int16),
                "occupation": np.asarray(e.country.occupations, dtype=object)[q.occupation[rows]],
                **{by: np.asarray(codes[by][1], dtype=object)[codes[by][0][rows]] for by in GROUPS},
                "household_id": house.astype(np.int64),
                "household_adults": e.households.adults[house].astype(np.int32),
                "household_children": e.households.children[house].astype(np.int32),
                "equivalised_income": e.households.equivalised_income[house],
                "displaced_months": since.astype(np.int16),
                "weight": np.full(len(rows), e.weight * e.population / len(self.sample)),
            }
        )

    def output(self, seconds: float) -> RunOutput:
        """Return the columns; the run is over."""
        self.parts.append((self.economy.month, measure(self.economy)))
        months = np.arange(self.first, self.first + len(self.totals))
        names = list(self.totals[0])
        parts = [(month, *key, value) for month, values in self.parts for key, value in values.items()]
        indicator = np.asarray(names, dtype=object).repeat(len(months))
        rows = {
            "month": np.concatenate([np.tile(months, len(names)), [p[0] for p in parts]]).astype(np.int16),
            "indicator": np.concatenate([indicator, np.asarray([p[1] for p in parts], dtype=object)]),
            "by": np.asarray(["total"] * len(indicator) + [p[2] for p in parts], dtype=object),
            "group": np.asarray(["all"] * len(indicator) + [p[3] for p in parts], dtype=object),
            "value": np.concatenate(
                [np.array([[t[name] for t in self.totals] for name in names]).ravel(), [p[4] for p in parts]]
            ),
        }
        rows["unit"] = np.asarray([self.units[name] for name in rows["indicator"]], dtype=object)
        keys = sorted(self.flows)
        flows = {
            "month": np.array([k[0] for k in keys], dtype=np.int16),
            "payer": [k[1] for k in keys],
            "payee": [k[2] for k in keys],
            "kind": [k[3] for k in keys],
            "amount": np.array([self.flows[k] for k in keys]),
        }
        columns = self.panel[0].keys()
        persons = {name: np.concatenate([p[name] for p in self.panel]) for name in columns}
        return RunOutput(rows, flows, persons, seconds, self.economy.checker.worst)


def _asked(economy: Economy, function: Callable[[Any], Any], field: str, file: str = "") -> Any:
    """What somebody's function gives of an economy that it may read; InputError where it fails or writes."""
    try:
        with locked(economy):
            return function(economy)
    except Exception as error:  # whatever somebody's code may do
        where = place_in(file, error) if file else ""
        told = error.message if isinstance(error, InputError) else f"fails: {error!r}"
        raise InputError(f"{_when(economy)}: {told}", where=where, field=field) from error


def _when(economy: Economy) -> str:
    return f"month {economy.month} of replicate {economy.replicate}, role {economy.role}"


def _number(economy: Economy, name: str, file: str, function: Callable[[Any], Any]) -> float:
    """An indicator of a scenario's own; InputError unless it is one finite number."""
    field = f"indicators.{name}"
    found = _asked(economy, function, field, file)
    if isinstance(found, Real) and not isinstance(found, bool) and isfinite(found):
        return float(found)
    told = f"returns {found!r:.60} where one finite number is needed"
    raise InputError(f"{_when(economy)}: {told}", where=file, field=field)
