"""Rules: compiled loops equal the plain functions; names are resolved; replacements are checked."""

import gc
import math
import weakref
from enum import IntEnum

import mesa
import numpy as np
import pytest

from simulator.core.compiled import njit
from simulator.core.errors import InputError, InputErrors
from simulator.core.param import PARAMS, param
from simulator.core.population import ArrayAgent, ArraySet, Column
from simulator.core.rule import RULES, fused, resolve_parameters, rule
from simulator.core.rule_replace import check_replacement, replace_rule
from simulator.core.streams import root_key, stream_key, uniform

LONGEST = 60
DECAY = param(
    0.01, unit="per month", bounds=(0.0, 1.0), about="a", source="s", status="assumed", kind="hazard"
)
RATES = (0.1, 0.2, 0.3)


class Status(IntEnum):
    WORKS = 1
    LOOKS = 2


class Shop(ArrayAgent):
    price = Column(np.float64)
    region = Column(np.int32, default=-1)


class Region(ArrayAgent):
    price = Column(np.float64)
    capital = Column(np.int32, link="shop", default=-1)


class Human(ArrayAgent):
    id = Column(np.int64)
    active = Column(np.uint8)
    wage = Column(np.float64)
    months = Column(np.int16)
    age = Column(np.uint8)
    idle = Column(np.bool_)
    weight = Column(np.float32)
    shop = Column(np.int32, default=-1)
    floor = Column(np.float64)
    score = Column(np.float64)
    status = Column(np.int8)


@njit
def _halved(x):
    return x / 2


@rule(over="human", writes="floor")
def human_floor(wage, months, *, minimum_wage, wage_decay=DECAY):
    """Lowest wage."""
    return max(wage * (1 - wage_decay) ** min(months, LONGEST), minimum_wage)


@rule(over="human", writes=("score", "status"))
def human_score(
    floor, shop_price, shop_region_price, shop_region_capital_price, age, idle, weight, u_luck, u_fate
):
    """Uses every kind of name, several returns, locals, constants, helpers and an enumeration."""
    if u_luck < 0.3:
        return math.log(shop_price + 1) + floor**2, Status.LOOKS
    total = 0.0
    for rate in RATES:
        total += rate * shop_region_price * u_fate
    gap = age - 100 if not idle else 0
    return _halved(total) + gap * weight + shop_region_capital_price, Status.WORKS


@rule(over="human", writes="months")
def human_months(months, status):
    """Reads and writes the same column."""
    return months + 1 if status == Status.LOOKS else 0


class Economy(mesa.Model):
    """Enough of an economy: three sets, one scalar."""

    def __init__(self, rows=500, capacity=None, replaced=()):
        super().__init__(rng=1)
        self.rules = {each.name: each for each in replaced}
        self.parameters = resolve_parameters({}, replaced)
        self.root, self.month = root_key(1, 0), 4
        sizes = {"human": (Human, rows), "shop": (Shop, 50), "region": (Region, 5)}
        self.sets = {n: ArraySet(c, capacity or k, self) for n, (c, k) in sizes.items()}
        for name, (_, size) in sizes.items():
            self.sets[name].add_rows(size)
        rng = np.random.default_rng(0)
        human, shop, region = self.sets.values()
        shop.price, shop.region = rng.uniform(1, 3, 50), rng.integers(-1, 5, 50)
        region.price, region.capital = rng.uniform(1, 3, 5), rng.integers(-1, 50, 5)
        # Drawn per column for many rows and cut, so that more rows leave the first ones as they are.
        human.wage, human.months = rng.lognormal(7, 0.5, 2000)[:rows], rng.integers(0, 90, 2000)[:rows]
        human.age, human.idle = rng.integers(16, 99, 2000)[:rows], rng.random(2000)[:rows] < 0.2
        human.weight, human.shop = rng.random(2000)[:rows], rng.integers(-1, 50, 2000)[:rows]
        human.active[::7] = 0

    def scalar(self, name):
        return {"minimum_wage": 900.0}[name]


def _columns(economy):
    return {name: values.tolist() for name, values in economy.sets["human"].columns.items()}


@pytest.mark.parametrize("steps", [(human_floor,), (human_floor, human_score, human_months)])
def test_the_compiled_loop_equals_the_plain_function(steps):
    compiled, plain = Economy(), Economy()
    for _ in range(3):
        for step in steps:
            step.run(compiled)
            step.run_python(plain)
        compiled.month += 1
        plain.month += 1
    assert _columns(compiled) == _columns(plain)
    assert len(set(compiled.sets["human"].floor.tolist())) > 100


def test_one_loop_of_several_rules_equals_their_sequence():
    together, apart, plain = Economy(), Economy(), Economy()
    loop = fused(human_floor, human_score, human_months)
    loop.run(together)
    loop.run_python(plain)
    for step in (human_floor, human_score, human_months):
        step.run(apart)
    assert _columns(together) == _columns(apart) == _columns(plain)


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


def test_parameters_and_scalars_are_read_at_each_run():
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


GOOD = """
from math import sqrt

from simulator.core.compiled import njit
from simulator.core.param import param
from simulator.core.rule import rule

SHARE = 0.5


@njit
def doubled(x):
    return 2 * x


@rule(over="human", writes="floor")
def patient(wage, u_mood, *, minimum_wage, wage_decay=param(0.2, unit="per month", bounds=(0, 1), about="a",
                                                            source="s", status="assumed", kind="hazard")):
    return max(doubled(wage) * SHARE * sqrt(u_mood) * (1 - wage_decay), minimum_wage)
"""


def test_a_replacement_runs_in_its_own_economy_only(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(GOOD)
    for _ in range(2):  # also when the file was loaded before
        mine = replace_rule("human_floor", path, "patient")
        compiled, plain, ours = Economy(replaced=[mine]), Economy(replaced=[mine]), Economy()
        human_floor.run(compiled)
        human_floor.run_python(plain)
        human_floor.run(ours)
        assert compiled.parameters["wage_decay"] == 0.2
        assert ours.parameters["wage_decay"] == 0.01
        assert _columns(compiled) == _columns(plain) != _columns(ours)
    assert RULES["human_floor"] is human_floor
    assert "patient" not in RULES


def test_a_replacement_from_its_text_and_inside_a_fused_loop():
    mine = replace_rule("human_floor", "elsewhere/mine.py", "patient", source=GOOD)
    together, apart = Economy(replaced=[mine]), Economy(replaced=[mine])
    fused(human_floor, human_score).run(together)
    human_floor.run(apart)
    human_score.run(apart)
    assert _columns(together) == _columns(apart)


@pytest.mark.parametrize(
    ("name", "function", "text", "message"),
    [
        ("human_flor", "f", "", 'Did you mean "human_floor"'),
        ("human_floor", "f", "def g(wage):\n    return wage", "f: no function"),
        ("human_floor", "f", "def f(wage:\n", "m.py:1:"),
        ("human_floor", "f", "def f(wagee):\n    return 1", 'm.py:1:7: wagee: .*Did you mean "wage"'),
        ("human_floor", "f", "def f(wage, *, minimum_wag):\n    return 1", 'Did you mean "minimum_wage"'),
        ("human_floor", "f", "def f(wage, *, other=1):\n    return 1", r"other: .*param\("),
        ("human_floor", "f", "def f(*wage):\n    return 1", "args"),
    ],
)
def test_what_is_wrong_with_a_replacement_is_said_without_running_it(name, function, text, message):
    bomb = "\nraise SystemExit\n" if "wage:\n" not in text else ""
    with pytest.raises(InputErrors, match=message):
        replace_rule(name, "m.py", function, source=text + bomb)


def test_all_the_wrong_names_are_reported_at_once():
    errors = check_replacement("human_floor", "m.py", "f", "def f(a_a, b_b, *, c_c):\n    return 1")
    assert [error.field for error in errors] == ["a_a", "b_b", "c_c"]


def test_a_file_that_fails_or_is_missing_is_an_input_error(tmp_path):
    source = "import nothing_of_this_name\ndef f(wage):\n    return 1"
    with pytest.raises(InputError, match="fails when it is run"):
        replace_rule("human_floor", "m.py", "f", source)
    with pytest.raises(InputError, match="cannot read"):
        replace_rule("human_floor", tmp_path / "missing.py", "f")
