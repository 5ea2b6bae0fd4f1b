"""A month calls few Python functions: what it costs however few people there are."""

import sys
from types import FrameType
from typing import Any

import pytest

from simulator.economy.recorder import Recorder
from simulator.experiment.simulate import prepare
from simulator.scenario import Scenario
from tests.small import policy, small

MOST, MOST_IN_ALL = 1_350, 3_000
"""Python functions, generators among them, that a month and its recording may call; with those in C."""
WARM = 3
"""Months in which what is compiled is loaded."""


@pytest.mark.parametrize(
    ("scenario", "role"),
    [(small(), "no_policy"), (small(policies=(policy("basic_income", amount=300.0),)), "policy")],
    ids=["plain", "income"],
)
def test_a_month_and_its_recording_call_few_functions(scenario: Scenario, role: Any) -> None:
    economy = prepare(scenario, role=role, replicate=0)
    recorder = Recorder(economy)
    for _ in range(WARM):
        economy.step()
        recorder.record()
    called = {"call": 0, "c_call": 0}

    def count(frame: FrameType, event: str, _: object) -> None:
        called[event] = called.get(event, 0) + 1

    sys.setprofile(count)
    economy.step()
    recorder.record()
    sys.setprofile(None)
    assert 0 < called["call"] <= MOST
    assert called["call"] + called["c_call"] <= MOST_IN_ALL
