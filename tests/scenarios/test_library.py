"""The library of options: for both countries, with author, question, sources, each sized by one factor."""

from __future__ import annotations

import re

import pytest

from simulator.policies import discover
from simulator.scenario import load_scenario
from simulator.scenario.shipped import shipped_folder, shipped_names
from simulator.scenario.values import Setting

OPTIONS = ("adapt", "compensate", "contribute_and_share", "declaration_mix")
COUNTRIES = ("esp", "usa")
SUFFIX = "_equal_cost"
FAMILIES = {"adapt", "compensate", "contribute", "share", "shape"}
SCALED = re.compile(r"times ([0-9.]+) \(sim size\)")


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("name", OPTIONS)
def test_an_option_says_who_wrote_it_what_it_asks_and_where_its_values_come_from(
    country: str, name: str
) -> None:
    scenario = load_scenario(f"{country}/{name}")
    assert scenario.author
    assert scenario.question.endswith("?")
    for policy in scenario.policies:
        assert len(policy.source) > 20, policy.name
    assert "# Reasoning:" in (shipped_folder() / country / f"{name}.yaml").read_text("utf-8")


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_mix_draws_on_every_family(country: str) -> None:
    mix = load_scenario(f"{country}/declaration_mix")
    assert {discover()[policy.name].family for policy in mix.policies} == FAMILIES


SIZED = [name for name in shipped_names() if name.endswith(SUFFIX)]


@pytest.mark.parametrize("place", SIZED)
def test_the_sized_option_is_the_option_times_one_factor(place: str) -> None:
    name = place.removesuffix(SUFFIX)
    option, sized = load_scenario(name), load_scenario(place)
    text = (shipped_folder() / f"{place}.yaml").read_text("utf-8")
    assert f"# Made by: sim size {name} --net-cost" in text
    factors = {float(found) for found in SCALED.findall(text)}
    assert len(factors) == 1
    (factor,) = factors
    assert factor > 0.0
    changed = 0
    for before, after in zip(option.policies, sized.policies, strict=True):
        for key, value in before.values.items():
            if value != after.values[key]:
                assert isinstance(value, Setting)
                assert value.scaled(factor) == after.values[key], f"{before.name}.{key}"
                changed += 1
        assert (before.start, before.target, before.earmark) == (after.start, after.target, after.earmark)
    assert changed > 0
