"""Three persons of the sample panel, traced through the run: with AI, and the same persons under each policy.

The panel asks once a year, in January; the month of a layoff by AI is known exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from reports.data.run import Run
from reports.draw.table import Cell, Table, name
from reports.story.sentences import group_label, option
from reports.text import Text
from simulator.findings.results import TOTAL

WORKING = ("employed", "own_account", "informal", "public_job")
EXPOSED = "5"
ENOUGH = 12  # months between a layoff and the last answer, for it to tell how the person fared
CASES = ("back", "out", "spared")
Role = tuple[str, str]  # scenario, role


@dataclass(frozen=True)
class Traced:
    """One person: who, why chosen, what happens in each run in words, and the answers of every year."""

    key: str
    title: str
    who: str
    stories: list[tuple[str, str]]
    table: Table


def traced(run: Run, text: Text) -> list[Traced]:
    """Return a person laid off by AI who works again, one who does not, and an exposed one who was spared."""
    chosen, rows = run.once("traced", lambda: _chosen(run))
    return [_told(run, text, case, rows, *one) for case, one in chosen.items()]


def _chosen(run: Run) -> tuple[dict[str, tuple[int, int]], pl.DataFrame]:
    """Return replicate and id of the person of each case, and their rows in every run."""
    scenario, role = (pl.col(one).cast(pl.String) for one in ("scenario", "role"))
    people = run.persons(scenario == run.scenario, role == "no_policy")
    chosen = {case: one for case in CASES if people.height and (one := _choose(people, case)) is not None}
    return chosen, run.persons(pl.col("person_id").is_in([person for _, person in chosen.values()]))


def _roles(run: Run, text: Text) -> Iterator[tuple[Role, str]]:
    """Return the runs that a person is traced in, the one without policy first."""
    yield (run.scenario, "no_policy"), text("role.no_policy")
    if run.comparison:
        for one in run.options:
            if run.role_of(one) == "policy":
                yield (one, "policy"), option(run, text, one)
    elif run.has("policy"):
        yield (run.scenario, "policy"), text("role.policy")


def _choose(people: pl.DataFrame, case: str) -> tuple[int, int] | None:
    """Return replicate and id of the first person who fits: lowest replicate, then lowest id.

    Who fits is decided in the run without policy; the person answers in every year of it.
    """
    last, answers = int(str(people["month"].max())), people["month"].n_unique()
    each = people.sort("replicate", "person_id", "month").group_by(
        "replicate", "person_id", maintain_order=True
    )
    lives = each.agg(
        pl.len().alias("answers"),
        pl.col("status").last().alias("end"), pl.col("status").first().alias("start"),
        pl.col("displaced_months").max().alias("ever"), pl.col("displaced_months").last().alias("since"),
        pl.col("exposure_quintile").first().alias("exposure"),
    ).filter(pl.col("answers") == answers)  # fmt: skip
    hit = (pl.col("since") >= ENOUGH) & (pl.col("since") < last) & (pl.col("start") == "employed")
    fits = {
        "back": hit & pl.col("end").is_in(WORKING),
        "out": hit & ~pl.col("end").is_in(WORKING),
        "spared": (pl.col("ever") < 0) & (pl.col("exposure") == EXPOSED) & (pl.col("start") == "employed"),
    }
    rows = lives.filter(fits[case]).head(1)
    return None if rows.is_empty() else (int(rows["replicate"].item()), int(rows["person_id"].item()))


def _told(run: Run, text: Text, case: str, rows: pl.DataFrame, replicate: int, person: int) -> Traced:
    rows = rows.filter(pl.col("replicate") == replicate, pl.col("person_id") == person).sort("month")
    first = rows.row(0, named=True)
    who = text(
        "traced.who", sex=text(f"traced.sex.{first['sex']}"),
        age=group_label(run, text, "age_group", first["age_group"]),
        education=text.either(f"traced.education.{first['education']}.{first['sex']}", first["education"]),
        exposure=group_label(run, text, "exposure_quintile", first["exposure_quintile"]),
    )  # fmt: skip
    lives = {label: _life(run, rows, role, replicate) for role, label in _roles(run, text)}
    known = {label: life for label, life in lives.items() if life}
    stories = [(label, _story(run, text, life)) for label, life in known.items()]
    return Traced(case, text(f"traced.{case}"), who, stories, _table(run, text, known, replicate, person))


@dataclass(frozen=True)
class Answer:
    """What a person says in one January; `since` months after a layoff by AI, −1 without."""

    month: int
    status: str
    income: float
    since: int
    role: Role


def _life(run: Run, rows: pl.DataFrame, role: Role, replicate: int) -> list[Answer]:
    """Return the person's answers in one run, with income at the prices of month 0."""
    mine = rows.filter((pl.col("scenario") == role[0]) & (pl.col("role") == role[1]))
    prices = run.series("price_level", role[1], *TOTAL, role[0])
    level = {} if prices is None else {
        int(month): float(value)
        for key, line in zip(prices.keys, prices.values, strict=True) if key[1] == replicate
        for month, value in zip(prices.months, line, strict=True)
    }  # fmt: skip
    return [
        Answer(month, status, income / level.get(month, 1.0), since, role)
        for month, status, income, since in mine.select(
            "month", "status", "equivalised_income", "displaced_months").iter_rows()
    ]  # fmt: skip


def _story(run: Run, text: Text, life: list[Answer]) -> str:
    """Return a life in whole sentences: where it starts, each layoff, each change, where it ends."""
    start = run.content["horizon"]["start"]
    money = text.currency(str(run.content["country"].get("currency", "EUR")))

    def when(month: int) -> str:
        return text.month(start, month)

    def status(answer: Answer) -> str:
        return text(f"status.{answer.status}")

    first, last = life[0], life[-1]
    told = [text("traced.start", when=when(first.month), status=status(first), **money,
                 income=text.number(first.income, 0))]  # fmt: skip
    for before, now in pairwise(life):
        if now.since >= 0 and now.month - now.since > max(before.month, 0):
            told.append(text("traced.displaced", when=when(now.month - now.since)))
        if now.status != before.status:
            told.append(text("traced.change", when=when(now.month), status=status(now)))
    change = (last.income / first.income - 1) * 100 if first.income else float("nan")
    told.append(text("traced.end", when=when(last.month), status=status(last), **money,
                     income=text.number(last.income, 0),
                     change=text.number(change, 0, signed=True)))  # fmt: skip
    return " ".join(told)


def _table(run: Run, text: Text, lives: dict[str, list[Answer]], replicate: int, person: int) -> Table:
    start = run.content["horizon"]["start"]
    money = text.currency(str(run.content["country"].get("currency", "EUR")))
    heads = [text("table.count")]
    for label in lives:
        heads += [label, text("table.traced.income", role=label, **money)]
    months = sorted({answer.month for life in lives.values() for answer in life})
    rows = []
    for month in months:
        row = [name(text.month(start, month))]
        for life in lives.values():
            answer = next((one for one in life if one.month == month), None)
            row += [Cell(text("number.missing"))] * 2 if answer is None else [
                Cell(text(f"status.{answer.status}")),
                Cell(text.number(answer.income, 0), answer.income, {
                    "person": str(person), "replicate": str(replicate), "month": str(month),
                    "scenario": answer.role[0], "role": answer.role[1], "world": run.world,
                }),
            ]  # fmt: skip
        rows.append(row)
    return Table(heads, rows)
