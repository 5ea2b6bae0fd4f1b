"""Moves between major groups, the vacancy rate as a target, controllers that stand on a bound."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from calibration.estimate.posterior import RECALLED_WEIGHT, moments_of
from calibration.study.runs import Measured, Run, measure_run
from calibration.validate import fit
from simulator.agents.person import EMPLOYED, INACTIVE, INFORMAL, OWN_ACCOUNT, RETIRED, UNEMPLOYED
from simulator.core.economy import Controllers
from simulator.scenario.country.profile import load_country

MAJOR_OF = np.array([1, 2, 2, 5, 9])
"""Major group of the five occupations of the made-up economy: 1 and 2 share one."""
A_TARGET = {"by": "total", "group": "all", "unit": "share", "judged": False}


def economy(month: int, moves: Any = (), **changes: Any) -> Any:
    """Ten people in work, two in each occupation, ids 100 to 109."""
    people = {"id": np.arange(100, 110), "active": np.ones(10, np.uint8), "status": np.full(10, EMPLOYED),
              "occupation": np.arange(10) % 5, "firm": np.arange(10) // 2, "wage": np.full(10, 2000.0),
              "last_wage": np.full(10, 1000.0), "months_out": np.zeros(10, np.int32),
              "left_month": np.full(10, month)}  # fmt: skip
    for name, cells in changes.items():
        for row, value in cells.items():
            people[name][row] = value
    moved = np.zeros((9, 9), np.int64)
    for before, after in moves:
        moved[before, after] += 1
    return SimpleNamespace(month=month, moves=moved, persons=SimpleNamespace(**people), major_group=MAJOR_OF,
                           scratch=SimpleNamespace(),
                           controllers=Controllers(**dict.fromkeys(fit.BOUNDS, 0.5)),
                           aggregates=SimpleNamespace(cpi=1.1, vat_on_prices=1.0, trend_productivity=1.25,
                                                      trend_growth=0.0),
                           accounts_of_month={"production": 1.1e7}, weight=1000.0,
                           country=SimpleNamespace(values={"gdp_nominal": 120_000.0}))  # fmt: skip


def mobility(then: Any, now: Any, *, seen: fit.Watch | None = None) -> float:
    """What is measured in month 12, all as in `then` up to month 11."""
    look = seen or fit.Watch()
    before = [look(SimpleNamespace(**vars(then) | {"month": month})) for month in range(12)]
    assert np.isnan([one[fit.MOBILITY] for one in before]).all()
    return look(now)[fit.MOBILITY]


def test_where_nobody_moves_mobility_is_nil() -> None:
    assert mobility(economy(0), economy(12)) == 0.0


def test_movers_between_major_groups_are_counted_whatever_their_kind_of_work() -> None:
    now = economy(12, occupation={0: 3, 4: 1}, status={4: OWN_ACCOUNT, 5: INFORMAL})
    assert mobility(economy(0), now) == pytest.approx(2 / 10)


def test_a_move_within_a_major_group_is_none() -> None:
    assert mobility(economy(0), economy(12, occupation={1: 2})) == 0.0


def test_only_people_in_work_both_times_count() -> None:
    then = economy(0, status={9: UNEMPLOYED})
    now = economy(12, occupation={0: 3, 8: 0, 9: 0}, status={7: RETIRED, 8: UNEMPLOYED})
    assert mobility(then, now) == pytest.approx(1 / 7)


def test_whoever_takes_the_row_of_the_dead_has_not_moved() -> None:
    now = economy(12, id={3: 110}, occupation={3: 0, 4: 0}, active={6: 0})
    assert mobility(economy(0), now) == pytest.approx(1 / 8)


def test_two_looks_are_a_year_apart_and_every_run_begins_anew() -> None:
    look = fit.Watch()
    for month in range(26):
        found = look(economy(month, occupation={0: 3} if month >= 12 else {}))[fit.MOBILITY]
        assert np.isnan(found) if month < 12 else found == pytest.approx(0.1 * (month < 24))
    assert mobility(economy(0), economy(12), seen=look) == 0.0


@pytest.mark.slow
def test_a_run_of_the_model_tells_mobility_once_a_year_is_over() -> None:
    one = measure_run(Run("ESP", 9001, 1500, 14, measure=fit.Watch()))
    yearly = one.totals[fit.MOBILITY]
    assert np.isnan(yearly[:12]).all()
    assert ((yearly[12:] > 0.0) & (yearly[12:] < 0.3)).all()
    rows = fit.rows_of([labelled(one)]).filter(pl.col("indicator") == fit.MOBILITY)
    assert rows["month"].to_list() == [12, 13]


def labelled(one: Measured, kind: str = fit.PROJECTED) -> Measured:
    return Measured(Run("ESP", 1, 100, 132, label=(kind,)), one.totals, one.parts)


def test_the_fit_shows_a_year_s_moves_at_its_end_and_ten_years_on() -> None:
    series = np.concatenate([np.full(12, np.nan), [0.02], np.full(119, 0.04)])
    runs = [labelled(Measured(Run("ESP", 1, 1, 1), {fit.MOBILITY: series}, {}), kind)
            for kind in (fit.PROJECTED, fit.FROZEN)]  # fmt: skip
    target = A_TARGET | {"id": "C21", "target": fit.MOBILITY, "value": 0.03, "tolerance": (0.021, 0.039),
                         "provenance": "recalled, med"}  # fmt: skip
    (row,) = fit.rows_for([target], fit.rows_of(runs))
    assert (row["month_0"], row["use"], row["verdict"]) == (None, "fitted", "–")
    assert [row[name] for name in ("first_year", "projected", "frozen")] == pytest.approx([0.02, 0.04, 0.04])


def opening(**series: list[float]) -> pl.DataFrame:
    """A long table of some indicators, seeds or months one after another."""
    rows = [(name, value) for name, values in series.items() for value in values]
    return pl.DataFrame(rows, ["indicator", "value"], orient="row")


def test_a_controller_on_its_bound_is_named() -> None:
    told = fit.controllers(opening(separation_scale=[0.5, 0.7], selection_speed=[2.0, 0.4]))
    assert "separation_scale 0.60 (0.05 to 9);" in told
    assert "selection_speed 1.20 (0.01 to 2), ON A BOUND in 1 of 2" in told
    low = fit.controllers(opening(separation_scale=[0.05, 0.051], selection_speed=[0.2, 0.3]))
    assert "separation_scale 0.05 (0.05 to 9), ON A BOUND in 2 of 2" in low
    assert "BOUND" not in fit.controllers(opening(separation_scale=[0.5], selection_speed=[0.9]))


def test_last_pay_of_the_unemployed_is_told_over_the_mean_of_employees() -> None:
    now = economy(0, status={0: UNEMPLOYED, 1: UNEMPLOYED, 2: UNEMPLOYED}, months_out={1: 9},
                  left_month={1: -9}, last_wage={0: 1000.0, 1: 3000.0, 2: 0.0})  # fmt: skip
    seen = fit.Watch()(now)
    assert (seen[fit.LAST_PAY], seen[fit.LONG_LAST_PAY]) == (1.0, 1.5)  # one never worked
    assert np.isnan(fit.Watch()(economy(0))[fit.LAST_PAY])


def test_a_job_of_long_ago_is_no_last_job_and_pay_of_then_is_carried_to_now() -> None:
    looks = dict.fromkeys(range(3), UNEMPLOYED)
    now = economy(0, status=looks, months_out={0: 12, 1: 36, 2: 24}, last_wage={0: 1000.0, 1: 9e3, 2: 9e3},
                  left_month={0: -12, 1: -36, 2: -200})  # fmt: skip
    now.aggregates.trend_growth = 1.1 ** (1 / 12) - 1.0
    assert fit.had_a_job(now)[:3].tolist() == [True, False, False]  # the third had work of her own since
    assert fit.Watch()(now)[fit.LAST_PAY] == pytest.approx(0.55)


def test_who_begins_own_account_work_from_a_job_is_counted_over_a_year() -> None:
    look = fit.Watch()
    months = [look(one)[fit.FROM_JOBS] for one in (
        economy(0, [(EMPLOYED, OWN_ACCOUNT)]),
        economy(1, [(UNEMPLOYED, OWN_ACCOUNT), (EMPLOYED, OWN_ACCOUNT)]), economy(2, [(EMPLOYED, INACTIVE)]),
    )]  # fmt: skip
    assert np.isnan(months[0])
    assert months[1:] == [0.5, 0.5]


def test_gdp_of_a_year_is_told_over_the_published_at_prices_and_productivity_of_month_0() -> None:
    """Twelve months of 11 billion are 132 billion; less a tenth on prices, a quarter more productive: 96."""
    assert fit.Watch()(economy(0))[fit.LEVEL] == pytest.approx(96 / 120)


def test_the_vacancy_rate_of_the_profile_is_a_target_as_far_as_it_is_trusted() -> None:
    found = {iso3: next(t for t in load_country(iso3).targets if t["id"] == "S01")
             for iso3 in ("USA", "ESP", "ALB")}  # fmt: skip
    for iso3, target in found.items():
        value = load_country(iso3).values["vacancy_rate"]
        assert target["value"] == pytest.approx(value)
        assert target["tolerance"] == pytest.approx((0.75 * value, 1.25 * value))
    assert [found[iso3]["judged"] for iso3 in found] == [True, False, False]
    weights = {iso3: {m.id: m.weight for m in moments_of(load_country(iso3))}.get("S01") for iso3 in found}
    assert weights == {"USA": 1.0, "ESP": RECALLED_WEIGHT, "ALB": None}
