"""What is told before a run: what a policy may cost at most, and what of it can never act."""

from typing import Any

import pytest

from simulator.cli.console import warn
from simulator.core.shipped import country_codes, shipped_names
from simulator.policies import discover
from simulator.scenario import costs, load_scenario
from simulator.scenario.costs import rough_cost
from simulator.scenario.country.profile import load_country
from simulator.scenario.explain import explained, warnings
from tests.scenarios.shipped import shipped

SPAIN = load_country("ESP")


def scenario_of(instrument: str, country: str = "ESP", **settings: Any) -> Any:
    """A scenario of five years with one instrument."""
    return load_scenario(
        {"country": country, "horizon": {"months": 60}, "policies": [{instrument: settings}]}
    )


def cost(instrument: str, **settings: Any) -> float:
    """Its order of magnitude in Spain (EUR/year)."""
    scenario = scenario_of(instrument, **settings)
    found = rough_cost(scenario.policies[0], scenario, SPAIN)
    assert found is not None
    return found[0]


def test_a_cost_counts_whom_it_reaches_who_claims_and_what_there_is_room_for() -> None:
    everybody = cost("basic_income", amount=100)
    assert everybody == pytest.approx(100 * 12 * costs.adults(SPAIN, scenario_of("basic_income")), rel=1e-12)
    assert cost("basic_income", amount=100, take_up=0.5) == pytest.approx(everybody / 2)
    assert cost("basic_income", amount=100, **{"for": {"share": 0.1}}) == pytest.approx(everybody / 10)
    sexes = [cost("basic_income", amount=100, **{"for": {"sex": sex}}) for sex in ("women", "men")]
    assert sum(sexes) == pytest.approx(everybody)
    ages = [cost("basic_income", amount=100, **{"for": {"age": span}}) for span in ([16, 29], {"from": 30})]
    assert sum(ages) == pytest.approx(everybody)
    assert 0.2 < cost("basic_income", amount=100, **{"for": {"exposure": [5]}}) / everybody < 0.3
    force = costs.labour_force(SPAIN, scenario_of("basic_income"))
    assert cost("basic_income", amount=100, capacity=10) == pytest.approx(0.01 * force * 1200)


def test_no_cost_exceeds_the_people_there_are_times_what_each_is_paid() -> None:
    scenario = scenario_of("job_guarantee")
    values, seeking = SPAIN.values, costs.seekers(SPAIN, scenario)
    assert cost("job_guarantee", wage=1, materials=0) == pytest.approx(seeking * values["minimum_wage"] * 12)
    near = costs.labour_force(SPAIN, scenario, (61, 66))
    assert cost("bridge_pension", share=1) == pytest.approx(near * values["average_pension"] * 12)
    paid = cost("wage_insurance", share=0.5)
    assert 0 < paid < costs.workers(SPAIN, scenario)["employees"] * 0.08 * values["average_wage"] * 12
    everyone = costs.adults(SPAIN, scenario) + costs.children(SPAIN, scenario)
    lines = [cost("minimum_income", threshold=line) for line in (0.1, 0.28, 2)]
    assert lines == sorted(lines)
    assert lines[-1] < everyone * 2 * values["average_wage"] * 12
    places = cost("training_programme", places_per_1000=200, stipend=0, course_cost=1)
    assert places == pytest.approx(seeking * values["average_wage"] * 12)


def test_gdp_before_a_run_is_that_of_the_national_accounts() -> None:
    for code in ("ESP", "DEU", "USA", "FRA", "BRA"):
        country = load_country(code)
        model = costs.model_gdp(country, scenario_of("basic_income", code)) / 1e6
        assert model == pytest.approx(country.values["gdp_nominal"], rel=0.05), code


NEVER = {
    "size": ("job_guarantee", {"wage": 0}, "wage is 0 while it lasts"),
    "size in time": ("in_work_credit", {"rate": {"2031-01": 0.2}}, "rate is 0 while it lasts"),
    "wait alone": ("bridge_pension", {"wait": 3}, "share is 0 while it lasts"),
    "take-up": ("basic_income", {"amount": 1, "take_up": 0}, "take_up is 0"),
    "capacity": ("basic_income", {"amount": 1, "capacity": 0}, "capacity is 0"),
    "room": ("job_retention", {"share": 0.5, "capacity": 0.01}, "nobody among 20,000 simulated persons"),
    "share": ("basic_income", {"amount": 1, "for": {"share": 0}}, "its share of people, for: share, is 0"),
    "old": ("basic_income", {"amount": 1, "for": {"age": {"from": 120}}}, "aged 16 to 100"),
    "child": ("basic_income", {"amount": 1, "for": {"age": {"to": 15}}}, "aged 16 to 100"),
    "young": ("bridge_pension", {"share": 1, "for": {"age": [20, 30]}}, "aged 61 to 66"),
    "guarantee": ("youth_guarantee", {"offers": 1, "for": {"age": [30, 40]}}, "aged 16 to 29"),
    "no work": ("training_account", {"credit": 1, "for": {"occupation": 9, "exposure": 5}}, "nobody works"),
    "wait": (
        "training_programme", {"places_per_1000": 8, "for": {"months_unemployed": {"to": 2}}},
        "it waits 3 months, longer than for: months_unemployed allows (2)",
    ),
    "when": (
        "automation_levy", {"rate": 0.1, "when": {"unemployment_above": 0.9, "unemployment_below": 0.1}},
        "unemployment is never above 0.9 and below 0.1 in one month",
    ),
    "too late": ("automation_levy", {"rate": 0.1, "start": "2031-01"}, "after the last month of the run"),
}  # fmt: skip


def test_what_can_never_act_is_told_with_the_reason_and_has_no_price() -> None:
    for name, (instrument, settings, reason) in NEVER.items():
        scenario = scenario_of(instrument, **settings)
        (told,) = warnings(scenario, SPAIN, discover())
        assert told.startswith(f"{instrument} will never act because "), name
        assert reason in told, (name, told)
        sections = explained(scenario, SPAIN, discover(), jobs=1, seconds=float, basis="")
        lines = [line for _, found in sections for line in found]
        assert any("it will never act because" in line for line in lines), name
        assert not any("order of magnitude" in line for line in lines), name


def test_what_comes_to_nothing_is_told_too() -> None:
    for instrument, settings, told in (
        ("training_programme", {"places_per_1000": 8, "months": 48, "start": "2027-01"},
         "training_programme ends no course: one takes 48 months, and it acts in 36"),
        ("tax_cooperation", {"share": 0.5},
         "tax_cooperation changes nothing without profit_tax.rate or automation_levy.rate or "
         "ai_services_tax.rate or payroll_training_levy.rate, which this scenario leaves at zero"),
    ):  # fmt: skip
        assert warnings(scenario_of(instrument, **settings), SPAIN, discover()) == [told]


@pytest.mark.parametrize(
    ("levy", "rate", "told"), [("payroll_training_levy", "rate", 0), ("automation_levy", "rate_on_saved", 1)]
)
def test_a_levy_whose_rate_the_run_solves_is_there_and_one_in_no_price_has_nothing_to_join(
    levy: str, rate: str, told: int
) -> None:
    written = {
        "extends": "esp/no_policy",
        "policies": [{"tax_cooperation": {"share": 0.5, "start": "2027-01"}}, {levy: {"start": "2027-01"}}],
        "financing": {"balanced": f"{levy}.{rate}"},
    }
    assert len(warnings(load_scenario(written), SPAIN, discover())) == told


def test_what_a_country_s_results_leave_out_is_told_once_and_only_where_ai_acts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    american = [shipped("usa/basic_income"), shipped("usa/no_policy")]
    warn([*american, shipped("esp/basic_income")])
    told = capsys.readouterr().err
    assert told.count("WARNING: The model has no exports of AI services") == 1
    warn([one.with_world("none") for one in american])
    assert capsys.readouterr().err == ""


def test_every_shipped_scenario_can_act_and_be_explained() -> None:
    countries = {code: load_country(code) for code in country_codes()}
    for name in shipped_names():
        scenario = shipped(name)
        country = countries[scenario.country]
        assert warnings(scenario, country, discover()) == [], name
        sections = explained(scenario, country, discover(), jobs=1, seconds=float, basis="")
        assert "What will be run" in dict(sections), name
