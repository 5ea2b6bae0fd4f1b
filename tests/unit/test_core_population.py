"""Agents over columns behave as Mesa's agents do: each test compares them with plain Mesa objects."""

import copy
import gc
import pickle
import weakref

import mesa
import numpy as np
import pytest

from simulator.core.population import ArrayAgent, ArraySet, Column, register


class Worker(ArrayAgent):
    id = Column(np.int64)
    active = Column(np.uint8)
    wage = Column(np.float64, unit="money/month", default=10.0)
    group = Column(np.int8)
    history = Column(np.int32, shape=(3,))

    def raise_wage(self, amount):
        self.wage += amount
        return self.wage

    @property
    def double(self):
        return 2 * self.wage


class PlainWorker(mesa.Agent):
    def __init__(self, model, wage, group):
        super().__init__(model)
        self.wage = wage
        self.group = group

    def raise_wage(self, amount):
        self.wage += amount
        return self.wage

    @property
    def double(self):
        return 2 * self.wage


WAGES = [3.0, 1.0, 2.0, 3.0, 5.0, 4.0]
GROUPS = [0, 1, 0, 1, 1, 0]


class Models:
    """The same six workers as columns and as objects."""

    def __init__(self):
        self.model, plain = mesa.Model(rng=1), mesa.Model(rng=1)
        self.ours = ArraySet(Worker, 20, self.model)
        register(self.model, self.ours)
        Worker.create_agents(self.model, 6, wage=WAGES, group=GROUPS)
        PlainWorker.create_agents(plain, 6, WAGES, GROUPS)
        self.theirs = plain.agents
        self.plain = plain

    def both(self, action):
        return action(self.ours), action(self.theirs)


@pytest.fixture
def models():
    return Models()


def _wages(agents):
    return [agent.wage for agent in agents]


@pytest.mark.parametrize(
    "action",
    [
        _wages,
        len,
        lambda s: _wages(s.select(lambda a: a.wage > 2)),
        lambda s: _wages(s.select(at_most=2)),
        lambda s: _wages(s.select(at_most=0.5)),
        lambda s: _wages(s.select(at_most=1.0)),
        lambda s: _wages(s.select(lambda a: a.group == 1, at_most=2)),
        lambda s: _wages(s.select(agent_type=mesa.Agent)),
        lambda s: len(s.select(agent_type=int)),
        lambda s: _wages(s.select(lambda a: a.wage > 2).select(lambda a: a.group == 1, inplace=True)),
        lambda s: _wages(s.sort("wage")),
        lambda s: _wages(s.sort("wage", ascending=True)),
        lambda s: s.sort("wage").get("group"),
        lambda s: s.sort("wage", ascending=True).get("group"),
        lambda s: _wages(s.sort(lambda a: -a.wage)),
        lambda s: _wages(s.shuffle()),
        lambda s: s.agg("wage", np.mean),
        lambda s: s.agg("wage", [min, max, sum]),
        lambda s: s.get("wage"),
        lambda s: s.get("double"),
        lambda s: s.get(["wage", "group"]),
        lambda s: s.get("nothing", handle_missing="default", default_value=7),
        lambda s: s.set("wage", 9.0).get("wage"),
        lambda s: s.map("raise_wage", 2),
        lambda s: s.map(lambda a, x: a.wage * x, 3),
        lambda s: _wages(s.do("raise_wage", amount=1)),
        lambda s: _wages(s.do(lambda a: a.remove() if a.wage == 3.0 else None)),
        lambda s: s.groupby("group").count(),
        lambda s: s.groupby("group").agg("wage", sum),
        lambda s: s.groupby(lambda a: a.wage > 2, result_type="list").count(),
        lambda s: {k: _wages(v) for k, v in s.groupby("group")},
        lambda s: s.groupby("group").map(len),
        lambda s: _wages(s.copy()),
        lambda s: _wages(copy.copy(s)),
        lambda s: _wages(s.to_list()),
        lambda s: s.to_list()[2] in s,
        lambda s: s.to_list()[0] == s.to_list()[0],
        lambda s: _wages(s.select(lambda a: a.group == 0) | s.select(lambda a: a.wage > 2)),
        lambda s: _wages(s.select(lambda a: a.group == 0) & s.select(lambda a: a.wage > 2)),
        lambda s: _wages(s.select(lambda a: a.group == 0) - s.select(lambda a: a.wage > 2)),
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


def test_a_selection_forgets_who_left_even_when_the_row_is_used_again(models):
    chosen = models.ours.select(models.ours.wage == 3.0)
    chosen.to_list()[0].remove()
    assert _wages(chosen) == [3.0]
    fresh = models.ours.add_rows(1)
    assert fresh.tolist() == [0]  # the freed row
    assert models.ours[0].unique_id == 6
    assert (len(chosen), len(models.ours)) == (1, 6)


def test_agents_are_not_registered_when_made(models):
    assert models.ours[2].wage == 2.0
    assert len(models.model.agents) == 6
    assert models.model.agents_by_type[Worker] is models.ours
    assert models.model.agent_types == [Worker]


def test_model_agents_holds_plain_and_array_agents(models):
    plain = PlainWorker(models.model, 8.0, 2)
    everyone = models.model.agents
    assert len(everyone) == 7
    assert plain in everyone
    assert models.ours[3] in everyone
    assert sorted(everyone.get("wage")) == sorted([*WAGES, 8.0])
    assert len(everyone.select(lambda a: a.wage > 2)) == 5
    assert len(everyone.select(agent_type=Worker)) == 6
    assert everyone.groupby("group").count() == {2: 1, 0: 3, 1: 3}
    everyone.do("raise_wage", 1.0)
    everyone.sort("wage").do("remove")
    assert len(everyone) == len(models.ours) == 0


def test_data_collector_reads_columns(models):
    collector = mesa.DataCollector(
        model_reporters={"mean": lambda m: m.agents_by_type[Worker].agg("wage", np.mean)},
        agent_reporters={"wage": "wage"},
        agenttype_reporters={Worker: {"double": lambda a: a.double}},
    )
    collector.collect(models.model)
    assert collector.get_model_vars_dataframe()["mean"].tolist() == [3.0]
    assert collector.get_agent_vars_dataframe()["wage"].tolist() == WAGES
    assert collector.get_agenttype_vars_dataframe(Worker)["double"].tolist() == [2 * w for w in WAGES]


def test_columns_are_one_buffer(models):
    held = models.ours.wage
    models.ours[1].wage = 70.0
    models.ours.wage[2] = 80.0
    models.ours.wage = np.where(models.ours.wage == 3.0, 0.0, models.ours.wage)
    assert held.tolist() == [0.0, 70.0, 80.0, 0.0, 5.0, 4.0]
    assert np.shares_memory(held, models.ours.columns["wage"])
    models.ours[1].history[1] = 5
    assert models.ours.history[1].tolist() == [0, 5, 0]
    assert Worker.wage.unit == "money/month"


def test_capacity_is_fixed_and_rows_are_bounded(models):
    with pytest.raises(ValueError, match="capacity"):
        models.ours.add_rows(15)
    with pytest.raises(IndexError):
        models.ours[6]
    with pytest.raises(TypeError, match="inplace"):
        models.ours.select(at_most=1, inplace=True)
    with pytest.raises(AttributeError):
        _ = models.ours.nothing


def test_snapshot_and_restore_keep_the_arrays(models):
    state, held = pickle.loads(pickle.dumps(models.ours.snapshot())), models.ours.wage
    models.ours.set("wage", 0.0)
    models.ours.add_rows(3)
    models.ours.restore(state)
    assert held.tolist() == WAGES
    assert (models.ours.n, models.ours.next_id) == (6, 6)


def test_deep_copy_has_its_own_columns(models):
    other = copy.deepcopy(models.ours)
    other.wage[:] = 0.0
    assert models.ours.wage.tolist() == WAGES


def test_a_model_is_freed():
    held = Models()
    gone = weakref.ref(held.model)
    del held
    gc.collect()
    assert gone() is None
