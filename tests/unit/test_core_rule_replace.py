"""A scenario's own rule: checked without running it, and used in its own economy only."""

import inspect

import pytest

from simulator.core.errors import InputError, InputErrors
from simulator.core.rule import RULES, fused
from simulator.core.rule_replace import check_replacement, replace_rule
from simulator.scenario.file.checks import rule_names
from tests.unit.rule_economy import Economy, columns, human_floor, human_months, human_score

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
def patient(wage, u_mood, *, minimum_wage, wage_decay=param(0.2, unit="per month", bounds=(0, 1), about="-",
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
        assert columns(compiled) == columns(plain) != columns(ours)
    assert RULES["human_floor"] is human_floor
    assert "patient" not in RULES


def test_a_replacement_from_its_text_and_inside_a_fused_loop():
    mine = replace_rule("human_floor", "elsewhere/mine.py", "patient", source=GOOD)
    together, apart = Economy(replaced=[mine]), Economy(replaced=[mine])
    fused(human_floor, human_score).run(together)
    human_floor.run(apart)
    human_score.run(apart)
    assert columns(together) == columns(apart)


@pytest.mark.parametrize(
    ("name", "function", "text", "message"),
    [
        ("human_flor", "f", "", 'Did you mean "human_floor"'),
        ("human_floor", "f", "def g(wage):\n    return wage", "m.py: defines no function"),
        ("human_floor", "f", "def f(wage:\n", "m.py:1:"),
        ("human_floor", "f", "def f(wagee):\n    return 1", 'm.py:1:7: wagee: .*Did you mean "wage"'),
        ("human_floor", "f", "def f(wage, *, minimum_wag):\n    return 1", 'Did you mean "minimum_wage"'),
        ("human_floor", "f", "def f(wage, *, other=1):\n    return 1", r"other: .*param\("),
        ("human_floor", "f", "def f(*wage):\n    return 1", "args"),
        ("human_floor", "f", "def f(wage, /):\n    return 1", "args"),
        ("human_floor", "f", "def f(wage):\n    return wagee", 'm.py:2:12: wagee: .*Did you mean "wage"'),
        ("human_floor", "f", "import os\ndef f(wage):\n    return os.nice(0)", 'm.py:3:12: os: "os" may not'),
        ("human_floor", "f", "def g(x):\n    return x\ndef f(wage):\n    return g(wage)", "m.py:4:12: g: "),
        ("human_floor", "f", "def f(wage):\n    return wage, 1.0", "m.py:2:5: f: returns 2 values"),
        ("human_floor", "f", "def f(wage):\n    pass", "m.py:1:1: f: returns nothing"),
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


@pytest.mark.parametrize("name", [name for name in rule_names() if not name.startswith("human")])
def test_a_copy_of_our_rule_may_take_its_place(name):
    ours = RULES[name]
    path = inspect.getsourcefile(ours.python)
    assert check_replacement(name, path, ours.python.__name__) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('wage + "a"', "human_floor: the rule file's function cannot be compiled: .*add"),
        ("1 // (int(wage) - int(wage))", "human_floor: .* fails in month 4 .seed 1, replicate 0.: .*zero"),
    ],
)
def test_what_only_shows_when_it_runs_is_still_an_input_error(body, message):
    mine = replace_rule("human_floor", "m.py", "f", source=f"def f(wage):\n    return {body}\n")
    with pytest.raises(InputError, match=message):
        human_floor.run(Economy(replaced=[mine]))
    human_floor.run(Economy())


@pytest.mark.parametrize(
    ("name", "source", "column", "count"),
    [
        ("human_floor", "def f(wage):\n    return wage * float('nan')\n", "floor", "428 of 428"),
        (
            "human_floor",
            "def f(age):\n    return float('inf') if age == 50 else 1.0\n",
            "floor",
            "[1-9] of 428",
        ),
        ("human_months", "def f(wage):\n    return (wage - wage) * 1e999\n", "months", "428 of 428"),  # whole
        ("human_score", "def f(wage):\n    return float('nan'), 1\n", "score", "428 of 428"),
    ],
)
@pytest.mark.parametrize("is_fused", [True, False])
def test_a_rule_that_gives_no_number_is_told_at_once(name, source, column, count, is_fused):
    mine = replace_rule(name, "m.py", "f", source=source)
    economy = Economy(replaced=[mine])
    loop = fused(human_floor, human_score, human_months) if is_fused else RULES[name]
    told = rf"^{name}: .* no finite number for {column} in {count} rows of human, in month 4 \(seed 1, rep"
    with pytest.raises(InputError, match=told):
        loop.run(economy)
    with pytest.raises(InputError, match=rf"^{name}: .* no finite number for {column} in row \d+ of human"):
        loop.run_python(economy)


def test_what_stands_in_rows_out_of_use_is_nobodys_fault():
    economy = Economy(
        replaced=[replace_rule("human_floor", "m.py", "f", source="def f(floor):\n    return floor\n")]
    )
    economy.sets["human"].floor[::7] = float("nan")
    human_floor.run(economy)
