"""Who starts own-account and informal work, and where; what burn-in holds besides."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.agents.person import EMPLOYED, INFORMAL, OWN_ACCOUNT, UNEMPLOYED
from simulator.core.errors import InputError
from simulator.core.rule import resolve_parameters
from simulator.core.streams import root_key, stream_key
from simulator.economy.model import Economy
from simulator.indicators.output import by_major_group
from simulator.markets.own_account import choose_own_work
from simulator.markets.separations import Workers
from simulator.scenario.country.profile import Country, load_country
from simulator.scenario.world import World
from simulator.start.draws import apportion
from simulator.start.hazards import (
    KINDS,
    set_search_types,
    spare_workers,
    start_levels,
    steer_search_types,
    without_contract,
)
from simulator.start.opening import Extent, build_economy
from simulator.start.people import along_ages
from simulator.start.workers import steer_pay


@pytest.fixture
def brazil() -> Economy:
    """Brazil before its burn-in."""
    return opened(load_country("BRA"))


def opened(country: Country) -> Economy:
    """A country's economy with the books of month 0."""
    import simulator.economy.schedule
    import simulator.parameters  # noqa: F401

    parameters = resolve_parameters(country.parameters({}), ())
    return build_economy(country, parameters, World().given, Extent(3_000, 2025.0, 12, 1),
                         root=root_key(1, 1), seed="1")  # fmt: skip


def test_starts_replace_those_who_give_up_in_every_age_group_and_sex(brazil: Economy):
    q = brazil.persons
    seekers = np.zeros((4, 2))
    np.add.at(seekers, (q.age_group[q.status == UNEMPLOYED], q.sex[q.status == UNEMPLOYED]), 1.0)
    for level, there in zip(start_levels(brazil), without_contract(brazil), strict=True):
        seen = (seekers > 0) & (there > 0)
        starts = (level * seekers)[seen] / (level * seekers)[seen].sum()
        assert starts == pytest.approx(there[seen] / there[seen].sum(), rel=0.02)


def test_the_young_start_on_their_own_account_less_often_than_others(brazil: Economy):
    own = start_levels(brazil)[0]
    assert (own[0] < 0.8 * own[1]).all()  # many of them look for work


def test_starts_by_occupation_are_spread_as_the_work_is(brazil: Economy):
    q, occ = brazil.persons, brazil.occupations
    seekers = np.maximum(np.bincount(q.occupation[q.status == UNEMPLOYED], minlength=occ.n), 0.5)
    for kind in KINDS:
        room = getattr(occ, f"{kind.name}_room")
        starts = (seekers @ brazil.mobility) * room
        there = np.bincount(q.occupation[q.status == kind.status], minlength=occ.n)
        assert starts / starts.sum() == pytest.approx(there / there.sum(), abs=0.01)
        assert getattr(occ, f"{kind.name}_tendency") == pytest.approx(brazil.mobility @ room)


def test_who_starts_goes_where_such_work_is_and_others_stay():
    before = np.array([UNEMPLOYED, UNEMPLOYED, UNEMPLOYED, EMPLOYED])
    status = np.array([OWN_ACCOUNT, INFORMAL, UNEMPLOYED, EMPLOYED])
    occupation = np.array([0, 0, 0, 0])
    mobility, own, informal = np.full((2, 2), 0.5), np.array([0.0, 1.0]), np.array([1.0, 0.0])
    key = stream_key(root_key(1, 1), "own_work", 1)
    others = dict.fromkeys(Workers._fields, status)
    people = Workers(**others | {"id": np.arange(4), "status": status, "occupation": occupation})
    choose_own_work(np.arange(4), people, before, mobility, (own, informal), key)
    assert occupation.tolist() == [1, 0, 0, 0]


def test_wages_of_groups_are_weighed_by_all_who_work(brazil: Economy):
    found = by_major_group(brazil)
    pay = np.array([found["relative_wage", "occupation_1digit", str(g)] for g in range(1, 10)])
    share = np.array([found["employment_share", "occupation_1digit", str(g)] for g in range(1, 10)])
    assert pay @ share == pytest.approx(1.0)


def test_pay_that_has_fallen_behind_comes_back_and_the_wage_bill_stays(brazil: Economy):
    q, occ, major = brazil.persons, brazil.occupations, brazil.major_group
    staff, start = q.status == EMPLOYED, occ.wage.copy()
    clerks = staff & (major[q.occupation] == 4)
    moves = []
    for fallen in (1.0, 0.7):
        occ.wage, occ.trend_wage = start, start
        q.wage = np.where(clerks, fallen * q.wage, q.wage)
        steer_pay(brazil, 0.1)
        moves.append(occ.wage / start)
        assert q.wage[staff] @ moves[-1][q.occupation[staff]] == pytest.approx(q.wage[staff].sum())
    raised = moves[1] / moves[0]
    assert raised[major == 4].min() > 1.02 > 1.0 > raised[major != 4].max()


def test_a_few_people_look_less_and_all_as_much_as_ever(brazil: Economy):
    q, few = brazil.persons, brazil.parameters["slow_seekers"]
    set_search_types(brazil, 0.6, brazil.root)
    slow = q.search_type < 1.0
    assert slow.mean() == pytest.approx(few, abs=0.02)
    assert set(np.round(q.search_type[slow], 6)) == {0.4}
    assert q.search_type.mean() == pytest.approx(1.0, abs=0.02)
    set_search_types(brazil, 0.0, brazil.root)
    assert ((q.search_type < 1.0) == slow).all()  # at no spread they would be lost for good


def found_after(economy: Economy, months: int, spread: float, finding: float) -> tuple[float, float]:
    """Spread of types, and job finding over the profile's, once all the unemployed are out for so long."""
    q, c, usual = economy.persons, economy.controllers, economy.country.values["job_finding_rate"]
    q.months_in_status = q.months_out = np.full(q.n, months)
    c.search_type_spread, c.finding_target = spread, finding * usual
    steer_search_types(economy, 0.1)
    return c.search_type_spread, c.finding_target / usual


def test_types_move_first_and_assumed_job_finding_where_they_are_at_an_end(brazil: Economy):
    closer, apart = (found_after(brazil, months, 0.5, 1.0) for months in (30, 0))
    assert closer[0] < 0.5 < apart[0]
    assert closer[1] == pytest.approx(apart[1]) == 1.0
    assert found_after(brazil, 30, 0.1, 1.0)[1] > 1.0 > found_after(brazil, 0, 0.95, 1.0)[1]
    assert found_after(brazil, 30, 0.1, 1.4)[1] == pytest.approx(1.4)


def test_assumed_job_finding_comes_back_where_types_are_enough(brazil: Economy):
    assert 1.0 < found_after(brazil, 0, 0.5, 1.2)[1] < 1.2
    assert 0.8 < found_after(brazil, 30, 0.5, 0.8)[1] < 1.0
    assert found_after(brazil, 0, 0.11, 1.2)[1] == pytest.approx(1.2)


def test_job_finding_that_a_survey_gives_stays():
    america = opened(load_country("USA"))
    assert found_after(america, 0, 0.95, 1.0)[1] == found_after(america, 30, 0.1, 1.0)[1] == 1.0


def test_entrants_spare_young_workers_and_immigrants_a_few_others(brazil: Economy):
    spare_workers(brazil)
    less = brazil.ageing[0, 2]
    assert (less[18:24] < 0.0).all()
    assert (np.abs(less[30:55]) < 0.2 * np.abs(less[18:24]).min()).all()
    once = less.copy()
    brazil.shift("beginners_wait", brazil.parameters["beginners_wait"])
    spare_workers(brazil)
    assert brazil.ageing[0, 2] == pytest.approx(2.0 * once)
    brazil.persons.comes_to_work = 0
    spare_workers(brazil)
    assert (brazil.ageing[0, 2][30:] == 0.0).all()


@pytest.mark.parametrize("iso3", ["ESP", "TUR", "ZAF", "ALB"])
def test_all_of_15_to_64_who_take_part_are_in_the_model_though_it_begins_at_16(iso3: str):
    country = load_country(iso3)
    people = country.people_in(2025.0)
    profile = along_ages(country.participation_rate, int(country.values["retirement_age"]), people)
    for sex in range(2):
        ages = ((15, 25), (25, 55), (55, 65))
        read = [country.participation_rate[g, sex] * people[a:b, sex].sum() for g, (a, b) in enumerate(ages)]
        assert profile[16:65, sex] @ people[16:65, sex] == pytest.approx(sum(read), rel=0.005)


def test_home_buyers_import_what_is_not_imported_for_exports(brazil: Economy):
    s, v = brazil.aggregates, brazil.country.values
    content, exports = v["export_import_content"], brazil.world.export_base
    bought_here = s.market_sales - (1.0 - content) * exports
    bought_abroad = bought_here * brazil.controllers.import_share / (1.0 - brazil.controllers.import_share)
    assert content * exports + bought_abroad == pytest.approx(v["imports_share"] * s.gdp_start)


def test_exports_cannot_hold_more_imports_than_a_country_has():
    country = load_country("ESP")
    cell = replace(country.meta["export_import_content"], value=0.99)
    with pytest.raises(InputError, match=r"ESP: 99% of exports, .* more than all imports; allowed: at most"):
        opened(replace(country, meta={**country.meta, "export_import_content": cell}))


def test_what_is_apportioned_goes_to_the_largest_remainders() -> None:
    assert apportion(np.array([2.1, 0.9]), 3).tolist() == [2, 1]
    assert apportion(np.array([[0.6, 0.7], [1.7, 0.0]]), 3).tolist() == [[0, 1], [2, 0]]
