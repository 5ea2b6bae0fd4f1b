"""The library of options: in nine countries, with author, question and sources; sized by one factor."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from simulator.core.shipped import shipped_folder, shipped_names
from simulator.policies import discover
from simulator.scenario import Constant
from simulator.scenario.country.profile import load_country
from simulator.scenario.financing import Balancing
from simulator.scenario.scaling import limit_of, sizes
from simulator.scenario.setting import Setting
from tests.scenarios.shipped import shipped

OPTIONS = ("adapt", "compensate", "contribute_and_share", "declaration_mix")
COUNTRIES = ("alb", "bra", "deu", "esp", "fra", "ita", "tur", "usa", "zaf")
INFORMAL = ("alb", "bra", "tur", "zaf")  # a quarter of those who work, or more, have no contract
WITHOUT_CONTRACT = {
    "basic_income", "digital_education", "job_guarantee", "minimum_income", "training_account",
}  # fmt: skip
SUFFIXES, FUNDED = ("_equal_outlay", "_small_outlay"), "_funded"
MAKEFILE = Path(__file__).resolve().parents[2] / "Makefile"
FAMILIES = {"adapt", "compensate", "contribute", "share", "shape"}
SCALED = re.compile(r"(\w+(?:, \w+)*) times ([\d.]+)")
"""Parameters of an instrument, and the factor that they have followed."""


@pytest.mark.parametrize("country", COUNTRIES)
def test_an_option_says_who_wrote_it_what_it_asks_and_where_its_values_come_from(country: str) -> None:
    for name in OPTIONS:
        scenario = shipped(f"{country}/{name}")
        assert scenario.author, name
        assert scenario.question.endswith("?"), name
        for policy in scenario.policies:
            assert len(policy.source) > 20, (name, policy.name)
        assert "# Reasoning:" in (shipped_folder() / country / f"{name}.yaml").read_text("utf-8"), name
        if country in INFORMAL:
            assert WITHOUT_CONTRACT & {policy.name for policy in scenario.policies}, name
    mix = shipped(f"{country}/declaration_mix")
    assert {discover()[policy.name].family for policy in mix.policies} == FAMILIES


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_dividend_is_about_the_same_share_of_gdp_a_head(country: str) -> None:
    scenario = shipped(f"{country}/contribute_and_share")
    (paid,) = [policy for policy in scenario.policies if policy.name == "basic_income"]
    profile = load_country(country.upper())
    people = profile.population[profile.population_years.index(2025)].sum()
    a_head = profile.values["gdp_nominal"] * 1e6 / 12 / people
    assert paid.values["amount"] == paid.values["child_amount"]
    assert isinstance(paid.values["amount"], Constant)
    assert 0.01 < paid.values["amount"].value / a_head < 0.02


def test_make_sizes_scales_what_reaches_people_and_finds_it_in_every_option() -> None:
    text = MAKEFILE.read_text("utf-8").replace("\\\n", "")
    found = {name: re.search(rf"^GROWS_{name} = (.*)$", text, re.MULTILINE) for name in OPTIONS}
    grows = {name: one[1].split() for name, one in found.items() if one}
    for country, name in product(COUNTRIES, OPTIONS):
        scenario = shipped(f"{country}/{name}")
        held = {policy.name for policy in scenario.policies}
        scaled = [one for one in grows[name] if one.partition(".")[0] in held]
        assert not [one for one in scaled if discover()[one.partition(".")[0]].family == "contribute"]
        assert limit_of(sizes(scenario, discover(), scaled))[0] > 1.0, (country, name)


SIZED = [name for name in shipped_names() if name.endswith(SUFFIXES)]


@pytest.mark.parametrize("place", SIZED)
def test_the_sized_option_is_the_option_times_one_factor_as_far_as_each_was_tried(place: str) -> None:
    name = place.removesuffix(SUFFIXES[0]).removesuffix(SUFFIXES[1])
    option, sized = shipped(name), shipped(place)
    text = (shipped_folder() / f"{place}.yaml").read_text("utf-8")
    assert f"# Made by: sim size {name} --gross-outlay" in text
    scale = float(re.findall(r"# Scale ([\d.]+)", text)[0])
    changed, largest = 0, 0.0
    for before, after in zip(option.policies, sized.policies, strict=True):
        factors = {one: float(by) for names, by in SCALED.findall(after.source) for one in names.split(", ")}
        for key, value in before.values.items():
            if value != after.values[key]:
                assert isinstance(value, Setting)
                told, written = (one.extremes() for one in (value.scaled(factors[key]), after.values[key]))
                assert told == pytest.approx(written, rel=1e-6), f"{before.name}.{key}"  # of six digits
                changed, largest = changed + 1, max(largest, factors[key])
        assert (before.start, before.target, before.earmark) == (after.start, after.target, after.earmark)
    assert changed == 0 or largest == scale > 0.0
    assert (changed > 0) == (scale != 1.0)


@pytest.mark.parametrize("place", SIZED)
def test_the_funded_option_is_the_sized_one_paid_by_the_income_tax(place: str) -> None:
    borrowed, funded = shipped(place), shipped(f"{place}{FUNDED}")
    assert funded.policies == borrowed.policies
    assert borrowed.financing == "deficit"
    assert isinstance(funded.financing, Balancing)
    assert funded.financing.by == "income_tax"
