"""The law as a lever: what a change of it does in the model, and what it leaves alone."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from simulator.agents.person import OWN_ACCOUNT
from simulator.economy.recorder import RunOutput
from simulator.economy.schedule import MONTH
from simulator.experiment.simulate import prepare
from simulator.flows.law import count_income_tax
from simulator.indicators import budget
from simulator.scenario.country.profile import load_country
from simulator.scenario.financing import Balancing
from simulator.scenario.law import LAW
from simulator.start.people import population_path
from tests.small import changing, different, ran, series, small, typical

TOWN, CITY = 4000, 8000
FIRST_YEAR = slice(1, 13)
PAST = slice(1, None)
"""From month 1 on: month 0 is the opening state."""


@cache
def today() -> RunOutput:
    return ran(small("none"))


@cache
def town(persons: int) -> RunOutput:
    """Enough people for changes of status to be outweighed; a rate of some months asks for more."""
    return ran(small("none", persons=persons))


def moved(law: dict[str, Any], indicator: str, persons: int = TOWN) -> float:
    """What a changed law adds to an indicator in its first year."""
    run, same = ran(changing(law, persons=persons)), town(persons)
    return float((series(run, indicator) - series(same, indicator))[FIRST_YEAR].sum())


def test_no_law_is_todays_law_bit_for_bit() -> None:
    assert not different(today(), ran(changing({})))
    wage = load_country("ESP").values["minimum_wage"]
    unchanged = {"vat": "today", "minimum_wage": wage, "income_tax": "+0 points", "ui_replacement": "70 %"}
    assert not different(today(), ran(changing(unchanged)))


# Sign of what each value moves when it is changed as told: the item, more (+) or less (-).
DIRECTIONS: dict[str, tuple[str, str, int]] = {
    "minimum_wage": ("+10 %", "mean_wage", 1),
    "income_tax": ("+3 points", "revenue_income_tax", 1),
    "income_tax_thresholds": ("+10 %", "revenue_income_tax", -1),
    "employee_contributions": ("+3 points", "revenue_employee_contributions", 1),
    "employer_contributions": ("-3 points", "revenue_employer_contributions", -1),
    "own_account_contributions": ("30 %", "revenue_employee_contributions", 1),
    "vat": ("+3 points", "revenue_vat", 1),
    "corporate_tax": ("35 %", "revenue_corporate_tax", 1),
    "capital_income_tax": ("+10 points", "revenue_income_tax", 1),
    "ui_replacement": ("90 %", "spending_unemployment_benefit", 1),
    "ui_replacement_later": ("30 %", "spending_unemployment_benefit", -1),
    "benefit_step": ("0 months", "spending_unemployment_benefit", -1),
    "ui_cap": ("-20 %", "spending_unemployment_benefit", -1),
    "ui_floor": ("+40 %", "spending_unemployment_benefit", 1),
    "ui_months_max": ("8 months", "spending_unemployment_benefit", -1),
    "contribution_limit": ("12 months", "spending_unemployment_benefit", -1),
    "assistance_amount": ("+50 %", "spending_assistance", 1),
    "assistance_threshold_ratio": ("30 %", "spending_assistance", -1),
    "child_benefit": ("120 EUR", "spending_child_benefit", 1),
    "other_transfers": ("+20 %", "spending_other_transfers", 1),
    "retirement_age": ("63", "spending_pensions", 1),
    "pension_rate": ("50 %", "spending_pensions", -1),
    "pension_floor_ratio": ("90 %", "spending_pensions", 1),
    "pension_wage_link": ("100 %", "spending_pensions", 1),
}


SMALL = {"benefit_step", "ui_floor", "pension_wage_link"}
"""What few get, or what wages beyond prices add in a year: more people tell it from chance."""


def test_every_value_has_a_direction() -> None:
    assert {*DIRECTIONS, "top_income_tax"} == set(LAW)


def test_the_highest_bracket_alone_is_raised_where_the_schedule_has_it() -> None:
    economy, same = (prepare(one, role="policy", replicate=0)
                     for one in (changing({"top_income_tax": "+10 points"}), small("none")))  # fmt: skip
    for one in (economy, same):
        one.step()
    more = [economy.scalar(f"tax_rate_{k}") - same.scalar(f"tax_rate_{k}") for k in range(1, 6)]
    assert more == pytest.approx([0.0, 0.0, 0.0, 0.0, 0.1 / economy.controllers.tax_scale])


@pytest.mark.parametrize("name", DIRECTIONS)
def test_each_value_moves_its_item(name: str) -> None:
    how, indicator, sign = DIRECTIONS[name]
    persons = CITY if name in SMALL else TOWN
    change = moved({name: int(how) if how.isdigit() else how}, indicator, persons)
    assert sign * change > 0.0


def test_what_vat_adds_is_its_points_over_its_rate() -> None:
    economy = prepare(changing({"vat": "+2 points"}), role="policy", replicate=0)
    economy.step()
    part = budget.changed_law(economy)["law_vat"] / economy.weight
    assert part == pytest.approx(economy.ledger.total("vat") * 0.02 / economy.aggregates.vat_rate)
    assert economy.aggregates.vat_on_prices > 1.0


def test_the_part_of_income_tax_is_its_points_on_what_lies_above_the_allowance() -> None:
    economy = prepare(changing({"income_tax": "+1 points"}), role="policy", replicate=0)
    economy.month += 1
    for act in MONTH[: MONTH.index(count_income_tax) + 1]:
        act(economy)
    q, s = economy.persons, economy.aggregates
    sold = q.sales_income * (1.0 - economy.parameters["unregistered_share"]) * (q.status == OWN_ACCOUNT)
    income = q.earnings + sold - q.employee_contribution + q.benefit + q.pension + q.policy_taxed
    above = np.maximum(np.maximum(income, 0.0) - s.tax_threshold_1 * s.tax_unit, 0.0)
    assert economy.count["law_income_tax"] == pytest.approx(0.01 * above[q.active == 1].sum())


def test_what_balances_and_the_law_add_up_and_the_law_ends_where_it_says() -> None:
    law = {"vat": {"2025-02": "today", "2025-03": "+2 points", "2025-05": "today"}}
    scenario = replace(changing(law), financing=Balancing("vat", 0.03))
    economy, alone = (prepare(one, role="policy", replicate=0)
                      for one in (scenario, replace(scenario, law={})))  # fmt: skip
    added = []
    for _ in range(5):
        for one in (economy, alone):
            one.step()
        added.append(economy.aggregates.vat_rate - alone.aggregates.vat_rate)
    assert added == pytest.approx([0.0, 0.02, 0.02, 0.0, 0.0], abs=1e-12)
    assert economy.aggregates.vat_on_prices == alone.aggregates.vat_on_prices


def test_an_instrument_counts_what_it_adds_to_the_changed_law() -> None:
    more = {"cap": 0.0, "months": 0.0, "claimants": 0.0, "contributions": 0.0}
    insurance = typical("unemployment_insurance", rate=0.1, **more)
    only = ran(replace(small("none"), policies=(insurance,)))
    both = ran(changing({"ui_replacement": "60 %"}, policies=(insurance,)))
    mine = "spending_unemployment_insurance"
    assert series(both, mine)[PAST].sum() > 0.0
    assert series(both, "law_unemployment_benefit")[PAST].sum() < 0.0
    assert series(only, "law_unemployment_benefit").sum() == 0.0


def test_a_higher_floor_is_a_cost_of_the_posts_it_reaches() -> None:
    economy = prepare(changing({"minimum_wage": "+20 %"}), role="policy", replicate=0)
    same = prepare(small("none"), role="no_policy", replicate=0)
    for one in (economy, same):
        one.step()
    lift = economy.occupations.floor_lift
    assert (same.occupations.floor_lift == 1.0).all()
    assert lift.min() >= 1.0
    assert lift.max() <= 1.2 + 1e-9
    low_paid = economy.occupations.wage < np.median(economy.occupations.wage)
    assert lift[low_paid].mean() > lift[~low_paid].mean()
    private = economy.firms.public == 0
    assert economy.firms.unit_cost[private].mean() > same.firms.unit_cost[private].mean()
    assert (economy.occupations.relative_wage / same.occupations.relative_wage)[low_paid].mean() > 1.0


def test_a_later_age_of_retirement_keeps_labour_here() -> None:
    later = prepare(changing({"retirement_age": {"2026-01": 68}}), role="policy", replicate=0)
    same = prepare(small("none"), role="no_policy", replicate=0)
    assert later.population_path[:, 0].min() > 0.0
    ahead = slice(13, 24)
    assert (later.population_path[ahead, 0] >= same.population_path[ahead, 0]).all()
    assert later.population_path[23, 0] > same.population_path[23, 0]
    assert np.array_equal(same.population_path[:25], population_path(same, 25)[:25])
