"""Rules: compiled loops equal the plain functions, names are resolved, draws are keyed."""

import gc
import weakref
from collections.abc import Iterator
from unittest.mock import patch

import numpy as np
import pytest

from simulator.core.errors import InputError
from simulator.core.param import PARAMS
from simulator.core.rule import RULES, fused, rule
from simulator.core.streams import stream_key, uniform
from tests.unit.rule_economy import Economy, columns, human_floor, human_months, human_score


@pytest.fixture(autouse=True)
def rules_are_forgotten() -> Iterator[None]:
    """What a test declares, at times wrongly, is gone after it: the registries are the process's."""
    with patch.dict(RULES), patch.dict(PARAMS):
        yield


@pytest.mark.parametrize("steps", [(human_floor,), (human_floor, human_score, human_months)])
def test_the_compiled_loop_equals_the_plain_function(steps):
    compiled, plain = Economy(), Economy()
    for _ in range(3):
        for step in steps:
            step.run(compiled)
            step.run_python(plain)
        compiled.month += 1
        plain.month += 1
    assert columns(compiled) == columns(plain)
    assert len(set(compiled.sets["human"].floor.tolist())) > 100


def test_one_loop_of_several_rules_equals_their_sequence():
    together, apart, plain = Economy(), Economy(), Economy()
    loop = fused(human_floor, human_score, human_months)
    loop.run(together)
    loop.run_python(plain)
    for step in (human_floor, human_score, human_months):
        step.run(apart)
    assert columns(together) == columns(apart) == columns(plain)


def test_inactive_rows_are_left_alone():
    economy = Economy()
    human_floor.run(economy)
    floor = economy.sets["human"].floor
    assert (floor[::7] == 0).all()
    assert (np.delete(floor, np.s_[::7]) >= 900).all()


def test_a_rule_is_still_a_function():
    assert human_floor(1000.0, 1, minimum_wage=500.0) == pytest.approx(990.0)
    assert human_floor(1000.0, 1, minimum_wage=500.0, wage_decay=0.5) == 500.0
    assert human_floor.__doc__ == "Lowest wage."
    assert RULES["human_floor"] is human_floor
    assert PARAMS["wage_decay"].default == 0.01


def test_parameters_and_economy_wide_values_are_read_at_each_run():
    economy = Economy()
    human_floor.run(economy)
    economy.parameters["wage_decay"] = 1.0
    human_floor.run(economy)
    assert set(np.delete(economy.sets["human"].floor, np.s_[::7])) <= {900.0, *economy.sets["human"].wage}


def test_more_rows_and_other_rules_change_no_draw():
    few, many = Economy(300), Economy(900)
    human_months.run(many)  # a rule that `few` does not run
    many.sets["human"].months[:300] = few.sets["human"].months
    for economy in (few, many):
        human_score.run(economy)
    np.testing.assert_array_equal(few.sets["human"].score, many.sets["human"].score[:300])


def test_draws_are_those_of_the_stream():
    @rule(over="human", writes="score")
    def human_luck(u_luck):
        return u_luck

    economy = Economy()
    human_luck.run(economy)
    key = stream_key(economy.root, "luck", economy.month)
    humans = economy.sets["human"]
    assert all(humans[row].score == uniform(key, humans[row].id) for row in humans.rows().tolist())


def test_a_division_by_zero_names_the_rule_and_the_row():
    @rule(over="human", writes="score")
    def human_ratio(wage, floor):
        return wage / floor

    for run in (human_ratio.run, human_ratio.run_python):
        with pytest.raises(ZeroDivisionError) as caught:
            run(Economy())
        assert "human_ratio" in caught.value.__notes__[0]


def test_unknown_names_are_answered_with_the_closest():
    @rule(over="human", writes="score")
    def human_wrong_column(wagee):
        return wagee

    @rule(over="human", writes="score")
    def human_wrong_value(wage, *, minimum_wagee):
        return wage

    @rule(over="human", writes="scores")
    def human_wrong_write(wage):
        return wage

    @rule(over="human", writes="score")
    def human_wrong_global(wage):
        return wage + len(RULES)

    for wrong, text in [
        (human_wrong_column, 'Did you mean "wage"'),
        (human_wrong_value, "no parameter or economy-wide value"),
        (human_wrong_write, 'Did you mean "score"'),
        (human_wrong_global, "RULES"),
    ]:
        with pytest.raises(InputError, match=text):
            wrong.run(Economy())


def test_an_exchanged_set_is_noticed():
    economy = Economy()
    human_floor.run(economy)
    economy.sets["human"] = Economy().sets["human"]
    with pytest.raises(RuntimeError, match="exchanged"):
        human_floor.run(economy)


def test_a_rule_holds_no_economy():
    economy = Economy()
    human_floor.run(economy)
    gone = weakref.ref(economy)
    del economy
    gc.collect()
    assert gone() is None
