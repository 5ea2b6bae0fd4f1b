"""Sets of agents over columns: rows, buffers, and their place in a Mesa model."""

import copy
import gc
import weakref

import mesa
import numpy as np
import pytest

from simulator.core.population import Column
from tests.unit.population_models import WAGES, Models, PlainWorker, Worker, wages


@pytest.fixture
def models():
    return Models()


def test_a_selection_forgets_who_left_even_when_the_row_is_used_again(models):
    chosen = models.ours.select(models.ours.wage == 3.0)
    chosen.to_list()[0].remove()
    assert wages(chosen) == [3.0]
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


def test_long_columns_begin_in_different_lines_of_a_page(models):
    columns = [Column(np.float64, default=1.5).allocate(100_000, place) for place in range(8)]
    begin = {column.ctypes.data % 4096 for column in columns}
    assert len(begin) == 8
    assert all((column == 1.5).all() and column.flags.c_contiguous for column in columns)


def test_columns_are_one_buffer(models):
    held = models.ours.wage
    models.ours[1].wage = 70.0
    models.ours.wage[2] = 80.0
    models.ours.wage = np.where(models.ours.wage == 3.0, 0.0, models.ours.wage)
    assert held.tolist() == [0.0, 70.0, 80.0, 0.0, 5.0, 4.0]
    assert np.shares_memory(held, models.ours.columns["wage"])
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
