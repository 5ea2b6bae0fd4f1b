"""The back-test: the simple forecasts are reckoned rightly, and a small run gives the whole table."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from calibration.data import backtest_data
from calibration.data.sources import Series
from calibration.study.runs import Run
from calibration.validate import backtest
from calibration.validate.backtest import (
    Backtest,
    Compared,
    ageing_trend,
    autoregression,
    country_then,
    measured,
    notes,
    people_before,
    read,
    short_time,
    together,
    weights,
)
from simulator.core.errors import InputError
from simulator.scenario.country.profile import load_country

HALVING = {2000 + k: 1.0 + 8.0 * 0.5**k for k in range(10)}
"""y(t) = 0.5 + 0.5 y(t-1), from 9 towards 1."""


@pytest.fixture(scope="module")
def usa() -> Backtest:
    return read("USA")


def test_an_autoregression_finds_its_own_law_and_runs_on_from_the_last_value() -> None:
    found = autoregression(HALVING | {2010: 5.0}, 2010, [2011, 2013])
    assert found == pytest.approx({2011: 3.0, 2013: 1.5})


def test_an_autoregression_sees_nothing_of_the_opening_year_or_later() -> None:
    later = {2010: 5.0, 2011: 77.0, 2012: -3.0}
    assert autoregression(HALVING | later, 2010, [2011]) == autoregression(
        HALVING | {2010: 5.0}, 2010, [2011]
    )


def test_too_few_years_give_no_autoregression() -> None:
    assert autoregression({2012: 1.0, 2013: 2.0, 2014: 1.0, 2015: 2.0}, 2015, [2016]) == {}


def test_a_forecast_is_wrong_by_the_root_of_its_mean_squared_error_over_what_it_has() -> None:
    rows = [{"series": "a", "data": data, "model": model, "alone": 0.0, "no_change": 0.0, "ar1": None}
            for data, model in ((0.0, 3.0), (5.0, 1.0), (0.0, None))]  # fmt: skip
    (found,) = backtest.errors(rows)
    assert found["model"] == pytest.approx(12.5**0.5)
    assert np.isnan(found["ar1"])


def test_the_cycle_of_gdp_is_nothing_at_both_ends_and_deepest_in_the_pandemic(usa: Backtest) -> None:
    cycle = usa.gdp_cycle()
    assert cycle[2015] == 0.0
    assert cycle[2024] == pytest.approx(0.0, abs=1e-12)
    assert min(cycle, key=cycle.__getitem__) == 2020


def test_a_gap_closes_as_projected_then_at_the_last_pace_and_no_further() -> None:
    gap = {2015: -0.06, 2016: -0.05, 2017: -0.03}
    made = Backtest("made up", {("output_gap", "all", year): one for year, one in gap.items()})
    closing = {year: np.expm1(rise) for year, rise in made.gap_closing().items()}
    assert [round(closing[year] * 0.94, 4) for year in (2015, 2016, 2017, 2018, 2019, 2024)] == [
        0.0, 0.01, 0.03, 0.05, 0.06, 0.06]  # fmt: skip


def test_spain_opens_further_below_its_potential_than_germany(usa: Backtest) -> None:
    closed = {iso3: read(iso3).gap_closing()[2024] for iso3 in ("ESP", "DEU")}
    assert closed["ESP"] > 0.03 > closed["DEU"] > -0.01
    assert usa.gdp_told()[2015] == 0.0
    assert usa.gdp_told()[2024] == pytest.approx(usa.gap_closing()[2024])


def test_spending_is_moved_until_output_has_closed_its_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a shock to spending half is output of the year, and a fifth of that of the year before."""
    data = read("ESP")

    def toy(_: Backtest, __: Run, shock: Mapping[int, float]) -> dict[str, dict[int, float]]:
        moved = {year: 0.5 * (own + 0.2 * shock.get(year - 1, 0.0)) for year, own in shock.items()}
        return {"real_gdp": {year: 100.0 * np.exp(moved.get(year, 0.0)) for year in range(2015, 2025)}}

    monkeypatch.setattr(backtest, "_run", toy)
    told, alone = measured(data, Run("ESP", 7, 2000, 121))
    rise = {year: np.log(one / alone[backtest.UNTOLD][year]) for year, one in alone["real_gdp"].items()}
    assert rise[2015] == pytest.approx(0.0, abs=1e-3)
    assert rise[2024] == pytest.approx(np.log(1.0 / (1.0 - 0.03525)), abs=1e-3)
    assert told["real_gdp"][2020] < 0.95 * alone["real_gdp"][2020]


def test_the_opening_is_the_state_of_2015(usa: Backtest) -> None:
    then = country_then(usa, load_country("USA"))
    assert then.values["unemployment_rate"] == pytest.approx(0.0528)
    assert then.participation_rate[1, 0] == pytest.approx(0.88275)
    assert then.ai_adoption.max() == 0.0
    now = load_country("USA").employment.sum(axis=0)
    jobs = then.employment.sum(axis=0)
    for group in (1, 4):
        own = then.isco1 == group
        ratio = usa.value("employee_share", 2018, str(group)) / usa.value("employee_share", 2025, str(group))
        assert jobs[own].sum() / now[own].sum() == pytest.approx(ratio)


def test_people_are_followed_back_to_those_of_then(usa: Backtest) -> None:
    then = country_then(usa, load_country("USA"))
    today, before = then.people_in(2015.0), people_before(then, 2015, 2000)
    assert np.array_equal(people_before(then, 2015, 2015), today)
    assert 178e6 < before[16:65].sum() < 186e6  # 182 million in the census of 2000, recalled
    assert before[55:65].sum() / before[16:65].sum() < 0.8 * today[55:65].sum() / today[16:65].sum()


def test_an_older_population_takes_part_less_and_one_that_stays_as_much(usa: Backtest) -> None:
    then = country_then(usa, load_country("USA"))
    assert usa.participation_trend < ageing_trend(usa, then) < 0.0
    alike = replace(then, population=np.full_like(then.population, 1e6))
    assert ageing_trend(usa, alike) == pytest.approx(0.0)


def test_a_country_without_series_is_refused() -> None:
    with pytest.raises(InputError, match="ALB"):
        read("ALB")


def test_a_country_without_vacancies_and_occupations_of_then_keeps_those_it_has() -> None:
    data, now = read("ESP"), load_country("ESP")
    then = country_then(data, now)
    assert data.surveyed == ()
    assert then.values["unemployment_rate"] == pytest.approx(0.22057)
    assert then.values["vacancy_rate"] == now.values["vacancy_rate"]
    assert then.values["job_finding_rate"] < now.values["job_finding_rate"]  # more were out for long
    assert np.array_equal(then.employment, now.employment)


def test_job_finding_of_then_follows_long_term_unemployment(monkeypatch: pytest.MonkeyPatch) -> None:
    now, name = load_country("ESP").values, backtest_data.SERIES["long_term_unemployment_rate"][0]
    today = now["long_term_unemployment_share"]
    half = (1.0 - 0.5 * (1.0 - today ** (1 / 12))) ** 12  # who leave at half the hazard
    found = []
    for share in (today, half):
        at = {name: 0.1 * share}
        monkeypatch.setattr(
            Series, "years", lambda self, data, iso3, series, at=at: {2015: at.get(series, 0.1)}
        )
        found.append(backtest_data.job_finding(Path(), "ESP"))
    assert found == pytest.approx([now["job_finding_rate"], 0.5 * now["job_finding_rate"]])


def test_countries_as_one_are_weighted_by_their_labour_force() -> None:
    parts = [read(iso3) for iso3 in ("DEU", "ESP")]
    share = weights(parts)
    assert sum(share) == pytest.approx(1.0)
    assert share[0] == pytest.approx(42.90 / (42.90 + 23.26), abs=1e-3)
    both = together("both", parts, ["unemployment_rate", "labour_share"])
    assert both.value("unemployment_rate", 2015) == pytest.approx(share[0] * 0.04612 + share[1] * 0.22057)
    assert set(both.series("labour_share")) == set(parts[0].series("labour_share"))


def made_up(level: float) -> dict[str, dict[int, float]]:
    series = dict.fromkeys(range(2015, 2025), level)
    return dict.fromkeys((*backtest.YEARLY, "real_gdp", backtest.UNTOLD), series)


def test_a_table_of_several_countries_shows_them_and_all_as_one() -> None:
    parts = [Compared(read(iso3), [made_up(k), made_up(k + 2.0)], [made_up(k)] * 2)
             for k, iso3 in enumerate(("DEU", "ESP"), start=1)]  # fmt: skip
    share = weights([one.data for one in parts])
    compared = {"BOTH": backtest.as_one("both", parts), "DEU": parts[0], "ESP": parts[1]}
    rows = backtest.rows_of(compared)
    assert [row["country"] for row in rows if row["year"] == backtest.RMSE] == [
        country for country in compared for _ in backtest.YEARLY
    ]
    (row,) = [row for row in rows if (row["country"], row["series"], row["year"])
              == ("BOTH", "unemployment rate", 2020)]  # fmt: skip
    assert row["model"] == pytest.approx(2.0 + share[1])
    assert row["alone"] == pytest.approx(1.0 + share[1])
    assert row["data"] == pytest.approx(
        share[0] * read("DEU").value("unemployment_rate", 2020)
        + share[1] * read("ESP").value("unemployment_rate", 2020)
    )
    said = " ".join(notes(compared, "2 seeds"))
    assert "BOTH: means weighted by the labour force of 2015 (DEU 65 %, ESP 35 %)" in said


@pytest.mark.slow
def test_a_small_run_gives_every_series_and_what_is_told_of_gdp_moves_work(usa: Backtest) -> None:
    deep = dict(usa.values)  # four times the pandemic, to be seen in so small a country
    deep["real_gdp_per_head", "all", 2020] *= 0.9
    data = replace(usa, values=deep)
    given, alone = measured(data, Run("USA", 7, 2000, 121))
    rows = backtest.rows_of({"USA": Compared(data, [given], [alone])})
    assert {row["series"] for row in rows if row["year"] == backtest.RMSE} == {
        "unemployment rate", "participation rate 15 64", "labour share", backtest.SHARES}  # fmt: skip
    assert [row["year"] for row in rows if row["series"] == "labour share"] == ["RMSE", *range(2015, 2020)]
    shares = [row for row in rows if row["series"] == backtest.SHARES and row["year"] == 2025]
    for key in ("data", "model", "alone", "no_change"):
        assert sum(row[key] for row in shares) == pytest.approx(1.0, abs=1e-6)
    jobless = {row["year"]: row for row in rows if row["series"] == "unemployment rate"}
    assert jobless[2016]["no_change"] == jobless[2015]["data"] == pytest.approx(0.0528)
    assert jobless[2015]["ar1"] is None
    assert jobless[2020]["model"] > jobless[2020]["alone"] + 0.01
    lost = np.log(given["real_gdp"][2020] / alone["real_gdp"][2020])
    assert lost == pytest.approx(data.gdp_told()[2020] - data.gap_closing()[2020], rel=0.25)


def test_the_trend_of_participation_is_that_of_before_and_short_time_work_where_law_had_it(usa: Backtest):
    assert usa.participation_trend < 0.0 < read("DEU").participation_trend
    (retention,) = short_time("DEU", 2015)
    paid = [retention.values["employer_cost"].at(12 * (year - 2015) + 6) for year in (2016, 2020, 2023)]
    assert paid[0] == paid[2] > paid[1] == 0.0
    assert short_time("USA", 2015) == ()
