"""Wrong calls from Python: each one InputError that names the argument, and nothing is left behind."""

from collections.abc import Callable
from typing import Any

import pytest

import simulator as ls

LEVY = {"country": "ESP", "policies": [{"automation_levy": {"rate": 0.1, "start": "2025-02"}}]}
SMALL = {"persons": 1000, "months": 12, "seeds": 1, "cash": False}


def _law(**law: Any) -> Callable[[], Any]:
    return lambda: ls.household("ESP", law=law)


WRONG: dict[str, tuple[str, Callable[[], Any]]] = {
    "no scenario": ("scenario", lambda: ls.run(None)),
    "no such scenario": ("esp/trainings", lambda: ls.run("esp/trainings")),
    "sizes as text": ("seeds", lambda: ls.run("esp/no_policy", seeds="3")),
    "too few persons": ("persons", lambda: ls.run("esp/no_policy", persons=3)),
    "one world that is none": ("world", lambda: ls.run("esp/no_policy", world="fast")),
    "closure by a number": ("closures", lambda: ls.run("esp/no_policy", closures=[3])),
    "cash in words": ("cash", lambda: ls.run("esp/no_policy", cash="no")),
    "no such argument": ("persns", lambda: ls.run("esp/no_policy", persns=1000)),
    "a function each month in two processes": (
        "each_month", lambda: ls.run("esp/no_policy", jobs=2, each_month=print),
    ),
    "an indicator that is ours": (
        "employed", lambda: ls.run("esp/no_policy", indicators={"employed": lambda e: 1.0}),
    ),
    "a path that is too long": ("folder", lambda: ls.load("x" * 5000)),
    "no folder": ("folder", lambda: ls.load(None)),
    "nothing to compare": ("scenarios", lambda: ls.compare()),
    "an empty range": ("automation_levy.rate", lambda: ls.sweep(LEVY, {"automation_levy.rate": []})),
    "no values": ("over", lambda: ls.sweep(LEVY, ["automation_levy.rate"])),
    "what it has not": ("basic_income.amount", lambda: ls.sweep(LEVY, {"basic_income.amount": [1, 2]})),
    "no country": ("country", lambda: ls.household("Atlantis")),
    "pay below zero": ("gross", lambda: ls.household("ESP", gross=-1)),
    "pay that is infinite": ("gross", lambda: ls.household("ESP", gross=float("inf"))),
    "half a child": ("children", lambda: ls.household("ESP", children=0.5)),
    "no such law": ("vatt", _law(vatt="+1 points")),
    "a law without its unit": ("vat", _law(vat="+1")),
    "a law with a date that is none": ("vat", _law(vat={"2025-13": "+1 points"})),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_call_is_told_by_its_argument(what: str, tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    field, call = WRONG[what]
    with pytest.raises((ls.InputError, ls.InputErrors)) as told:
        call()
    assert field in str(told.value)
    assert "--" not in str(told.value)
    assert not list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def run() -> ls.Run:
    return ls.run(LEVY, **SMALL)


@pytest.mark.parametrize(
    ("field", "call"),
    [
        ("employd", lambda run: run.effect("employd")),
        ("indicator", lambda run: run.effect(None)),
        ("indicator", lambda run: run.effect(["employed", 3])),
        ("comparison", lambda run: run.effect("employed", "polcy")),
        ("window", lambda run: run.effect("employed", window="last24")),
        ("sex", lambda run: run.effect("employed", by="sex", group="robots")),
        ("world", lambda run: run.results(world="rapid")),
        ("folder", lambda run: run.save("/proc/version/x")),
    ],
)
def test_what_a_run_does_not_hold_is_told(field: str, call: Callable[[ls.Run], Any], run: ls.Run) -> None:
    with pytest.raises(ls.InputError, match=field):
        call(run)
