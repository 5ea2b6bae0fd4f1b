"""Own-account work outside registration, and jobs of countries whose occupations alone are published."""

import numpy as np
import pytest

from calibration.data.jobs import _split
from calibration.data.occupations import CODES, MAJOR
from simulator.agents.person import INFORMAL, OWN_ACCOUNT
from simulator.core.streams import root_key
from simulator.scenario.country.profile import Country, load_country
from simulator.scenario.file.checks import model_parameters
from simulator.start.people import People, make_people


@pytest.fixture(scope="module")
def brazil() -> Country:
    return load_country("BRA")


def people_of(country: Country, **given: float) -> People:
    declared = {name: one.default for name, one in model_parameters().items()}
    parameters = {**declared, **country.parameters(given)}
    return make_people(country, parameters, 4_000, 2025.0, root_key(1, 1))


def test_informal_employment_holds_unregistered_own_account_work_once(brazil: Country):
    people = people_of(brazil)
    hidden = brazil.national["unregistered_share"].value
    own, informal = (np.sum(people.status == kind) for kind in (OWN_ACCOUNT, INFORMAL))
    work = own / brazil.values["own_account_total"]
    assert (informal + hidden * own) / work == pytest.approx(brazil.values["informal_share"], abs=0.01)


def test_where_all_own_account_work_is_registered_more_employees_are_informal(brazil: Country):
    many, few = (people_of(brazil, unregistered_share=share) for share in (0.0, 0.65))
    assert np.sum(many.status == INFORMAL) > np.sum(few.status == INFORMAL)


def test_informal_work_spreads_over_occupations_when_low_pay_weighs_less(brazil: Country):
    pay = [
        brazil.relative_wage[found.occupation[found.status == INFORMAL]].max()
        for found in (people_of(brazil, informal_low_pay=weight) for weight in (5.0, 0.2))
    ]
    assert pay[0] < pay[1]


def test_elementary_workers_on_farms_are_labourers_and_groups_keep_their_totals():
    groups = {str(group): 100.0 for group in range(1, 10)}
    shares = np.array([1.0 / np.sum(MAJOR == group) for group in MAJOR])
    held = _split(groups, shares, labourers=40.0)
    assert held[CODES.index("92")] == pytest.approx(40.0)
    assert [held[group == MAJOR].sum() for group in range(1, 10)] == pytest.approx([100.0] * 9)
