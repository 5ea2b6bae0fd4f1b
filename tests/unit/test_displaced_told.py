"""What is told of the displaced: cells of enough people, incomes of whom AI displaced, months until a job."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from reports.data.run import Run
from reports.figures.displaced import DisplacedPeople
from reports.text import Text
from simulator.agents.person import EMPLOYED, UNEMPLOYED
from simulator.findings.displaced import AGES, FEWEST, FIFTHS, Cells, Displaced, code, merged
from simulator.indicators.people import CELLS, FOLLOWED, SUMMED, Aftermath
from tests.fake_run import make_fake_run

EVERY = [(fifth, age) for age in AGES for fifth in FIFTHS]


def merged_of(people: dict[tuple[str, str], float]) -> list[Cells]:
    return merged(lambda cells: sum(people.get(one, 0.0) for one in cells))


def test_cells_stand_alone_from_enough_people_on_and_nobody_is_lost() -> None:
    assert merged_of(dict.fromkeys(EVERY, FEWEST)) == [(one,) for one in EVERY]
    assert merged_of({}) == []
    few = merged_of(dict.fromkeys(EVERY, FEWEST / 2))
    assert [one for cells in few for one in cells] == EVERY
    assert all(len(cells) == 2 for cells in few)


@pytest.mark.parametrize("young", [0.0, 60.0, 130.0])
def test_small_cells_go_with_their_neighbours(young: float) -> None:
    people = {("5", AGES[0]): young, ("4", AGES[1]): 90.0, ("5", AGES[1]): 250.0, ("1", AGES[2]): 20.0}
    found = merged_of(people)
    assert [one for cells in found for one in cells] == EVERY
    assert all(sum(people.get(one, 0.0) for one in cells) >= FEWEST for cells in found)
    assert any({age for _, age in cells} == {AGES[0]} for cells in found) == (young >= FEWEST)


def followed(statuses: list[int], incomes: list[float]) -> np.ndarray:
    """One person of 40 in the fifth fifth, who is displaced in month 1, by month from 0 on."""
    persons = SimpleNamespace(
        n=1, active=np.ones(1, np.int8), birth_month=np.array([-480]), group_exposure=np.array([5]),
        displaced_month=np.array([-1]), status=np.array([EMPLOYED]), disposable_income=np.array(incomes[:1]),
    )  # fmt: skip
    prices = SimpleNamespace(consumer_price=1.0, vat_on_prices=1.0)
    economy: Any = SimpleNamespace(persons=persons, aggregates=prices, opening_levels={"prices": 1.0})
    aftermath = Aftermath(economy)
    for economy.month, (status, income) in enumerate(zip(statuses, incomes, strict=True)):
        persons.displaced_month = np.array([1 if economy.month else -1])
        persons.status, persons.disposable_income = np.array([status]), np.array([income])
        aftermath.count(economy)
    return aftermath.cells[CELLS.index(code(("5", "35-54")))]


def test_a_life_after_a_layoff_is_summed_month_by_month() -> None:
    status = [EMPLOYED] + [UNEMPLOYED] * 10 + [EMPLOYED] * 60
    income = [2000.0, 900.0, *[1000.0] * 9, *[1600.0] * 60]
    number, wait, *sums = followed(status, income)
    assert (number, wait) == (1.0, 10.0)  # displaced in month 1, at work from month 11 on
    counted, before, after = np.array(sums).reshape(len(FOLLOWED), len(SUMMED)).T
    assert counted.tolist() == [1.0, 1.0, 1.0]
    assert before.tolist() == [2000.0] * 3
    assert after == pytest.approx([(9 * 1000.0 + 3 * 1600.0) / 12, 1600.0, 1600.0])


def test_who_finds_no_job_counts_with_the_longest_wait() -> None:
    _, wait, *_ = followed([EMPLOYED] + [UNEMPLOYED] * 40, [2000.0] + [800.0] * 40)
    assert wait == 36.0


def test_the_page_tells_both_roles_of_the_same_cells(tmp_path: Path) -> None:
    run = Run(make_fake_run(tmp_path / "run", months=96, seeds=4))
    figure = DisplacedPeople(run, Text("en"))
    assert figure.available()
    without, policy = (list(found) for found in figure.found.values())
    assert without == policy
    assert len(figure.table().rows) == 2 * len(policy)
    rows = run.results.filter(pl.col("indicator").cast(pl.String) == "displaced_number")
    people = rows.filter(pl.col("role").cast(pl.String) == "policy")["value"].sum() / 4
    told = sum(one.number for one in figure.found["policy"].values())
    assert told == pytest.approx(people)
    assert all(Displaced(run, role).simulated(cells) >= FEWEST for role in figure.found for cells in policy)
