"""Scenario files drawn from what is declared: each loads, says what it holds, and survives being resolved."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.core.closure import CLOSURES
from simulator.core.param import Horizon, Param, PopulationSize, Runs
from simulator.core.time import month_label
from simulator.policies import discover
from simulator.scenario import Constant, Options, Scenario, load_scenario
from simulator.scenario.file.checks import model_parameters
from simulator.scenario.file.values import takes_percent
from simulator.scenario.scenario import resolved_yaml
from simulator.scenario.world import Closing, World, world_names

START = "2025-01"
INSTRUMENTS = discover()


def numbers(declared: Param) -> st.SearchStrategy[float]:
    """Numbers within the declared bounds, the bounds themselves among them."""
    low, high = declared.bounds
    bounds = st.sampled_from([low, high])
    if declared.kind in ("count", "flag"):
        return bounds.map(int) | st.integers(int(low), int(high))
    return bounds | st.floats(low, high, allow_subnormal=False)


@st.composite
def written(draw: st.DrawFn, declared: Param) -> Any:
    """A number as a person may write it: plain, in per cent, or with its unit."""
    number = draw(numbers(declared))
    forms: list[Any] = [number]
    if declared.kind != "flag":
        forms.append(f"{number!r} {declared.unit.split('/')[0].split(' per ')[0]}")
    low, high = declared.bounds
    if takes_percent(declared) and low <= number * 100 / 100 <= high:
        forms.append(f"{number * 100!r} %")
    return draw(st.sampled_from(forms))


@st.composite
def dated(draw: st.DrawFn, declared: Param) -> Any:
    """A setting of a policy: constant, steps, ramp or distribution."""
    form = draw(st.sampled_from(["constant", "steps", "ramp", "distribution"]))
    months = sorted(draw(st.sets(st.integers(0, 300), min_size=2, max_size=4)))
    labels = [month_label(START, month) for month in months]
    if form == "steps":
        return {label: draw(written(declared)) for label in labels}
    if form == "ramp":
        ends = {"start": draw(written(declared)), "end": draw(written(declared))}
        return {"ramp": {"from": labels[0], "to": labels[1], **ends}}
    if form == "distribution":
        three = sorted(draw(st.tuples(*[numbers(declared)] * 3)))
        return dict(zip(("low", "mode", "high"), three, strict=True))
    return draw(written(declared))


def some(declared: Mapping[str, Param], make: Any = written) -> st.SearchStrategy[dict[str, Any]]:
    """Any selection of the declared parameters."""
    return st.fixed_dictionaries({}, optional={name: make(one) for name, one in declared.items()})


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    """The content of a scenario file, as far as declarations allow."""
    names = draw(st.lists(st.sampled_from(sorted(INSTRUMENTS)), unique=True))
    policies = [{name: draw(some(INSTRUMENTS[name].declared(), dated))} for name in names]
    for policy in policies:
        for settings_of in policy.values():
            first, last = sorted(draw(st.tuples(st.integers(0, 200), st.integers(201, 400))))
            settings_of |= {"start": month_label(START, first), "end": month_label(START, last)}
    return {
        "country": "ESP",
        "title": draw(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=20)),
        "horizon": {"start": START, **draw(some(Horizon.declared()))},
        "population": draw(some(PopulationSize.declared())),
        "runs": draw(some(Runs.declared())),
        "world": draw(worlds()),
        "closure": {"from": draw(st.sampled_from(list(CLOSURES))), **draw(some(Closing.declared()))},
        "parameters": draw(some(dict(draw(st.sets(PARAMETERS, max_size=4))))),
        "policies": policies,
    }


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    """A world of which some values are drawn; parts of a task add up to no more than the task."""
    world = {"base": draw(st.sampled_from(world_names())), **draw(some(World.declared()))}
    parts = {name: draw(st.floats(0.0, 0.45)) for name in ("ai_fee", "ai_kept") if name in world}
    return world | parts


PARAMETERS = st.sampled_from(
    sorted(((n, p) for n, p in model_parameters().items()), key=lambda pair: pair[0])
)


def load(path: Path, text: str) -> Scenario:
    path.write_text(text, encoding="utf-8")
    return load_scenario(path, options=Options())


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(content=files())
def test_a_drawn_file_loads_and_survives_its_resolved_form(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, Any]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    scenario = load(folder / "drawn.yaml", json.dumps(content, ensure_ascii=False))
    assert scenario.title == " ".join(content["title"].split())  # on one line
    assert [policy.name for policy in scenario.policies] == [name for p in content["policies"] for name in p]
    for policy, item in zip(scenario.policies, content["policies"], strict=True):
        for name, value in item[policy.name].items():
            if isinstance(value, float):
                assert policy.values[name] == Constant(value)
    assert load(folder / "resolved.yaml", resolved_yaml(scenario)) == scenario
