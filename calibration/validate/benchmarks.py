"""Benchmarks B01 to B14, posed as their authors did: published, ours, and why they differ.

Other models and experts answered the questions that this model is asked. Each row is an outcome at its own
date: the published value, ours as the mean over base seeds of the shipped closure and of the stress test
(nobody reacts) with the lowest and the highest of them, whether they agree, and what lies behind it. Nothing
is fitted to them. Runs are shared: each is made once. All at one seed and 10,000 persons take about five
minutes of one processor once the code is compiled, one benchmark a minute or less.

How each benchmark is posed to the model: the runs it needs, and what is observed in them.

A case is what acts beside AI and the closure. Every run is paired with one on the same draws: with the same
case in the world without further AI, or, where the case is a policy, with the same world without the policy.

What is read from the runs of a benchmark at its own date: outcomes by the names of the published table.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import click
import numpy as np

from calibration.study import USUAL, Asked, Column, Study, Table, print_table, read_csv
from calibration.study.runs import Measured, Run
from calibration.validate.experiments import trial
from calibration.validate.headline import ENDS, NONE, PERCENT, Channel, throw
from simulator.core.economy import Economy
from simulator.core.errors import InputError, suggestion
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.results import DEFLATOR

FIRST, LAST = 2025, 2035
HIT, TENURE, SHARE = 12, 12, 0.05
"""Month after which jobs are lost, tenure of whoever may lose one (months), and the share who do."""
MONTHS = MONTHS_PER_YEAR * (LAST + 1 - FIRST)
SUB_MAJOR = {
    "ICT professionals": 25,
    "business professionals": 24,
    "clerks": 41,
    "customer service": 42,
    "numerical clerks": 43,
}
"""ISCO-08 sub-major groups as the Irish study names them (24: business and administration)."""


@dataclass(frozen=True)
class Case:
    """What acts beside AI; a policy or a law is compared with the same world without it."""

    parameters: Mapping[str, float] = field(default_factory=dict)
    policies: tuple[Mapping[str, Any], ...] = ()
    law: Mapping[str, Any] = field(default_factory=dict)
    displaces: bool = False


def policy(name: str, **values: float) -> Case:
    """An instrument from January 2027 on."""
    return Case(policies=({name: {**values, "start": "2027-01"}},))


AS_SHIPPED, LAYOFFS = "", "layoffs"
CASES: Mapping[str, Case] = {
    AS_SHIPPED: Case(),
    "AI sold at home": Case({"ai_domestic_share": 1.0}),
    "AI sold abroad": Case({"ai_domestic_share": 0.15}),
    "digital tax 10 %": policy("ai_services_tax", rate=0.10),
    "robot tax 15 %": policy("automation_levy", rate_on_saved=0.15),
    "basic income, VAT +15": Case(
        policies=({"basic_income": {"amount": 1000.0, "start": "2026-01"}},),
        law={"vat": {"2026-01": "+15 points"}},
    ),
    LAYOFFS: Case(displaces=True),
    "automation tax": policy("automation_levy", rate=0.25),
    "basic income": policy("basic_income", amount=100.0),
    "capital tax": policy("profit_tax", rate=0.05),
    "upskilling": policy("training_programme", places_per_1000=8.0),
    "equity": policy("social_dividend", purchase=0.01),
}
OPTIONS = ("automation tax", "basic income", "capital tax", "upskilling", "equity")
"""What the theory compares, each at a size of its own: nothing says at which they are equal."""


@dataclass(frozen=True)
class Cell:
    """Which runs an outcome is read from."""

    iso3: str
    world: str
    case: str = AS_SHIPPED

    def base(self) -> "Cell":
        """What it is paired with."""
        case = CASES[self.case]
        is_policy = case.policies or case.law or case.displaces
        return replace(self, case=AS_SHIPPED) if is_policy else Cell(self.iso3, NONE)


Key = tuple[Cell, str, int]
"""A run: its cell, closure, base seed."""


NOBODY = np.zeros(0, np.bool_)


class Followed(trial.Levers):
    """Households of those who are chosen to lose their job: they are the same whether they do or not."""

    homes: trial.Mask = NOBODY


def laid_off(economy: Economy) -> trial.Mask:
    """A keyed share of private employees with the tenure, by row."""
    q = economy.persons
    tenured = trial.staff_of(economy, economy.firms.public == 0) & (q.tenure >= TENURE)
    return np.asarray(tenured & (trial.draw(economy, "displaced", q.id) < SHARE))


def begin(economy: Economy, case: str) -> None:
    """Hook: parameters change in month 1; after a year some are chosen, who lose jobs if the case says."""
    throw(economy, Channel(case, CASES[case].parameters))
    if economy.month == 0:
        economy.instruments.append(Followed())
    if economy.month == HIT:
        followed = next(one for one in economy.instruments if isinstance(one, Followed))
        who = laid_off(economy)
        members = np.bincount(economy.persons.household[who], minlength=economy.households.n)
        followed.homes = members > 0
        if CASES[case].displaces:
            trial.lay_off(economy, who)


def observe(economy: Economy) -> dict[str, float]:
    """What indicators leave out: work done by AI by group, taxes on AI's rents, incomes of the followed."""
    q, posts, w = economy.persons, economy.posts, economy.weight
    found = {"rents_tax": economy.ledger.total("corporate_tax", payer="providers", payee="state") * w}
    group = economy.occupations.code[posts.occupation]
    without = posts.desired / np.maximum(1.0 - posts.automated, 1e-6)
    for name, code in SUB_MAJOR.items():
        own = group == code
        found[name] = 1.0 - float(posts.desired[own].sum()) / max(float(without[own].sum()), 1e-9)
    homes = next((one.homes for one in economy.instruments if isinstance(one, Followed)), NOBODY)
    there = (q.active == 1) & homes[q.household] if len(homes) else np.zeros(q.n, np.bool_)
    market = q.earnings + q.sales_income + q.capital_income
    for name, income in (("market", market), ("disposable", q.disposable_income)):
        found[name] = float(income[there].sum()) / economy.aggregates.cpi
    return found


def run_of(cell: Cell, closure: str, seed: int, persons: int) -> Run:
    """The run of a cell, a closure and a base seed."""
    case = CASES[cell.case]
    return Run(
        cell.iso3,
        seed,
        persons,
        MONTHS,
        cell.world,
        closure,
        frozen_demography=False,
        before=partial(begin, case=cell.case),
        measure=observe,
        law=case.law,
        twin_before=partial(begin, case=AS_SHIPPED),
        policies=case.policies,
        label=(cell, closure, seed),
    )


BILLION = 1e-9
FEDERAL = ("income_tax", "employee_contributions", "employer_contributions", "corporate_tax")
"""Revenue of the whole state of the kinds that are federal in the United States for the most part."""


def months_of(year: int) -> slice:
    """Months of a year; those of the first without month 0, which is the opening state."""
    begins = MONTHS_PER_YEAR * (year - FIRST)
    return slice(max(begins, 1), begins + MONTHS_PER_YEAR)


def mean(run: Measured, name: str, year: int) -> float:
    """Mean of a year."""
    return run.mean(name, months_of(year))


def real(run: Measured, names: Sequence[str], months: slice) -> float:
    """Sum of amounts at consumer prices of month 0."""
    return float(sum((run.totals[name] / run.totals[DEFLATOR])[months].sum() for name in names))


Read = Callable[[Measured, Measured, int], float]


def difference(name: str, factor: float = PERCENT) -> Read:
    """In a year, from the run that it is paired with (points)."""
    return lambda one, other, year: factor * (mean(one, name, year) - mean(other, name, year))


def ratio(name: str) -> Read:
    """In a year, over the run that it is paired with (%)."""
    return lambda one, other, year: PERCENT * (mean(one, name, year) / mean(other, name, year) - 1.0)


def change(name: str) -> Read:
    """Since the first year, in the run itself (points)."""
    return lambda one, other, year: PERCENT * (mean(one, name, year) - mean(one, name, FIRST))


def level(name: str) -> Read:
    """Of a year, in the run itself (%)."""
    return lambda one, other, year: PERCENT * mean(one, name, year)


def gone(name: str) -> Read:
    """People or posts from the first year to the end of this, over employees of month 0 (%)."""

    def read(one: Measured, other: Measured, year: int) -> float:
        until = months_of(year).stop
        return PERCENT * float(one.totals[name][:until].sum() / one.totals["employees"][0])

    return read


def over_gdp(name: str, sign: float = 1.0) -> Read:
    """A flow of a year less that of the paired run, over GDP of the paired run (%, real)."""

    def read(one: Measured, other: Measured, year: int) -> float:
        months = months_of(year)
        more = real(one, [name], months) - real(other, [name], months)
        return sign * PERCENT * more / real(other, ["gdp"], months)

    return read


def growth(one: Measured, other: Measured, year: int) -> float:
    """Growth of real GDP a year since the first year (%)."""
    rise = np.log(mean(one, "real_gdp", year) / mean(one, "real_gdp", FIRST))
    return PERCENT * float(rise) / (year - FIRST)


def revenue(one: Measured, other: Measured, year: int, *, is_real: bool) -> float:
    """Public revenue from the first year to the end of this, over the paired run (%, in money or real)."""
    name, months = "public_revenue", slice(1, months_of(year).stop)
    own, its = (
        real(run, [name], months) if is_real else run.totals[name][months].sum() for run in (one, other)
    )
    return PERCENT * float(own / its - 1.0)


def federal(one: Measured, other: Measured, year: int) -> float:
    """Revenue of the federal kinds, more than in the paired run (billions at prices of month 0)."""
    kinds = [f"revenue_{kind}" for kind in FEDERAL]
    return BILLION * (real(one, kinds, months_of(year)) - real(other, kinds, months_of(year)))


def worst_unemployment(one: Measured, other: Measured, year: int) -> float:
    """Largest difference of a year's unemployment up to this year (points)."""
    read = difference("unemployment_rate")
    return max(read(one, other, each) for each in range(FIRST, year + 1))


def absorbed(one: Measured, other: Measured, year: int) -> float:
    """Of the income lost on the market in the year after the layoffs, what households do not lose (%)."""
    months = slice(HIT + 1, HIT + 1 + MONTHS_PER_YEAR)
    lost = [float((other.totals[name] - one.totals[name])[months].sum()) for name in ("disposable", "market")]
    return PERCENT * (1.0 - lost[0] / lost[1])


READ: Mapping[str, Read] = {
    "GDP growth": growth,
    "labour share": change("labour_share"),
    "participation": change("participation_rate"),
    "participation, difference": difference("participation_rate"),
    "federal revenue": federal,
    "Gini": difference("gini", 1.0),
    "Gini, points": difference("gini"),
    "posts abolished": gone("posts_abolished"),
    "tax revenue over ten years, in money": partial(revenue, is_real=False),
    "tax revenue over ten years, at prices of 2025": partial(revenue, is_real=True),
    "real disposable income": ratio("real_disposable_income"),
    "exchequer cost": over_gdp("public_balance", -1.0),
    "poverty, line moves": difference("arop"),
    "poverty, line fixed": difference("arop_anchored"),
    "employment": ratio("employed"),
    "unemployment in transition": worst_unemployment,
    "GDP": ratio("real_gdp"),
    "revenue, digital tax": over_gdp("revenue_ai_services_tax"),
    "revenue, robot tax": over_gdp("revenue_automation_levy"),
    "revenue, corporate tax on AI's rents": over_gdp("rents_tax"),
    "absorbed of an unemployment shock": absorbed,
    "jobs": ratio("employed"),
    **{f"displaced, {name}": level(name) for name in SUB_MAJOR},
    "displaced, all": level("tasks_automated"),
}
"""Outcome of the table of published values → how it is read."""
RANK = "rank by jobs"
"""The outcome that is read from all options at once."""
LAID_OFF = gone("displaced")
"""What stands beside posts abolished."""


INSIDE, TOUCHES, NEAR, OUTSIDE = "inside", "range touches", "near", "outside"
SAME_SIGN = "same sign, other size"
SHOWN, NOT_POSED = "shown", "not posed"
FIFTH = 0.2
"""How near, of the published value; chosen here."""


def verdict(published: float | None, low: float | None, high: float | None, ours: Sequence[float]) -> str:
    """What is told of a row; `ours` are the values of seeds and closures.

    A band is met by the mean, touched by the range. Without a band the range must hold the published value;
    near, it comes within a fifth of it; the same sign is told apart from the other. Nothing is judged where
    nothing is published.
    """
    least, most = min(ours), max(ours)
    mean = sum(ours) / len(ours)
    if low is not None and high is not None:
        if low <= mean <= high:
            return INSIDE
        return TOUCHES if least <= high and low <= most else OUTSIDE
    if published is None:
        return SHOWN
    if least <= published <= most:
        return INSIDE
    if least - FIFTH * abs(published) <= published <= most + FIFTH * abs(published):
        return NEAR
    return SAME_SIGN if mean * published > 0.0 else OUTSIDE


PUBLISHED, EXERCISES = (Path(__file__).with_name(f"{name}.csv") for name in ("benchmarks", "exercises"))
POSTS = "posts abolished"
FORM = ".4g"
COLUMNS = (
    Column("benchmark", "id"),
    Column("author", "who"),
    Column("outcome", "outcome"),
    Column("unit", "unit"),
    Column("countries", "country"),
    Column("world", "world"),
    Column("case", "with"),
    Column("year", "in"),
    Column("published", "published", FORM),
    Column("band", "their band"),
    Column("ours", "ours", FORM),
    Column("least", "lowest", FORM),
    Column("most", "highest", FORM),
    Column("laid_off", "laid off for AI, %", ".2f"),
    Column("verdict", "verdict"),
    Column("reason", "mechanism"),
    Column("provenance", "provenance"),
)
UNSHOWN = ("author", "unit", "reason", "provenance")
"""What `sim show B10` leaves out of a row."""


@dataclass(frozen=True)
class Row:
    """A published value, and where ours is read."""

    benchmark: str
    outcome: str
    unit: str
    countries: tuple[str, ...]
    world: str
    case: str
    year: int
    published: float | None
    low: float | None
    high: float | None
    provenance: str
    reason: str

    @property
    def is_posed(self) -> bool:
        """Whether the model can be asked."""
        return self.case != NOT_POSED

    def cells(self) -> list[Cell]:
        """What is read; a rank is read from all that is ranked."""
        cases = OPTIONS if self.outcome == RANK else (self.case,)
        return [Cell(iso3, self.world, case) for iso3 in self.countries for case in cases]


def published() -> list[Row]:
    """Every published value."""
    rows = []
    for entry in read_csv(PUBLISHED):
        of = {"year": int(entry["year"]), "countries": tuple(entry["countries"].split())}
        given: dict[str, Any] = {**entry, **of}
        given |= {key: float(entry[key]) if entry[key] else None for key in ("published", "low", "high")}
        rows.append(Row(**given))
    return rows


def exercises() -> dict[str, dict[str, str]]:
    """Author of each benchmark, and how it is posed, by id."""
    return {entry["benchmark"]: entry for entry in read_csv(EXERCISES)}


def rows_asked(only: str) -> list[Row]:
    """Rows of one benchmark, or of all; InputError for an unknown one."""
    known = list(exercises())
    if only and only.upper() not in known:
        hint = suggestion(only.upper(), known)
        raise InputError(f"no such benchmark; allowed: {known[0]} to {known[-1]}.{hint}", field=only)
    return [row for row in published() if only.upper() in ("", row.benchmark)]


def keys(rows: Sequence[Row], seeds: Sequence[int]) -> list[Key]:
    """Every run that the rows need, once."""
    each = [one for row in rows if row.is_posed for cell in row.cells() for one in (cell, cell.base())]
    cells = dict.fromkeys(each)
    return [(cell, closure, seed) for cell in cells for closure in ENDS for seed in seeds]


def calls(asked: Asked) -> list[tuple[Run]]:
    """The runs of what was asked for."""
    needed = keys(rows_asked(asked.more["benchmark"]), asked.base_seeds)
    return [(run_of(*key, asked.persons),) for key in needed]


def value(row: Row, runs: Mapping[Key, Measured], closure: str, seed: int) -> float:
    """Ours under one closure and base seed, mean over the countries."""
    if row.outcome == RANK:
        jobs = {cell.case: read(cell, "jobs", row.year, runs, closure, seed) for cell in row.cells()}
        return 1.0 + sum(other > jobs[row.case] for other in jobs.values())
    return float(np.mean([read(cell, row.outcome, row.year, runs, closure, seed) for cell in row.cells()]))


def read(cell: Cell, outcome: str, year: int, runs: Mapping[Key, Measured], closure: str, seed: int) -> float:
    """One outcome of one cell beside what it is paired with."""
    return READ[outcome](runs[cell, closure, seed], runs[cell.base(), closure, seed], year)


def told(row: Row, runs: Mapping[Key, Measured], seeds: Sequence[int]) -> dict[str, Any]:
    """A row of the table."""
    found: dict[str, Any] = {key: value for key, value in vars(row).items() if key not in ("low", "high")}
    found |= {"author": exercises()[row.benchmark]["author"], "countries": " ".join(row.countries)}
    found["band"] = "" if row.low is None or row.high is None else f"{row.low:g} to {row.high:g}"
    if not row.is_posed:
        return found | {"case": "", "verdict": NOT_POSED}
    each = list(product(ENDS, seeds))
    ours = [value(row, runs, *one) for one in each]
    found |= {"ours": float(np.mean(ours)), "least": min(ours), "most": max(ours)}
    found["verdict"] = verdict(row.published, row.low, row.high, ours)
    if row.outcome == POSTS:
        laid_off = [
            LAID_OFF(runs[cell, *one], runs[cell.base(), *one], row.year)
            for cell in row.cells()
            for one in each
        ]
        found["laid_off"] = float(np.mean(laid_off))
    return found


def show(made: Table) -> None:
    """Print what fits a terminal; the mechanisms stand below, each once."""
    columns = [column for column in COLUMNS if column.key not in UNSHOWN]
    print_table(made.title, columns, made.rows, made.notes)
    mechanisms = dict.fromkeys(f"{row['benchmark']}: {row['reason']}" for row in made.rows)
    click.echo("\n" + "\n".join(mechanisms))


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """A row for each published value."""
    runs: dict[Key, Measured] = {one.run.label: one for one in measured}
    only = asked.more["benchmark"].upper()
    rows = [told(row, runs, asked.base_seeds) for row in rows_asked(only)]
    notes = [
        f"{asked.size}; ours: mean over seeds and closures {' and '.join(ENDS)}, lowest "
        "and highest of them. A policy is compared with the same world without it, all else with the world "
        "without further AI. Money is at consumer prices of month 0.",
        "Verdict: inside, the mean lies in the author's band, or without one the range holds the value; "
        "range touches, it meets the band; near, without a band it comes within a fifth of the value (chosen "
        "here); same sign, other size; outside; shown, no number is published.",
        "Nothing is fitted to them. 'Jobs at stake' and 'displaced' of others are posts abolished here: most "
        "are not filled again, and few people are laid off.",
        *(
            f"{key}: {one['author']}; {one['posed']}."
            for key, one in exercises().items()
            if only in ("", key)
        ),
    ]
    return Table(only, "Benchmarks: what others say of the same questions", rows, notes)


ID = click.Argument(["benchmark"], required=False, default=lambda: "", metavar="[ID]")
SIZE = USUAL | {"seeds": 2, "base_seed": 9301, "persons": 10_000}
STUDY = Study(of=ID, size=SIZE, columns=COLUMNS, calls=calls, table=table)
