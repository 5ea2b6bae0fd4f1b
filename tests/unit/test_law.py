"""The law as a lever: how it is written, what it is beside policies, what is told of it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator.core.param import PARAMS
from simulator.core.time import month_label
from simulator.experiment.inputs import describe
from simulator.experiment.plan import comparison_of, run_of, stacked
from simulator.experiment.tasks import roles_of, scenario_of
from simulator.indicators import budget
from simulator.policies import discover
from simulator.scenario import load_scenario
from simulator.scenario.country.profile import available_countries, load_country
from simulator.scenario.differences import differences
from simulator.scenario.explain import warnings
from simulator.scenario.file.document import read_document
from simulator.scenario.law import LAW, limits, read_law, today_of
from simulator.scenario.setting import show
from tests.small import changing, typical


def test_it_says_what_it_becomes_in_three_ways() -> None:
    law = load_scenario({"country": "ESP", "law": {
        "minimum_wage": {"2026-01": "+10 %", "2028-01": "1_500 EUR", "2030-01": "today"},
        "vat": "+2 points", "employer_contributions": "25 %", "ui_months_max": "-6 months",
        "retirement_age": {"2028-01": 67}, "income_tax": {"2027-01": "+3 points"},
    }}).law  # fmt: skip
    wage = load_country("ESP").values["minimum_wage"]
    found = [law["minimum_wage"].at(month) for month in (11, 12, 36, 60)]
    assert found == pytest.approx([wage, 1.1 * wage, 1500.0, wage])
    assert law["vat"].at(1) - law["vat"].at(0) == pytest.approx(0.02)  # month 0 is the opening state
    assert law["employer_contributions"].at(1) == 0.25
    assert law["ui_months_max"].at(1) == 18.0
    assert (law["retirement_age"].at(35), law["retirement_age"].at(36)) == (66.67, 67.0)
    assert law["income_tax"].at(24) == pytest.approx(0.03)


SIGNED = ("+0.02", "-0.02", "+2", "-2", "+.5", "+1e-2", "'+0.02'",
          "+2 points", "+5 %", "+1 months", "+1 years", "+10 EUR")  # fmt: skip


@pytest.mark.parametrize("written", SIGNED)
@pytest.mark.parametrize("dated", [False, True])
def test_what_has_a_sign_changes_todays_law_or_is_refused(written: str, dated: bool, tmp_path: Path) -> None:
    """YAML reads an unquoted +0.02 as the number 0.02: it would set the rate to 2 %."""
    value = f"{{2027-01: {written}}}" if dated else written
    (tmp_path / "law.yaml").write_text("law:\n" + "".join(f"  {name}: {value}\n" for name in LAW), "utf-8")
    law = read_document(tmp_path / "law.yaml", name="law.yaml").plain()["law"]
    clauses, problems = read_law(law, load_country("ESP"), {}, "2025-01")
    assert {*clauses, *(place[1] for place, _ in problems)} == set(LAW)
    assert all(change.way != "to" for clause in clauses.values() for change in clause.changes)
    if written.strip("'")[-1].isdigit():
        assert not clauses
        assert all("has a sign and no unit; write a change (+" in message for _, message in problems)
    else:
        assert clauses


def test_what_is_written_out_is_read_back() -> None:
    scenario = load_scenario({"country": "ESP", "law": {
        "minimum_wage": {"2026-01": "+10 %", "2028-01": 1500, "2029-01": "-50 EUR"},
        "vat": {"2026-01": "+2 points", "2028-01": "today"}, "corporate_tax": 0.28, "benefit_step": 4,
        "income_tax_thresholds": "+5 %", "retirement_age": "+1 years", "other_transfers": "-5 %",
    }})  # fmt: skip
    again = load_scenario(scenario.to_dict())
    assert again == scenario
    assert again.provenance["law.vat"] == "scenario"
    assert not list(differences(scenario, again, discover()))


def test_a_child_replaces_a_value_of_the_law_or_takes_it_away(tmp_path: Any) -> None:
    (tmp_path / "parent.yaml").write_text("country: ESP\nlaw:\n  vat: {2026-01: +2 points, 2028-01: today}\n"
                                          "  corporate_tax: 30 %\n", "utf-8")  # fmt: skip
    child = tmp_path / "child.yaml"
    child.write_text("extends: parent.yaml\nlaw: {vat: {2027-01: +1 points}, corporate_tax: null}\n", "utf-8")
    law = load_scenario(child).law
    assert list(law) == ["vat"]
    assert law["vat"].months == (24,)


@pytest.mark.parametrize("code", available_countries())
def test_todays_law_lies_within_what_is_allowed(code: str) -> None:
    country = load_country(code)
    for lever in LAW.values():
        value, unit = today_of(country, lever, {})
        low, high = limits(lever, value, country.values["average_wage"])
        assert low <= value <= high
        assert unit


def test_bounds_are_not_wider_than_those_of_the_models_parameters() -> None:
    for lever in LAW.values():
        if lever.key in PARAMS and lever.kind != "money":
            low, high = PARAMS[lever.key].bounds
            assert (max(low, lever.bounds[0]), min(high, lever.bounds[1])) == lever.bounds, lever.key


def test_what_it_counts_is_an_indicator() -> None:
    assert {lever.counted for lever in LAW.values()} - {""} == set(budget.LAW)


def test_it_is_a_policy_of_its_own() -> None:
    scenario = changing({"vat": "+2 points"})
    assert "policy" in roles_of(scenario)
    assert not scenario_of(scenario, "no_policy").law
    assert not scenario_of(scenario, "no_ai").law
    assert run_of(scenario).tasks()
    other = replace(scenario, name="other", law=changing({"vat": "+4 points"}).law)
    plan = comparison_of([replace(scenario, name="one"), other])
    assert not plan.variants
    assert plan.base.name == "no_policy"


def test_it_is_a_provision_of_its_own() -> None:
    scenario = changing({"vat": "+2 points"}, policies=(typical("basic_income"),))
    options, stack = stacked(scenario)
    assert stack.steps == ("1_law", "2_basic_income")
    assert [bool(option.law) for option in options] == [True, True, False]


def test_what_never_acts_is_told() -> None:
    country, start = load_country("ESP"), "2025-01"
    late = changing({"vat": {month_label(start, 60): "+2 points"}, "ui_months_max": 24})
    told = warnings(late, country, discover())
    assert "after the last month of the run" in told[0]
    assert "today already" in told[1]


def test_the_manifest_tells_todays_value_and_whose_it_is() -> None:
    entry = describe(changing({"minimum_wage": {"2026-01": "+10 %"}}))["parameters"]["law.minimum_wage"]
    wage = load_country("ESP").values["minimum_wage"]
    assert entry["value"] == f"+10 % ({show(1.1 * wage, 'EUR/month')}) from 2026-01"
    assert entry["law"]["today"] == wage
    assert entry["law"]["steps"][0]["becomes"] == pytest.approx(1.1 * wage)
    assert "today's: " in entry["source"]
