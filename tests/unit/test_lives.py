"""People followed from January to January: similar people, and those who take a course."""

import numpy as np
import polars as pl
import pytest

from simulator.findings.effects import Contrast
from simulator.findings.lives import Lives, afterwards, displaced_among
from simulator.findings.results import Results
from simulator.store.tables import RESULT_COLUMNS

AI = Contrast("ai", "no_policy", "no_ai", "mine")
POLICY = Contrast("policy", "policy", "no_policy", "mine")
MONTHS, PEOPLE, SEEDS = range(0, 61, 12), 60, 2
ROLES = ("no_ai", "no_policy", "policy")


@pytest.fixture(scope="module")
def results() -> Results:
    """Prices double in the world with AI, so that nominal incomes of as much are half as large."""
    rows = [
        ("mine", role, "moderate", "c", 0, seed, month, "price_level", "total", "all",
         1.0 if role == "no_ai" else 2.0, "index")
        for role in ROLES for seed in range(SEEDS) for month in range(61)
    ]  # fmt: skip
    names = ["scenario", "role", "world", "closure", "draw", "replicate", "month", "indicator", "by", "group",
             "value", "unit"]  # fmt: skip
    table = pl.DataFrame(rows, schema=names, orient="row").select(list(RESULT_COLUMNS))
    return Results(table, {"horizon": {"start": "2025-01", "months": 60}, "opening_states": 1})


def lives(results: Results, **changes: object) -> Lives:
    """Sixty people in two seeds; `changes` are functions of role, person and month for a column."""
    rows = []
    for role in ROLES:
        for seed in range(SEEDS):
            for person in range(PEOPLE):
                for month in MONTHS:
                    row = {"scenario": "mine", "role": role, "replicate": seed, "person_id": person,
                           "month": month, "status": "employed", "status_months": 24,
                           "occupation": "41", "age_group": "25-54", "exposure_quintile": "1",
                           "equivalised_income": 100.0 * (1.0 if role == "no_ai" or not month else 2.0),
                           "displaced_months": -1}  # fmt: skip
                    rows.append(row | {key: how(role, person, month) for key, how in changes.items()})
    table = pl.DataFrame(rows).with_columns(pl.col("displaced_months").cast(pl.Int16),
                                            pl.col("status", "occupation", "age_group").cast(pl.Enum(
        ["employed", "unemployed", "training", "inactive", "41", "71", "25-54", "16-24"])))  # fmt: skip
    return Lives(results, table)


def hit(role: str, person: int, month: int) -> int:
    """The first half are laid off by AI in month 20, in the world with AI alone."""
    return month - 20 if role != "no_ai" and person < 30 and month > 20 else -1


def test_participants_are_compared_with_themselves_without_work_when_the_course_began(results: Results):
    """Forty in a course since five months, ten of whom would have found work since: all of them count.

    Half of the forty work a year later with it, a quarter without. Five more take a course who would still
    have their job, and five whom only the other run has laid off since: they are not compared.
    """

    def status(role: str, person: int, month: int) -> str:
        if person >= 50 or month < 12 or role == "no_ai":
            return "employed"
        if month == 12:
            at_work = person < 10 or 40 <= person < 45
            return "training" if role == "policy" else "employed" if at_work else "unemployed"
        works = person < (20 if role == "policy" else 10)
        return "employed" if works else "inactive"

    def since(role: str, person: int, month: int) -> int:
        return 5 if role == "policy" else 40 if 40 <= person < 45 else 3 if person < 10 or person >= 45 else 9

    found = lives(results, status=status, status_months=since, displaced_months=lambda role, person, month: (
        2 if person < 4 and month == 12 and role != "no_ai" else -1))  # fmt: skip
    first = afterwards(found, POLICY)[0]
    assert (first.years, first.participants) == (1, SEEDS * 40)
    assert (first.with_policy, first.without) == (0.5, 0.25)
    assert first.change.mean == pytest.approx(0.25)
    assert displaced_among(found, POLICY) == pytest.approx(0.08)


def test_nothing_is_told_of_few_participants(results: Results):
    assert afterwards(lives(results), POLICY) == []
    assert np.isfinite(displaced_among(lives(results), POLICY))
