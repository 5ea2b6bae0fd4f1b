"""The cells of winners and losers: who is in which group, what they stand for, what chance is."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import polars as pl
import pytest

from simulator.findings.effects import Contrast
from simulator.findings.lives import FEWEST, Panel
from simulator.findings.results import Results
from simulator.findings.winners import LUCK, Cell, Share, Winners, _moves

MANY = FEWEST  # of each kind: no group is too small to be told
KINDS = ("rises", "falls", "stays", "wavers")
INCOMES = {
    "no_policy": [[100, 100, 100, 100], [100, 100, 100, 100]],
    "policy": [[120, 90, 104, 130], [110, 90, 104, 70]],
}


def cells(
    prices: float = 1.0, weight: float = 2.0, few: bool = False, **changes: Any
) -> dict[tuple[str, str, str], Cell]:
    """Two seeds of four kinds of people; prices are those of the policy run. By breakdown, group and way."""
    persons, results = [], []
    for role, seeds in {**INCOMES, **changes}.items():
        for replicate, incomes in enumerate(seeds):
            level = prices if role == "policy" else 1.0
            results.append(("s", role, 0, replicate, 12, "price_level", "total", "all", level))
            for kind, income in enumerate(incomes):
                for one in range(MANY if kind or not few else MANY - 1):
                    row = ("s", role, replicate, 7 * (kind * MANY + one), 12, float(income) * level, weight)
                    persons.append((*row, str(1 + kind // 2), "1", "25-34", "18-34",
                                    ("male", "female")[kind % 2], KINDS[kind]))  # fmt: skip
    names = ["scenario", "role"]
    groups = ["income_decile", "exposure_quintile", "age_group", "generation", "sex", "education"]
    found = Results(
        pl.DataFrame(results, [*names, "draw", "replicate", "month", "indicator", "by", "group", "value"],
                     orient="row"), {},
    )  # fmt: skip
    panel = Panel(found, pl.DataFrame(
        persons, [*names, "replicate", "person_id", "month", "equivalised_income", "weight", *groups],
        orient="row",
    ))  # fmt: skip
    return {(cell.by, cell.group, cell.way): cell for cell in Winners(panel).cells()}


@pytest.mark.parametrize("prices", [1.0, 2.0])
def test_shares_stand_beside_what_chance_makes(prices: float) -> None:
    found = cells(prices)
    gain, loss = (found["total", "all", way] for way in ("gain", "loss"))
    # 15 % up, 10 % down, 4 % up, and one whose ±30 % cancel over seeds. One in four
    # moves by 30 % when a seed is reversed, half of them up.
    assert (gain.share.gross, gain.share.chance, gain.share.net) == (0.25, 0.125, 0.125)
    assert (loss.share.gross, loss.share.chance, loss.share.net) == (0.25, 0.125, 0.125)
    assert gain.people == 4 * MANY * 2.0
    assert (gain.contrast.scenario, gain.contrast.comparison) == ("s", "policy")
    first = found["income_decile", "1", "gain"].share
    assert (first.gross, first.chance) == (0.5, 0.0)
    second = found["income_decile", "2", "gain"].share
    assert (second.gross, second.net) == (0.0, -0.25)
    assert second.standing != "more"  # fewer than by chance is nobody


def test_a_person_who_dies_in_one_seed_is_left_out() -> None:
    policy = [[120, 90, 104], [110, 90, 104, 130]]
    assert cells(policy=policy)["total", "all", "gain"].people == 3 * MANY * 2.0


def test_groups_with_few_persons_are_not_told() -> None:
    assert ("education", "rises", "gain") in cells()
    assert ("education", "rises", "gain") not in cells(few=True)


def test_without_a_policy_there_is_nothing_to_win() -> None:
    assert cells(policy=[]) == {}


def test_somebody_without_income_gains_by_any() -> None:
    nothing = {"no_policy": [[0, 100, 100, 100]] * 2, "policy": [[1, 100, 100, 100]] * 2}
    assert cells(**nothing)["total", "all", "gain"].share.gross == 0.25


def test_a_rise_for_all_leaves_fewer_losers_than_chance_and_is_said_so() -> None:
    rising = {"no_policy": [[100, 100, 100, 100]] * 2,
              "policy": [[101, 101, 101, 101], [115, 115, 115, 115]]}  # fmt: skip
    found = cells(**rising)
    loss = found["total", "all", "loss"].share
    assert (loss.gross, loss.net) == (0.0, -loss.chance)
    assert loss.chance > 0
    standings = [Share(0.0, low, high, 0.1, 0.1).standing for low, high in ((-2, -1), (-1, 1), (1, 2))]
    assert standings == ["fewer", "same", "more"]


def test_people_of_several_opening_states_are_those_of_the_country() -> None:
    """Each opening state holds the whole country: ten of them hold no ten countries."""
    panel = SimpleNamespace(
        weights=np.full(8, 5.0), lives_in=np.repeat([1, 2], 4),
        openings=np.array([1, 1, 2, 2]), clusters=np.array([1, 1, 2, 2]),
        members=lambda by, group: np.full(8, True),
        incomes=lambda role, scenario: np.where(
            np.repeat([1, 2], 4) == np.array([1, 1, 2, 2])[:, None], 100.0, np.nan
        ),
    )  # fmt: skip
    one = Contrast("policy", "policy", "no_policy", "s")
    assert Winners(cast(Panel, panel)).people(one, "total", "all") == 4 * 5.0


@pytest.mark.parametrize("seeds", [2, 3, 4, 5])
def test_an_effect_that_is_the_same_in_all_seeds_is_no_chance(seeds: int) -> None:
    before = np.full((seeds, 1), 100.0)
    assert _moves(before + 20.0, before)[LUCK].tolist() == [0.0]


def test_what_chance_makes_is_as_wide_as_the_mean_over_an_odd_number_of_seeds() -> None:
    """Without any effect, of three seeds: as many are moved by reversed seeds as by the seeds themselves."""
    noise = np.random.Generator(np.random.PCG64(5)).normal(0.0, 10.0, (3, 40_000))
    found = _moves(100.0 + noise, np.full(noise.shape, 100.0))
    assert found[LUCK].mean() == pytest.approx(found[1].mean(), rel=0.03)
