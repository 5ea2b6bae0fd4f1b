"""A worker is compared with the first process: what differs is named; another processor is no difference."""

import pickle

import pytest

from simulator.experiment.cluster import differences, fingerprint, refusal
from simulator.experiment.ensemble import compute
from simulator.experiment.tasks import Task
from simulator.store.tables import TABLES
from tests.unit import fake_model
from tests.unit.fake_model import fake_scenario


def test_what_differs_is_named() -> None:
    here = fingerprint(["ESP", "USA"])
    assert differences(here, fingerprint(["USA", "ESP"])) == []
    assert differences(here, {**here, "cpu": "another"}) == []
    there = {**here, "code": "x", "data": {"ESP": here["data"]["ESP"]}}
    there["versions"] = {**here["versions"], "numpy": "0.1"}
    assert differences(here, there) == [
        f"numpy is 0.1 there, {here['versions']['numpy']} here", "the simulator's code is not the same",
        "the data of USA are not the same",
    ]  # fmt: skip
    assert fingerprint(["XYZ"])["data"] == {"XYZ": "missing"}
    assert "worker tcp://a:1 cannot be used: x; y." in str(refusal("tcp://a:1", ["x", "y"]))


def test_a_task_goes_there_and_its_tables_come_back_as_bytes() -> None:
    scenario = fake_scenario(months=12, rules={"r": "m.py:f"}, rule_sources={"m.py": "def f(): ..."})
    sent = pickle.dumps((Task(scenario, "policy", 0), fake_model.simulate))
    assert b"def f(): ..." in sent  # the rule's text
    task, simulate = pickle.loads(sent)
    computed = pickle.loads(pickle.dumps(compute(task, simulate)))
    assert set(computed.tables) == set(TABLES)
    assert all(table.startswith(b"PAR1") for table in computed.tables.values())
    assert computed.key == task.key


def test_code_is_named_never_sent() -> None:
    with pytest.raises((pickle.PicklingError, AttributeError)):
        pickle.dumps((Task(fake_scenario(), "policy", 0), lambda scenario, **how: None))
