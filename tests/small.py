"""Small runs that tests share: a thousand persons, two years, the opening state from the cache."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.core.param import ReadOnly
from simulator.economy.recorder import RunOutput
from simulator.experiment.simulate import simulate
from simulator.policies import discover
from simulator.scenario import Constant, Options, PolicySetting, Scenario, load_scenario
from simulator.scenario.country.profile import Country
from simulator.scenario.file.schema import instrument_model
from simulator.scenario.load import policy_setting
from simulator.scenario.reach import Target, Trigger

PERSONS, MONTHS = 1000, 24
SIX_YEARS = 73
"""Months of a scenario of which a test steps many: those of one length and size share an opening state."""
FEW_AMONG_A_THOUSAND = {"employer_training": 24_000, "job_retention": 24_000}
"""Persons among whom an instrument reaches somebody in ten months, where a thousand are too few."""
WORLDS = ("none", "slow", "moderate", "rapid", "broad", "transformative")


def small(world: str = "moderate", policies: tuple[PolicySetting, ...] = (), **changes: Any) -> Scenario:
    """Spain, if `changes` name no other country, at small scale, in a world, from one opening state."""
    base = load_scenario("esp/no_policy", options=Options(persons=PERSONS, months=MONTHS, seeds=2))
    return replace(base.with_world(world), policies=policies, **{"opening_states": 1, **changes})


def changing(law: dict[str, Any], **more: Any) -> Scenario:
    """Spain without AI, at small scale, under a changed law."""
    return replace(small("none"), law=load_scenario({"country": "ESP", "law": law}).law, **more)


def policy(
    name: str, *, start: int = 1, earmark: str | None = None, target: Target | None = None,
    trigger: Trigger | None = None, index: str = "prices", **values: float,
) -> PolicySetting:  # fmt: skip
    """An instrument with constant settings."""
    constants = {key: Constant(value) for key, value in values.items()}
    return PolicySetting(name, constants, start, earmark=earmark, target=target or Target(),
                         trigger=trigger or Trigger(), index=index)  # fmt: skip


def written(name: str, settings: dict[str, Any]) -> PolicySetting:
    """An instrument as a scenario file writes it, from month 1 on unless it says otherwise."""
    instrument = discover()[name]
    frame = {"start": "2025-01", "currency": "EUR"}
    model = instrument_model(name, instrument).model_validate({"start": "2025-02"} | settings, context=frame)
    return policy_setting(name, model, instrument)


def typical(name: str, **settings: Any) -> PolicySetting:
    """An instrument at its typical values."""
    return policy(name, **{**discover()[name].typical.values, **settings})


def company(name: str, *policies: PolicySetting, world: str = "rapid", **changes: Any) -> Scenario:
    """A small run with what an instrument needs to do anything, and with policies after that."""
    instruments: dict[str, dict[str, float]] = {}
    parameters = {}
    for key, value in discover()[name].needs.items():
        other, dot, own = key.partition(".")
        if dot:
            instruments.setdefault(other, {})[own] = value
        else:
            parameters[key] = value
    needed = tuple(policy(other, **values) for other, values in instruments.items())
    return small(world, (*needed, *policies), parameters=parameters, **changes)


def give_parameters(economy: Any, **values: float) -> None:
    """Other parameters than the scenario's from now on, at the same opening state; per month, unchecked."""
    economy.parameters = ReadOnly({**economy.parameters, **values})


def ran(scenario: Scenario, role: str = "policy", replicate: int = 0, **options: Any) -> RunOutput:
    """What one run gives."""
    return simulate(scenario, role=role, replicate=replicate, **options)


def series(output: RunOutput, indicator: str) -> NDArray[np.float64]:
    """Monthly totals of an indicator, or its values for a group, written `indicator/group`."""
    rows, (name, slash, group) = output.rows, indicator.partition("/")
    which = np.asarray(rows["group"]) == group if slash else np.asarray(rows["by"]) == "total"
    return np.asarray(rows["value"])[(np.asarray(rows["indicator"]) == name) & which]


def different(one: RunOutput, other: RunOutput, factor: float = 1.0) -> set[str]:
    """Indicators that are not the same bit for bit, once money (by its unit) is multiplied by `factor`."""
    first, second = (_cells(each) for each in (one, other))
    missing = {key[0] for key in first.keys() ^ second.keys()}
    return missing | {
        key[0]
        for key, (unit, value) in first.items()
        if key in second and second[key][1].hex() != (factor * value if "EUR" in unit else value).hex()
    }


def _cells(output: RunOutput) -> dict[tuple[str, str, str, int], tuple[str, float]]:
    """(indicator, by, group, month) -> unit, value."""
    names = ("indicator", "by", "group", "month", "unit", "value")
    columns = [np.asarray(output.rows[name]).tolist() for name in names]
    return {key: (unit, value) for *key_, unit, value in zip(*columns, strict=True) for key in [tuple(key_)]}


def rescaled(country: Country, factor: float) -> Country:
    """The same country with every amount of money multiplied, as if the currency had changed."""
    money = {name: replace(cell, value=cell.value * factor) for name, cell in country.meta.items()
             if cell.kind == "money"}  # fmt: skip
    return replace(country, meta={**country.meta, **money})
