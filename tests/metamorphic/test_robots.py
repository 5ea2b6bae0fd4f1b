"""Industrial robots: bought as machines, in private manufacturing, with exact accounts."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simulator.experiment.simulate import prepare
from simulator.scenario.country import technology
from simulator.scenario.country.profile import load_country
from tests.small import different, policy, ran, rescaled, series, small


def robots(world: str = "rapid", **changes: Any) -> Any:
    return small(world, technology="robots", persons=2000, **changes)


def test_they_displace_in_private_manufacturing_only_and_cost_no_fee() -> None:
    economy = prepare(robots(), role="policy", replicate=0)
    before = economy.firms.automated_heads.sum()
    for _ in range(23):
        economy.step()
    firms = economy.firms
    with_robots = firms.automated_heads > 0.0
    sectors = {economy.country.sectors[k] for k in firms.sector[with_robots]}
    assert sectors == {"B-E"}
    assert not firms.public[with_robots].any()
    assert firms.automated_heads.sum() > before
    assert (firms.ai_fees == 0.0).all()
    assert {code[0] for code in np.array(economy.country.occupations)[
        economy.posts.occupation[economy.posts.automated > 0.0]]} <= set("789")  # fmt: skip


def test_machines_are_bought_for_the_posts_that_they_take() -> None:
    economy = prepare(robots(), role="policy", replicate=0)
    for _ in range(23):
        economy.step()
    firms, units = economy.firms, economy.aggregates.machine_units
    without = (firms.adopted == 0) & (firms.generation == 0)
    assert (firms.machines[without] == 0.0).all()
    # The newest ones are ordered where cash allows; older ones were dearer.
    owned = (firms.automated_heads > 0.0) & (firms.deposits > 0.0)
    assert owned.any()
    assert (firms.machines[owned] >= 0.9 * units * firms.automated_heads[owned]).all()
    assert firms.machines.sum() < firms.capital.sum()


def test_no_exposure_no_robots(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = technology.load_technology("robots")
    nothing = {code: replace(cell, value=0.0) for code, cell in shipped.automation.items()}
    none = replace(shipped, automation=nothing)
    monkeypatch.setattr(technology, "load_technology", lambda name: none)
    output = ran(robots())
    for indicator in ("displaced", "posts_abolished", "tasks_automated", "ai_spending"):
        assert (series(output, indicator) == 0.0).all(), indicator


def test_a_machine_dearer_than_labour_is_not_bought() -> None:
    output = ran(robots(parameters={"machine_price": 240.0}))
    assert (series(output, "posts_abolished") == 0.0).all()


def test_a_frozen_world_buys_none_for_new_posts() -> None:
    output = ran(robots("none"), role="no_ai")
    assert (series(output, "posts_abolished") == 0.0).all()


def test_a_levy_on_fees_does_not_reach_machines() -> None:
    levied = robots(policies=(policy("automation_levy", rate=0.5),))
    assert different(ran(levied), ran(robots())) == set()


def test_a_tax_on_profit_makes_machines_dearer() -> None:
    costs = []
    for policies in ((), (policy("profit_tax", rate=0.2),)):
        economy = prepare(robots(policies=policies), role="policy", replicate=0)
        for _ in range(3):
            economy.step()
        costs.append(economy.aggregates.ai_price)
    assert costs[0] < costs[1]


def test_the_currency_scales_machines_too() -> None:
    country = load_country("ESP")
    one, eight = (ran(robots(), country=rescaled(country, factor)) for factor in (1.0, 8.0))
    assert different(one, eight, 8.0) == set()
