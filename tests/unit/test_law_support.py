"""What the law of month 0 pays poor households: a minimum income, and benefits for children by means."""

import numpy as np
import pytest

from simulator.agents.person import RETIRED, UNEMPLOYED
from simulator.core.economy import Economy
from simulator.core.maths import assistance_lost, benefits_lost, consumption_units
from simulator.core.param import ReadOnly
from simulator.experiment.simulate import prepare
from simulator.markets.households import claims, guarantee_income
from simulator.rules.worker_assistance import worker_assistance
from tests.small import small

LAW = {
    "status": 4, "age_group": 1, "takeup": 0.1, "benefit": 0.0, "guarantee": 0.0, "guarantee_after": 0.0,
    "household_means": 0.0,
    "household_adults": 2, "household_children": 1, "assistance_amount": 0.0, "assistance_threshold": 0.0,
    "assistance_takeup": 0.0, "child_benefit_amount": 100.0, "child_benefit_least": 0.4,
    "child_means_low": 0.5, "child_means_high": 1.0, "tax_unit": 1000.0, "entitled": 0,
    "other_transfer": 0.0,
}  # fmt: skip


def france() -> Economy:
    return prepare(small(country="FRA"), role="no_policy", replicate=0)


def test_households_that_claim_are_topped_up_to_the_minimum_of_the_law() -> None:
    economy = france()
    q, homes = economy.persons, economy.households
    for name in ("earnings", "sales_income", "benefit", "assistance", "transfer", "pension"):
        setattr(q, name, 0.0)
    for name in ("child_benefit", "capital_income", "income_tax", "employee_contribution", "guarantee"):
        setattr(q, name, 0.0)
    guarantee_income(economy)
    may = (q.age_group > 0) & (q.status != 7) & (q.takeup < economy.parameters["guarantee_takeup"])
    entitled = claims(economy, may & (q.active == 1))
    paid = np.bincount(q.household, q.guarantee * (q.active == 1), homes.n)
    units = np.array([consumption_units(a, c) for a, c in zip(homes.adults, homes.children, strict=True)])
    line = economy.aggregates.guaranteed_income
    assert paid[entitled] == pytest.approx(line * units[entitled])
    assert not paid[~entitled].any()


def test_it_falls_by_the_part_of_earnings_that_counts() -> None:
    economy = france()
    q = economy.persons

    def granted() -> np.ndarray:
        """What is due where nothing but it was paid last month."""
        q.assistance[:] = q.guarantee
        guarantee_income(economy)
        return np.asarray(q.guarantee).copy()

    before = granted()
    worker = int(np.flatnonzero((before > 200.0) & (q.active == 1))[0])
    q.earnings[worker] += 100.0
    lost = (before - granted())[q.household == q.household[worker]].sum()
    assert lost == pytest.approx(100.0 * economy.parameters["guarantee_counted"])


def test_where_the_law_has_none_nobody_is_topped_up() -> None:
    economy = prepare(small(country="USA"), role="no_policy", replicate=0)
    economy.step()
    assert not economy.persons.guarantee.any()


def test_assistance_that_follows_insurance_is_means_for_the_minimum_income_that_follows_it() -> None:
    economy = france()
    q, homes = economy.persons, economy.households
    economy.parameters = ReadOnly({**economy.parameters, "guarantee_counted": 1.0})
    for name in ("earnings", "sales_income", "assistance", "transfer", "pension", "child_benefit"):
        setattr(q, name, 0.0)
    for name in ("capital_income", "income_tax", "employee_contribution", "guarantee", "guarantee_after"):
        setattr(q, name, 0.0)
    alone = np.flatnonzero((homes.adults == 1) & (homes.children == 0))
    may = (q.active == 1) & (q.age_group > 0) & (q.status != RETIRED)
    may &= (q.takeup < economy.parameters["guarantee_takeup"]) & np.isin(q.household, alone)
    insured = int(np.flatnonzero(may)[0])
    q.benefit, q.assistance_after = 0.0, 0.0
    q.benefit[insured], q.assistance_after[insured] = 2000.0, 300.0
    guarantee_income(economy)
    line = economy.aggregates.guaranteed_income
    assert q.guarantee[insured] == 0.0
    assert q.guarantee_after[insured] + 300.0 == pytest.approx(line)


def test_spain_pays_its_minimum_income_to_a_part_of_the_poor() -> None:
    economy = prepare(small(persons=3000), role="no_policy", replicate=0)
    economy.step()
    q = economy.persons
    here, paid = q.active == 1, (q.active == 1) & (q.guarantee > 0.0)
    assert 0.005 < paid.sum() / here.sum() < 0.08
    assert q.disposable_income[paid].mean() < 0.7 * q.disposable_income[here].mean()


@pytest.mark.parametrize(("means", "paid"), [(0.0, 50.0), (800.0, 50.0), (1350.0, 35.0), (5000.0, 20.0)])
def test_child_benefit_falls_with_means_per_unit_down_to_its_least(means: float, paid: float) -> None:
    _, child, *_ = worker_assistance(**{**LAW, "household_means": means})
    assert child == pytest.approx(paid)  # of each of two adults; 1.8 units


def test_a_job_takes_away_what_is_cut_by_pay_and_never_more_than_is_paid() -> None:
    assert assistance_lost(300.0, 0.0, 2, 0.5, 1000.0) == 300.0  # assistance for those out of work
    assert assistance_lost(300.0, 300.0, 2, 0.5, 1000.0) == 500.0  # of 600 for the household
    assert assistance_lost(300.0, 300.0, 2, 0.5, 5000.0) == 600.0


def test_what_follows_insurance_weighs_as_far_as_insurance_does_not_last() -> None:
    def lost(weight: float, after: float) -> float:
        return benefits_lost(1000.0, weight, (0.0, 0.0), (after, 0.0), 1, 1.0, 2000.0)

    assert lost(1.0, 400.0) == 1000.0
    assert lost(0.25, 400.0) == 0.25 * 1000.0 + 0.75 * 400.0
    longer = lost(0.5, 400.0) - lost(0.25, 400.0), lost(0.5, 0.0) - lost(0.25, 0.0)
    assert longer[0] == 0.6 * longer[1]  # longer insurance adds less where something follows it


def test_the_insured_know_what_assistance_would_be() -> None:
    poor = LAW | {"assistance_amount": 400.0, "assistance_threshold": 1000.0, "assistance_takeup": 0.5}
    insured = poor | {
        "status": UNEMPLOYED,
        "benefit": 900.0,
        "household_means": 900.0,
        "household_children": 0,
    }
    paid, *_, after = worker_assistance(**insured)
    assert (paid, after) == (0.0, 400.0)
    assert worker_assistance(**(insured | {"benefit": 0.0, "household_means": 0.0}))[0] == 400.0
    assert worker_assistance(**(insured | {"takeup": 0.6}))[-1] == 0.0
