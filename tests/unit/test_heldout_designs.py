"""Designs of the held-out tests written later: who is assigned to what, and that twins differ by it alone.

What the tests find is no business of these: a held-out value is no test.
"""

from dataclasses import replace
from math import isfinite

import numpy as np
import pytest

from calibration.validate import heldout
from calibration.validate.experiments import trial
from calibration.validate.experiments import v03_automation_spike as v03
from calibration.validate.experiments import v05_v06_subsidies as v05
from calibration.validate.experiments import v08_benefit_length as v08
from calibration.validate.experiments import v15_placement as v15
from calibration.validate.experiments import v16_short_time_work as v16
from calibration.validate.experiments import v21_v23_early_ai as v23
from calibration.validate.experiments.trial import profile_of
from simulator.agents.firm import LARGE
from simulator.agents.person import EMPLOYED, TRAINING, UNEMPLOYED
from simulator.core.errors import InputError
from simulator.scenario.country.profile import available_countries, load_country

pytestmark = pytest.mark.slow
PERSONS, SEED = 2000, 8102


@pytest.mark.parametrize("test", ["V03", "V05", "V08", "V13", "V15", "V16", "V18", "V21", "V23"])
def test_a_design_runs_and_answers_each_statistic(test: str) -> None:
    found = heldout.trials()[test].run(SEED, PERSONS)
    counted = heldout.trials()[test].counted
    assert set(found) == {row["statistic"] for row in trial.published(test)} - set(counted)
    assert {name for names in counted.values() for name in names} <= set(found)
    assert all(isfinite(x) for one in found.values() for x in np.atleast_1d(one))


def test_firms_let_in_on_short_time_are_the_others_in_the_second_run() -> None:
    none, first, second = (
        v16._follow(SEED, PERSONS, arm) for arm in (v16.NOBODY, v16.ONE_HALF, v16.OTHER_HALF)
    )
    for name in ("before", "hit", "public", "stated"):
        assert np.array_equal(first[name], second[name])
        assert np.array_equal(first[name], none[name])
    assert np.array_equal(first["let_in"], ~second["let_in"])
    assert first["cost"] > none["cost"] == 0.0
    assert first["used"].any()
    assert not (first["used"] & ~(first["let_in"] & first["hit"])).any()
    assert not none["used"].any()
    assert not first["hit"][first["public"]].any()
    assert set(first["stated"]) == {0, 1, 2, 3}


def test_firms_lose_the_orders_that_they_are_told_to() -> None:
    none = v16._follow(SEED, 4 * PERSONS, v16.NOBODY)
    told = [float(none["lost"][none["stated"] == third].mean()) for third in (1, 2, 3)]
    assert told == pytest.approx([v16.DEEPEST * (third - 0.5) / 3.0 for third in (1, 2, 3)], abs=0.08)
    third = v16.thirds(none["lost"], none["hit"])
    assert np.array_equal(third > 0, none["hit"])
    assert np.ptp(np.bincount(third)[1:]) <= 1
    assert none["lost"][third == 1].max() <= none["lost"][third == 2].min()
    assert none["lost"][third == 2].max() <= none["lost"][third == 3].min()


def test_the_worst_third_loses_most_orders() -> None:
    economy = trial.economy_of("FRA", SEED, PERSONS, 3)
    economy.step()
    before, sectors = economy.firms.demand_shock.copy(), economy.sectors.demand_shock.copy()
    hit = v16.shocked(economy)
    lost = before - economy.firms.demand_shock
    assert (economy.sectors.demand_shock <= sectors).all()
    assert (economy.sectors.demand_shock < sectors).any()
    assert lost[hit == 1].max() < lost[hit == 2].min() <= lost[hit == 2].max() < lost[hit == 3].min()
    assert not lost[hit == 0].any()
    assert -np.log(1.0 - v16.DEEPEST) >= lost.max()


def test_claims_are_longer_on_one_side_of_the_threshold_alone() -> None:
    setting = trial.setting_of("unemployment_insurance", months=6.0)
    economy = trial.economy_of("DEU", SEED, 3 * PERSONS, 40, policies=[setting])
    programme, q = v08.OneSide(economy.instruments[0].setting), economy.persons
    programme.open(economy)
    economy.instruments[0] = programme
    lengths: dict[tuple[bool, bool], list[int]] = {
        (side, after): [] for side in (True, False) for after in (True, False)
    }
    for _ in range(39):
        economy.step()
        new = (programme.began == economy.month) & (q.benefit_months_left > 0)
        longer = v08.near(programme.age) & (programme.age >= v08.THRESHOLD)
        assisted = q.benefit_months_left > v08.WITHOUT_END
        for side, after in lengths:
            of_these = new & (longer == side) & (assisted == after)
            lengths[side, after] += list(1 + q.benefit_months_left[of_these])  # one is paid
    assert {who: set(months) for who, months in lengths.items()} == {
        (True, False): {v08.FULL + v08.LONGER},
        (False, False): {v08.FULL},
        (True, True): {v08.FULL + v08.LONGER + v08.WITHOUT_END},
        (False, True): {v08.FULL + v08.WITHOUT_END},
    }


def test_of_longer_claims_the_first_rate_is_what_lasts_longer() -> None:
    economy = trial.economy_of(
        "DEU", SEED, 4 * PERSONS, 1, policies=[trial.setting_of("unemployment_insurance")]
    )
    programme = v08.OneSide(economy.instruments[0].setting)
    law = economy.aggregates.benefit_replacement
    programme.open(economy)
    assert economy.aggregates.benefit_replacement_later == pytest.approx(53 / 60 * law)
    q, age = economy.persons, trial.ages(economy)
    who = np.isin(q.status, (UNEMPLOYED, EMPLOYED)) & v08.near(age) & (age >= v08.THRESHOLD)
    q.status[who] = UNEMPLOYED
    at_home = v08.others_work(economy)
    assert (who & at_home).any()
    assert (who & ~at_home).any()
    q.benefit_months_left[who], q.benefit_months_paid[who] = v08.FULL, 0
    programme.treat(economy, who, who)
    assert set(q.benefit_months_paid[who]) == {-v08.LONGER}
    assert set(q.benefit_months_left[who & at_home]) == {v08.FULL + v08.LONGER}
    assert set(q.benefit_months_left[who & ~at_home]) == {v08.FULL + v08.LONGER + v08.WITHOUT_END}


def test_help_goes_to_a_share_of_those_enrolled_and_to_nobody_else() -> None:
    none, half = (v15._follow(SEED, PERSONS, share, {}) for share in (0.0, 0.5))
    assert not none.treated().any()
    assert 0.4 < half.treated().mean() < 0.6
    assert half.helped().sum() / half.treated().sum() == pytest.approx(v15.TAKE_UP, abs=0.05)
    assert not (half.helped() & ~half.treated()).any()
    assert (none.enrolled > 0).any()
    early = (none.enrolled == v15.START) | (half.enrolled == v15.START)
    assert np.array_equal(none.enrolled[early], half.enrolled[early])


def test_counselling_lasts_a_month_and_takes_the_assigned_alone() -> None:
    setting = trial.setting_of("youth_guarantee", **v15.OFFER)
    economy = trial.economy_of("FRA", SEED, 4 * PERSONS, 4, policies=[setting])
    programme, q = trial.assign(economy, v15.Counselled), economy.persons
    programme.admitted = v15.candidates(economy)
    assert (q.education[programme.admitted] == v15.TERTIARY).all()
    assigned = programme.admitted.copy()
    economy.step()
    inside = q.status == TRAINING
    assert inside.any()
    assert not (inside & ~assigned).any()
    programme.admitted = np.zeros(q.n, np.bool_)
    economy.step()
    assert not (q.status == TRAINING).any()


def test_automation_gets_dearer_for_large_firms_alone() -> None:
    economy = trial.economy_of("DEU", SEED, PERSONS, 3, world="moderate")
    economy.instruments.append(v05.CreditCut())
    economy.step()
    firms = economy.firms
    large = firms.size_class == LARGE
    assert (firms.levy_rate[large] == v05.DEARER).all()
    assert (firms.integration_help[large] == -v05.DEARER).all()
    assert not firms.levy_rate[~large].any()


def test_a_spike_puts_ai_into_all_occupations_of_the_chosen_firms() -> None:
    economy = trial.economy_of("DEU", SEED, PERSONS, 3, world="moderate")
    chosen = (economy.firms.adopted == 0) & (economy.firms.public == 0)
    before = economy.posts.ai_used.copy()
    v03.automate(economy, chosen)
    inside = chosen[economy.posts.firm] & (economy.posts.active == 1)
    assert (economy.posts.ai_used[inside] == 1).all()
    assert np.array_equal(economy.posts.ai_used[~inside], before[~inside])
    economy.step()
    assert economy.posts.ai_step[inside].max() > 0.0


def test_denmark_starts_with_the_adopters_of_2023_in_both_worlds() -> None:
    with_ai, without = (v23._follow(SEED, PERSONS, world) for world in ("moderate", "none"))
    assert np.array_equal(with_ai["exposed"], without["exposed"])
    assert np.array_equal(with_ai["before"], without["before"])
    assert with_ai["uses"].sum() > without["uses"].sum() > 0
    assert not (with_ai["uses"] & ~with_ai["at_work"]).any()
    asked = with_ai["exposed"] & with_ai["at_work"]
    assert 0.8 * with_ai["exposed"].sum() < asked.sum() < with_ai["exposed"].sum()


def test_books_that_leave_firms_nothing_to_sell_are_refused_and_say_why() -> None:
    india = profile_of("IND")
    paid = {"own_account_ratio": 0.6, "informal_ratio": 0.5, "unregistered_share": 0.9}
    more = {name: replace(india.national[name], value=value) for name, value in paid.items()}
    richer = replace(india, national={**india.national, **more})
    with pytest.raises(InputError, match=r"IND: of consumption, .* nothing is left for firms"):
        trial.economy_of("IND", SEED, PERSONS, 27, profile=richer)


def test_a_small_profile_is_no_country_of_the_simulator() -> None:
    assert "IND" not in available_countries()
    assert profile_of("IND").iso3 == "IND"
    assert profile_of("ESP").values == load_country("ESP").values
