"""Agents over columns behave as Mesa's agents do: each test compares them with plain Mesa objects."""

import copy

import mesa
import numpy as np
import pytest

from tests.unit.population_models import Models, wages


@pytest.fixture
def models():
    return Models()


@pytest.mark.parametrize(
    "action",
    [
        wages,
        len,
        lambda s: wages(s.select(lambda a: a.wage > 2)),
        lambda s: wages(s.select(at_most=2)),
        lambda s: wages(s.select(at_most=0.5)),
        lambda s: wages(s.select(at_most=1.0)),
        lambda s: wages(s.select(lambda a: a.group == 1, at_most=2)),
        lambda s: wages(s.select(agent_type=mesa.Agent)),
        lambda s: len(s.select(agent_type=int)),
        lambda s: wages(s.select(lambda a: a.wage > 2).select(lambda a: a.group == 1, inplace=True)),
        lambda s: wages(s.sort("wage")),
        lambda s: wages(s.sort("wage", ascending=True)),
        lambda s: s.sort("wage").get("group"),
        lambda s: s.sort("wage", ascending=True).get("group"),
        lambda s: wages(s.sort(lambda a: -a.wage)),
        lambda s: wages(s.shuffle()),
        lambda s: s.agg("wage", np.mean),
        lambda s: s.agg("wage", [min, max, sum]),
        lambda s: s.get("wage"),
        lambda s: s.get("double"),
        lambda s: s.get(["wage", "group"]),
        lambda s: s.get("nothing", handle_missing="default", default_value=7),
        lambda s: s.set("wage", 9.0).get("wage"),
        lambda s: s.map("raise_wage", 2),
        lambda s: s.map(lambda a, x: a.wage * x, 3),
        lambda s: wages(s.do("raise_wage", amount=1)),
        lambda s: wages(s.do(lambda a: a.remove() if a.wage == 3.0 else None)),
        lambda s: s.groupby("group").count(),
        lambda s: s.groupby("group").agg("wage", sum),
        lambda s: s.groupby(lambda a: a.wage > 2, result_type="list").count(),
        lambda s: {k: wages(v) for k, v in s.groupby("group")},
        lambda s: s.groupby("group").map(len),
        lambda s: wages(s.copy()),
        lambda s: wages(copy.copy(s)),
        lambda s: wages(s.to_list()),
        lambda s: s.to_list()[2] in s,
        lambda s: s.to_list()[0] == s.to_list()[0],
    ],
)
def test_as_mesa(models, action):
    ours, theirs = models.both(action)
    assert np.all(ours == theirs) if isinstance(ours, np.ndarray) else ours == theirs


def test_shuffle_do_visits_in_the_same_order(models):
    seen = [], []
    models.ours.shuffle_do(lambda a: seen[0].append(a.wage))
    models.theirs.shuffle_do(lambda a: seen[1].append(a.wage))
    assert seen[0] == seen[1]


def test_errors_as_mesa(models):
    for action, error in [
        (lambda s: s.get("nothing"), AttributeError),
        (lambda s: s.get("wage", handle_missing="x"), ValueError),
        (lambda s: s.remove(object()), (KeyError, TypeError)),
    ]:
        for agents in (models.ours, models.theirs):
            with pytest.raises(error):
                action(agents)
