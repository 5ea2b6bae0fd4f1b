"""Rules as Python functions: checked as rule files are, and run in their place."""

import math
from collections.abc import Callable
from typing import Any

import pytest

import simulator as ls
from simulator.core.maths import weight_of_months

SMALL = {"persons": 1_000, "months": 6, "seeds": 1}
PART = 0.5


def asks_for_little(  # type: ignore[no-untyped-def]
    status, last_wage, wage, months_out, benefit, benefit_months_left, *, reservation_decay, job_finding_norm
):
    """Uses a number and functions of this file, and leaves out what it does not need."""
    weight = weight_of_months(benefit_months_left, job_finding_norm, 1.0)
    return max(PART * last_wage * math.exp(-reservation_decay * months_out), weight * benefit)


def opens_a_file(status, *, no_such_number):  # type: ignore[no-untyped-def]
    return open("x")


def forgets_some(last_wage):  # type: ignore[no-untyped-def]
    if last_wage > 1:
        return last_wage


def gives_text(last_wage):  # type: ignore[no-untyped-def]
    return "much"


def misspells(last_wage):  # type: ignore[no-untyped-def]
    months = 1
    return last_wagee * months  # noqa: F821


def test_a_fault_is_told_at_its_line_of_the_user_s_own_file() -> None:
    line = misspells.__code__.co_firstlineno + 2
    with pytest.raises(ls.InputErrors, match=rf"test_rules_in_python\.py:{line}: last_wagee: "):
        ls.run("esp/no_policy", rules={"reservation_wage": misspells}, **SMALL)


@pytest.mark.parametrize("function", [forgets_some, gives_text])
def test_a_rule_that_gives_no_number_is_told_in_plain_words(function: Callable[..., Any]) -> None:
    economy = ls.economy("esp/no_policy", persons=1_000, rules={"reservation_wage": function})
    with pytest.raises(ls.InputError, match=r"^worker_reservation_wage: returns None .*on every path"):
        economy.step()


def test_a_function_runs_in_place_of_a_rule() -> None:
    run = ls.run("esp/no_policy", rules={"reservation_wage": asks_for_little}, **SMALL)
    assert "worker_reservation_wage" in run.scenario["rules"]
    plain, changed = (ls.economy("esp/no_policy", persons=1_000, rules=own)
                      for own in (None, {"worker_reservation_wage": asks_for_little}))  # fmt: skip
    for economy in (plain, changed):
        economy.step()
    seekers = plain.persons.status == 1
    assert changed.persons.reservation_wage[seekers].mean() < plain.persons.reservation_wage[seekers].mean()


@pytest.mark.parametrize(
    ("name", "function", "told"),
    [
        ("reservation_wage", opens_a_file, r'no_such_number: no parameter.*\n.*"open" may not be used'),
        ("reservation_wag", asks_for_little, 'Did you mean "worker_reservation_wage"'),
        ("reservation_wage", lambda status: 0.0, "a function defined with def"),
        ("reservation_wage", 3, "a function defined with def"),
    ],
)
def test_what_is_no_rule_is_told(name: str, function: Callable[..., Any], told: str) -> None:
    with pytest.raises(ls.InputErrors, match=told):
        ls.run("esp/no_policy", rules={name: function}, **SMALL)
