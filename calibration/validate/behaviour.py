"""What people do that no target asks for, beside data: moves, finding work, recall, and hours.

In a run without AI or policy with ages frozen. Moves between the 40 occupations are up, level or down in the
occupations' relative pay, of those in work now and twelve months before, by the pay of the occupation they
leave; the network of observed moves that seekers follow stands beside them.
"""

import csv
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, countries
from calibration.study.runs import Array, Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from calibration.validate.watch import NOWHERE, SPAN, Codes, by_id, had_a_job
from simulator.agents.person import EMPLOYED, HALF_TIME, UNEMPLOYED, WORKING
from simulator.findings.estimates import over_seeds
from simulator.scenario.country.profile import load_country

if TYPE_CHECKING:
    from simulator.core.economy import Economy

PUBLISHED = Path(__file__).with_name("behaviour.csv")
YEARS = 3
MONTHS = 12 * YEARS + 1
ALIKE = 0.05
"""Occupations whose pay differs by less are level."""
DIRECTIONS = ("up", "level", "down")
THIRDS = ("lower third", "middle third", "upper third")
"""Of people in work, by the relative pay of their occupation."""
PARENTS = (20, 49)
"""Ages of who may care for children, as published."""
SHARES = {
    "recalled": "called back, of those who become unemployed from a job",
    "recalled_of_temporary": "called back, of those laid off for a time",
    "first_job_half_men": "half time in the first job after unemployment, men",
    "first_job_half_women": "half time in the first job after unemployment, women",
    "half_mothers": "half time, women of 20 to 49 with children at home",
    "half_other_women": "half time, other women of 20 to 49",
    "half_fathers": "half time, men of 20 to 49 with children at home",
    "half_other_men": "half time, other men of 20 to 49",
    **{f"finds, {third}": f"find a job in a month, last occupation in the {third}" for third in THIRDS},
    **{f"hired, {third}": f"hired in a month, over employees, {third} of occupations" for third in THIRDS},
}
COLUMNS = (
    Column("country", "country"),
    Column("what", "of people"),
    Column("model", "model", ".3f"),
    Column("error", "s.e. of seeds", ".3f"),
    Column("published", "data", ".3f"),
    Column("provenance", "data from"),
)


@cache
def network(iso3: str) -> tuple[Array, Array]:
    """Which way a move goes [40, 40; place in `DIRECTIONS`], and the observed moves over all of an origin."""
    country = load_country(iso3)
    rise = np.log(country.relative_wage[None, :] / country.relative_wage[:, None])
    way = np.where(rise > ALIKE, 0.0, np.where(rise < -ALIKE, 2.0, 1.0))
    moves = np.where(np.eye(len(way)) == 1.0, 0.0, country.mobility)
    return way, moves / moves.sum(axis=1, keepdims=True)


@dataclass
class Seen:
    """A `measure` of a run: counts of each month, of moves once a year; people are matched by id."""

    worked: deque[Codes] = field(default_factory=lambda: deque(maxlen=SPAN))
    sought: deque[Codes] = field(default_factory=lambda: deque(maxlen=1))

    def __call__(self, economy: "Economy") -> dict[str, float]:
        """Look at one month; month 0 begins anew."""
        if economy.month == 0:
            self.worked.clear()
            self.sought.clear()
        q = economy.persons
        works = (q.active == 1) & np.isin(q.status, WORKING)
        third = _thirds(economy.country.relative_wage, q.occupation[works])
        found = self._moves(economy, third) | self._finds(economy, third)
        return found | _recalls(economy) | _halves(economy)

    def _moves(self, economy: "Economy", third: Codes) -> dict[str, float]:
        """Movers by third of origin and direction, and what the network makes of their origins."""
        now = by_id(economy, WORKING, economy.persons.occupation)
        full = len(self.worked) == SPAN and economy.month % SPAN == 0
        before = self.worked[0] if full else now[:0]
        self.worked.append(now)
        known = min(len(before), len(now))
        then, since = before[:known], now[:known]
        both = (then != NOWHERE) & (since != NOWHERE)
        then, since = then[both], since[both]
        way, moves = network(economy.country.iso3)
        origin, destination = then[then != since], since[then != since]
        found = {}
        for k, name in enumerate(THIRDS):
            own = third[origin] == k
            for d, direction in enumerate(DIRECTIONS):
                found[f"{direction}, {name}"] = float((way[origin[own], destination[own]] == d).sum())
                expected = (moves * (way == d)).sum(axis=1)
                found[f"{direction}, {name}, network"] = float(expected[origin[own]].sum())
        return found

    def _finds(self, economy: "Economy", third: Codes) -> dict[str, float]:
        """Who was unemployed a month ago and has a job now, and who of the newly hired works half time."""
        q = economy.persons
        before = self.sought[0] if self.sought else np.zeros(0, np.int32)
        at_work = (q.active == 1) & (q.status == EMPLOYED)
        own = third[q.occupation]
        self.sought.append(by_id(economy, (UNEMPLOYED,), np.where(had_a_job(economy), own, len(THIRDS))))
        known = q.id < len(before)
        looked = np.full(q.n, NOWHERE, np.int32)
        looked[known] = before[q.id[known]]
        looked[q.active == 0] = NOWHERE
        found = dict[str, float]()
        for k, name in enumerate(THIRDS):
            found |= {f"finds, {name}": float((at_work & (looked == k)).sum()),
                      f"finds, {name} of": float((looked == k).sum()),
                      f"hired, {name}": float((at_work & (own == k) & (q.tenure == 0)).sum()),
                      f"hired, {name} of": float((at_work & (own == k)).sum())}  # fmt: skip
        hired = at_work & (looked != NOWHERE) & (q.last_wage > 0.0) & (q.tenure == 0)
        return found | _half_times({"first_job_half_men": hired & (q.sex == 0),
                                    "first_job_half_women": hired & (q.sex == 1)}, economy)  # fmt: skip


def _thirds(pay: Array, occupations: Codes) -> Codes:
    """Third of each occupation [40] when people in work are put in the order of its pay."""
    heads = np.bincount(occupations, minlength=len(pay)).astype(np.float64)
    order = np.argsort(pay, kind="stable")
    middle = np.cumsum(heads[order]) - 0.5 * heads[order]
    third = np.empty(len(pay), np.int32)
    third[order] = np.minimum(len(THIRDS) * middle / max(heads.sum(), 1.0), len(THIRDS) - 1).astype(np.int32)
    return third


def _recalls(economy: "Economy") -> dict[str, float]:
    """Recalls of the month, over those who became unemployed and over those laid off for a time."""
    q = economy.persons
    back = economy.count.get("recalls", 0.0)
    lost = float(economy.moves[EMPLOYED, UNEMPLOYED])
    for_a_time = float(((q.active == 1) & (q.recall_post >= 0) & (q.left_month == economy.month)).sum())
    return {"recalled": back, "recalled of": lost,
            "recalled_of_temporary": back, "recalled_of_temporary of": for_a_time}  # fmt: skip


def _halves(economy: "Economy") -> dict[str, float]:
    """Employees of the ages at which children live at home who work half time, with children and without."""
    q, h = economy.persons, economy.households
    age = -q.birth_month // 12  # of month 0: nobody grows older
    own = (q.active == 1) & (q.status == EMPLOYED) & (age >= PARENTS[0]) & (age <= PARENTS[1])
    home = h.children[q.household] > 0
    women = q.sex == 1
    return _half_times({"half_mothers": own & women & home, "half_other_women": own & women & ~home,
                        "half_fathers": own & ~women & home, "half_other_men": own & ~women & ~home},
                       economy)  # fmt: skip


def _half_times(groups: Mapping[str, Any], economy: "Economy") -> dict[str, float]:
    half = economy.persons.usual_hours <= HALF_TIME
    counted = {name: float((who & half).sum()) for name, who in groups.items()}
    return counted | {f"{name} of": float(who.sum()) for name, who in groups.items()}


def calls(asked: Asked) -> list[tuple[Run]]:
    """Three years of every country and base seed."""
    return [
        (Run(iso3, seed, asked.persons, MONTHS, measure=Seen(), label=(iso3,)),)
        for iso3 in asked.countries for seed in asked.base_seeds
    ]  # fmt: skip


def published() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """What was read, by country (none: any) and measure."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return {(row["country"], row["measure"]): row for row in csv.DictReader(file)}


def _over(part: float, whole: float) -> float:
    """A share; NaN of nothing."""
    return part / whole if whole else float("nan")


def _row(iso3: str, what: str, values: Sequence[float], data: Any, provenance: str) -> dict[str, Any]:
    found = over_seeds(values)
    return {"country": iso3, "what": what, "model": found.mean, "error": found.error,
            "published": data, "provenance": provenance}  # fmt: skip


def rows_of(iso3: str, own: Sequence[Measured]) -> list[dict[str, Any]]:
    """Moves by third of origin, then the shares; each seed is one value."""
    sums = [{name: float(series[1:].sum()) for name, series in one.totals.items()} for one in own]
    rows, data = list[dict[str, Any]](), published()
    for third in THIRDS:
        for direction in DIRECTIONS:
            name, kinds = f"{direction}, {third}", [f"{one}, {third}" for one in DIRECTIONS]
            movers = [sum(one[kind] for kind in kinds) for one in sums]
            shares = [_over(one[name], n) for one, n in zip(sums, movers, strict=True)]
            expected = [_over(one[f"{name}, network"], n) for one, n in zip(sums, movers, strict=True)]
            seen = float(np.mean(expected))
            rows.append(_row(iso3, f"moves {direction} in pay, {third} of occupations", shares, seen,
                             "network of observed moves, same origins"))  # fmt: skip
    for name, words in SHARES.items():
        line = data.get((iso3, name)) or data.get(("", name))
        shares = [_over(one[name], one[f"{name} of"]) for one in sums]
        value = float(line["value"]) if line and line["value"] else None
        rows.append(_row(iso3, words, shares, value, line["provenance"] if line else "–"))
    return rows


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """Rows of each country."""
    rows = [row for iso3 in asked.countries
            for row in rows_of(iso3, [one for one in measured if one.run.label == (iso3,)])]  # fmt: skip
    notes = [
        f"World none, no policy, ages frozen, {YEARS} years; {asked.size}. Nothing is judged: what stands "
        "beside a row is of another country, group or year where it says so.",
        f"Moves: of people in work now and {SPAN} months before who changed between the 40 occupations; "
        f"level: pay differs by less than {100 * ALIKE:.0f} %; thirds are of people in work. Searching "
        "follows the network, openings and pay; who is hired is the employers' choice.",
        "Half time: usual hours; first jobs are those of the newly hired, whatever ended the job before. Who "
        "finds a job in a month: of the unemployed whose last job ended within three years; recalls count.",
    ]
    return Table("_".join(asked.countries), "What people do that no target asks for", rows, notes)


STUDY = Study(
    of=countries(("ESP", "USA")), size=USUAL | {"seeds": 3}, columns=COLUMNS, calls=calls,
    measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
