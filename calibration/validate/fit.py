"""Calibration targets, data and model: month 0 and ten years on, without AI.

Ten years on is told twice: with the population projection, whose ageing moves the country on purpose, and
with the age structure frozen, where anything that moves is the model's own doing.

Seen of a run beyond its indicators: moves, call-backs, last pay of the unemployed, level, controllers.
"""

import re
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from calibration.study import RESULTS, USUAL, Asked, Column, Study, Table, country, read_csv
from calibration.study.runs import Measured, Run
from simulator.agents.person import EMPLOYED, OWN_ACCOUNT, UNEMPLOYED, WORKING
from simulator.core.economy import Economy
from simulator.findings.intervals import mean_interval
from simulator.findings.official import ADOPTION_MONTHS, OPENING_MONTHS, USES, fit_row, simulated
from simulator.markets.hiring import scores
from simulator.rules.employer_rank import employer_rank
from simulator.scenario.country.profile import load_country
from simulator.start.burn_in import BOUNDS
from simulator.start.hazards import ASKED


def starts(economy: Economy) -> tuple[int, int]:
    """Of this month's starts on own account, those who leave a job for it, and all."""
    moved = economy.moves[:, OWN_ACCOUNT]
    return int(moved[EMPLOYED]), int(moved.sum())


def share_from_jobs(months: Collection[tuple[int, int]]) -> float:
    """C34: of those who start on own account the share who leave a job, over some months; NaN without any."""
    left, all_of = (sum(month[k] for month in months) for k in (0, 1))
    return left / all_of if all_of else float("nan")


CALLBACKS = "callback_ratio_month_8_to_1"
SOON, LATE = 1, 8
"""Months out of work of the two applicants that are compared."""


def callback_ratio(economy: Economy) -> float:
    """Chance of an offer after eight months over that after one, same openings and rivals; NaN without any.

    In the place of each application of the month stands that of somebody with the usual skill of people in
    work, as it would be after so long; what employers see beyond the record, and skill distance, stay.
    """
    sent = getattr(economy.scratch, "applications", None)
    if sent is None or len(sent.person) == 0:
        return float("nan")
    score = scores(sent, economy.parameters["screening_noise"])
    q, rest = economy.persons, score - economy.persons.standing[sent.person]
    usual = float(q.skill[(q.active == 1) & (q.firm >= 0)].mean())
    rivals = best_rival(sent.opening, score)
    chances = [float((rest + standing(economy, usual, months) > rivals).mean()) for months in (LATE, SOON)]
    return chances[0] / chances[1] if chances[1] > 0.0 else float("nan")


def standing(economy: Economy, skill: float, months: int) -> float:
    """How employers rank somebody of this skill after so many months without work (score)."""
    p = economy.parameters
    faded = skill * (1.0 - p["skill_decay"]) ** max(0.0, months - p["skill_grace"])
    given = {name: p[name] for name in employer_rank.params}
    given |= {"explained_hiring": 0.0, "job_finding": economy.aggregates.job_finding}
    return float(employer_rank(max(faded, p["skill_floor"]), months, sex=0, age_group=1, **given))


def best_rival(opening: NDArray[np.int32], score: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each application the highest score of the others for its opening; minus infinity without any."""
    order = np.lexsort((-score, opening))
    ranked, of = np.append(score[order], -np.inf), opening[order]
    first = np.append(True, of[1:] != of[:-1])
    begins, group = np.flatnonzero(first), np.cumsum(first) - 1
    second = np.where(np.append(first, True)[begins + 1], -np.inf, ranked[begins + 1])
    rivals = np.empty(len(order))
    rivals[order] = np.where(first, second[group], ranked[begins][group])
    return rivals


Codes = NDArray[np.int32]
MOBILITY = "occupational_mobility_1digit"
LEVEL, MILLION = "gdp_over_published", 1e6
LAST_PAY, LONG_LAST_PAY = "last_wage_of_unemployed", "last_wage_of_long_unemployed"
LONG = 9
"""Months without work after which last pay is looked at again (C35)."""
FROM_JOBS = "own_account_from_jobs"
SPAN = 12
"""Months between the two looks at who works where."""
KNOWN_FROM = {MOBILITY: SPAN, CALLBACKS: 1, FROM_JOBS: SPAN}
"""First month in which a series says anything."""
NOWHERE = -1
NEAR = 1.05
"""What is frozen is a mean of months: so close to a bound, most of them stood on it."""


@dataclass
class Watch:
    """A `measure` of a run: who has moved to another group, last pay, the level, burn-in's controllers.

    Of those in work now and twelve months before; NaN until then. People are matched by id, not by row.
    """

    groups: deque[Codes] = field(default_factory=lambda: deque(maxlen=SPAN))
    entrants: deque[tuple[int, int]] = field(default_factory=lambda: deque(maxlen=SPAN))

    def __call__(self, economy: Economy) -> dict[str, float]:
        """Look at one month; month 0 begins anew."""
        if economy.month == 0:
            self.groups.clear()
            self.entrants.clear()
        else:
            self.entrants.append(starts(economy))
        moved = {
            MOBILITY: _moved(self.groups, major_groups(economy)),
            CALLBACKS: callback_ratio(economy),
            LEVEL: gdp_over_published(economy),
            LAST_PAY: last_pay(economy),
            LONG_LAST_PAY: last_pay(economy, LONG),
            FROM_JOBS: share_from_jobs(self.entrants),
        }
        return moved | {name: economy.controllers.at(name) for name in BOUNDS}


def last_pay(economy: Economy, months: int = 0) -> float:
    """Last full-time wage of the unemployed of so many months over the mean of employees (C35).

    Of jobs that ended not long ago, carried to now at the trend of pay.
    """
    q = economy.persons
    there = q.active == 1
    looks = there & (q.status == UNEMPLOYED) & had_a_job(economy) & (q.months_out >= months)
    mean = float(q.wage[there & (q.status == EMPLOYED)].mean())
    now = q.last_wage[looks] * (1.0 + economy.aggregates.trend_growth) ** q.months_out[looks]
    return float(now.mean()) / mean if looks.any() else float("nan")


def had_a_job(economy: Economy) -> NDArray[np.bool_]:
    """Whose last job ended within the three years for which surveys ask, and who has not worked since.

    Time out of work stands still on own account, so that after it more months have gone by than it counts.
    """
    q = economy.persons
    ended = economy.month - q.left_month == q.months_out
    return np.asarray(ended & (q.months_out < ASKED) & (q.last_wage > 0.0))


def gdp_over_published(economy: Economy) -> float:
    """GDP of a year at month-0 prices and productivity over the profile's, which is published."""
    s, published = economy.aggregates, economy.country.values["gdp_nominal"] * MILLION
    made = 12.0 * economy.accounts_of_month["production"] * economy.weight
    return float(made / (s.cpi * s.vat_on_prices * s.trend_productivity * published))


def major_groups(economy: Economy) -> Codes:
    """Major group of occupation of whoever works, by id [largest id + 1]; `NOWHERE` for others."""
    q = economy.persons
    there = (q.active == 1) & np.isin(q.status, WORKING)
    found = np.full(int(q.id.max()) + 1, NOWHERE, np.int32)
    found[q.id[there]] = economy.major_group[q.occupation[there]]
    return found


def _moved(past: deque[Codes], now: Codes) -> float:
    """Share whose code differs from the oldest kept, of those who were there both times; keeps `now`."""
    full = len(past) == past.maxlen
    before = past[0] if full else now[:0]
    past.append(now)
    known = min(len(before), len(now))  # ids beyond were not there the first time
    then, since = before[:known], now[:known]
    both = (then != NOWHERE) & (since != NOWHERE)
    return float((then[both] != since[both]).mean()) if both.any() else float("nan")


def controllers(opening: pl.DataFrame) -> str:
    """Where burn-in left what it steers, over seeds, and what of it stands on a bound; `opening`: month 0."""
    told = []
    for name, (least, most) in BOUNDS.items():
        values = opening.filter(pl.col("indicator") == name)["value"].to_numpy()
        on = int(((values >= most / NEAR) | (values <= least * NEAR)).sum())
        bound = f", ON A BOUND in {on} of {len(values)} burn-ins: its target may be out of reach"
        told.append(f"{name} {values.mean():.2f} ({least:g} to {most:g}){bound if on else ''}")
    return f"Controllers of burn-in: {'; '.join(told)}."


WHERE = Path(__file__).with_name("apart.csv")
"""Target and group → study, the column of its table, and the values that pick the row."""


def measured_apart(iso3: str, results: Path = RESULTS) -> dict[tuple[str, str], tuple[float, str]]:
    """Figures of a country by target and group from other studies' tables, and those with their code."""
    found = {}
    for line in read_csv(WHERE):
        path = results / f"{line['study']}_{iso3}.csv"
        wanted = dict(pair.split("=") for pair in line["rows"].split(";"))
        for row in read_csv(path):
            if all(row[key] == value for key, value in wanted.items()) and row[line["column"]]:
                value = float(row[line["column"]]) * float(line["scale"])
                code = re.search(r"^# version: .*code (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
                made_by = f"{line['study']} (code {code[1] if code else 'unknown'})"
                found[line["target"], line["group"]] = value, made_by
    return found


LATER = 120
WARNING = 2.0
"""A miss by less than this many tolerances is a warning."""
PROJECTED, FROZEN, ADOPTING = "projected", "frozen", "adopting"
WORDS = {"met": "PASS", "missed": "FAIL", "not judged": "–", "not measured": "–"}
COLUMNS = (
    Column("id", "id"),
    Column("target", "target"),
    Column("use", "use"),
    Column("provenance", "data from"),
    Column("value", "data", ".4f"),
    Column("low", "asked from", ".4f"),
    Column("high", "to", ".4f"),
    Column("month_0", "month 0", ".4f"),
    Column("first_year", "first year", ".4f"),
    Column("interval", "95 %"),
    Column("verdict", "verdict"),
    Column("projected", "ten years on", ".4f"),
    Column("frozen", "…, ages frozen", ".4f"),
    Column("later_verdict", "verdict"),
    Column("identifies", "identifies"),
    Column("why", "why missed"),
)
IDENTIFIED, MISSES = (Path(__file__).parent / name for name in ("identified_by.csv", "misses.csv"))
UNEXPLAINED = "not explained yet"


def rows_of(measured: Sequence[Measured]) -> pl.DataFrame:
    """Totals and breakdowns of runs as the long table of results, each kind of run in `kind`."""
    columns = ("kind", "seed", "role", "month", "indicator", "by", "group", "value")
    return pl.DataFrame(list(_long(measured)), columns, orient="row")


def _long(measured: Sequence[Measured]) -> Iterator[tuple[Any, ...]]:
    for one in measured:
        (kind,), seed = one.run.label, one.run.seed
        role = "no_policy" if kind == ADOPTING else "no_ai"
        for name, series in one.totals.items():
            first = KNOWN_FROM.get(name, 0)
            yield from (
                (kind, seed, role, month, name, "total", "all", float(v))
                for month, v in enumerate(series[first:], first)
            )
        for (month, *key), value in one.parts.items():
            yield (kind, seed, role, month, *key, float(value))


def verdict(row: Mapping[str, Any]) -> str:
    """PASS, WARN, FAIL for what was read in its source, a dash otherwise or where nothing was measured."""
    word = WORDS[row["verdict"]]
    if word == "FAIL":
        outside = max(row["low"] - row["simulated"], row["simulated"] - row["high"])
        return "WARN" if outside < (WARNING - 1.0) * row["tolerance"] else "FAIL"
    return word


def rows_for(targets: Sequence[Mapping[str, Any]], results: pl.DataFrame) -> list[dict[str, Any]]:
    """A row for each target of the country."""
    month, kind = pl.col("month"), pl.col("kind")
    start = kind.is_in([PROJECTED, ADOPTING])
    later = month.is_between(LATER, LATER + OPENING_MONTHS - 1)
    opening = month < OPENING_MONTHS
    a_year = pl.col("indicator").is_in([MOBILITY, FROM_JOBS]) & (month == SPAN)
    windows = {
        "month_0": results.filter(start & (month == 0)),
        "first_year": results.filter(start & (opening | a_year)),
        "projected": results.filter((kind == PROJECTED) & later),
        "frozen": results.filter((kind == FROZEN) & later),
    }
    identified = {line["id"]: line["parameters"] for line in read_csv(IDENTIFIED)}
    by_seed = windows["first_year"].partition_by("seed")
    found = []
    for target in targets:
        values = {name: simulated(target, window) for name, window in windows.items()}
        row, after = (fit_row(target, values[when]) for when in ("first_year", "frozen"))
        told = {"verdict": verdict(row), "later_verdict": verdict(after)}
        told["interval"] = interval([simulated(target, one) for one in by_seed])
        found.append({**row, **values, **told, "identifies": identified[target["id"]]})
    return found


def add_measured_apart(
    rows: Sequence[dict[str, Any]], targets: Sequence[Mapping[str, Any]], iso3: str, results: Path = RESULTS
) -> Iterator[str]:
    """Fill in what other studies measured, and yield those studies with the code they ran on."""
    found = measured_apart(iso3, results)
    for row, target in zip(rows, targets, strict=True):
        value, made_by = found.get((target["target"], target["group"]), (None, ""))
        if row["first_year"] is None and value is not None:
            row |= {"first_year": value, "verdict": verdict(fit_row(target, value))}
            yield made_by


def interval(values: Sequence[float | None]) -> str:
    """95 % of the mean over seeds, as people read it; a dash where it was not measured or nothing varies."""
    known = [value for value in values if value is not None]
    if len(known) < 2 or len(set(known)) == 1:
        return "–"
    found = mean_interval(np.asarray(known))
    return f"{found.low:.4f} to {found.high:.4f}"


def is_outside(row: Mapping[str, Any]) -> bool:
    """Whether what was found, if anything was, is outside what is asked."""
    found = row["first_year"]
    return found not in (None, "") and not float(row["low"]) <= float(found) <= float(row["high"])


def explained(rows: Sequence[dict[str, Any]], country: str) -> None:
    """Say of each miss why it is one, judged or not: of the country where the list has it, else of any."""
    why = {(line["country"], line["id"]): line["why"] for line in read_csv(MISSES)}
    for row in rows:
        if is_outside(row) or {"WARN", "FAIL"} & {row["verdict"], row["later_verdict"]}:
            row["why"] = why.get((country, row["id"]), why.get(("", row["id"]), UNEXPLAINED))


def notes(rows: Sequence[Mapping[str, Any]], asked: Asked) -> list[str]:
    """What the columns mean, and the count of verdicts by use."""
    lines = [
        f"World none, no policy, closure of the baseline; mean of {asked.size}, each seed "
        "with its own burn-in. Adoption: world moderate.",
        f"First year: mean of months 0-11 (breakdowns: month 0; adoption: months 0-{ADOPTION_MONTHS - 1}). "
        "Ten years on: mean of months 120-131. 95 %: of the first year's mean, by Student's t over seeds.",
        "Judged: only targets read in their source. WARN: missed by less than one tolerance. A dash: not "
        "judged, or not measured here (C17, C23, C24, C31: by no study now; C28 by year: study adoption).",
        "C21: of those in work now and twelve months before; first year: months 0 and 12; C34: months 1 to "
        "12. S01: the profile's vacancy rate, which no row of the evidence asks for.",
    ]
    for use, meaning in USES.items():
        own = [row["verdict"] for row in rows if row["use"] == use]
        count = ", ".join(f"{own.count(word)} {word}" for word in ("PASS", "WARN", "FAIL"))
        lines.append(f"{use}: {meaning} ({count}).")
    return lines


def calls(asked: Asked) -> list[Run]:
    """Three kinds of run of each base seed."""
    months = LATER + OPENING_MONTHS
    kinds = ((PROJECTED, months, "none"), (FROZEN, months, "none"), (ADOPTING, ADOPTION_MONTHS, "moderate"))
    return [
        Run(
            asked.country,
            seed,
            asked.persons,
            span,
            world,
            label=(kind,),
            frozen_demography=kind == FROZEN,
            measure=Watch(),
        )
        for seed in asked.base_seeds
        for kind, span, world in kinds
    ]


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """A row for each target of the country, and what else the runs tell."""
    profile, results = load_country(asked.country), rows_of(measured)
    rows = rows_for(profile.targets, results)
    studies = ", ".join(dict.fromkeys(add_measured_apart(rows, profile.targets, asked.country)))
    rows.sort(key=lambda row: row["id"])
    explained(rows, asked.country)
    title = f"Fit, {profile.name()}: calibration targets, month 0 and ten years on without AI"
    opening = results.filter((pl.col("kind") == PROJECTED) & (pl.col("month") == 0))
    apart = f"Measured apart, first year: {studies or 'nothing'}."
    return Table(asked.country, title, rows, [*notes(rows, asked), apart, controllers(opening)])


STUDY = Study(of=country("ESP"), size=USUAL, columns=COLUMNS, calls=calls, table=table)
