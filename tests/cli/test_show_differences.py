"""`sim show FIRST SECOND`: only what differs, in declared units, for files, shipped names and run folders."""

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.core.closure import closure_of
from simulator.policies import discover
from simulator.scenario import Constant, Ramp, load_scenario
from simulator.scenario.country.profile import load_country
from simulator.scenario.differences import ABSENT, Difference, differences
from tests.cli.calling import sim, words
from tests.fake_run import make_fake_run
from tests.small import policy

BASE = replace(load_scenario("esp/no_policy"), ensemble=False)


def found(first: object, second: object) -> dict[str, Difference]:
    return {one.name: one for one in differences(first, second, discover())}  # type: ignore[arg-type]


def test_a_scenario_does_not_differ_from_itself_whatever_it_is_called() -> None:
    assert found(BASE, replace(BASE, name="other", title="Other", question="?", author="me")) == {}


def test_each_kind_of_parameter_is_told_with_its_unit_and_meaning() -> None:
    other = replace(
        BASE,
        persons=50_000,
        closure=closure_of("foreseen", 0.5),
        parameters={"reservation_decay": 0.03},
        rules={"worker_search": "mine.py:f"},
        financing="earmarked",
    )
    told = found(BASE, other)
    assert set(told) == {
        "population.persons", "closure.base", "closure.returns", "parameters.reservation_decay",
        "rules.worker_search",
        "financing",
    }  # fmt: skip
    persons = told["population.persons"]
    assert (persons.first, persons.second, persons.unit) == ("20,000", "50,000", "simulated persons")
    decay = told["parameters.reservation_decay"]
    assert (decay.first, decay.second, decay.unit) == ("0.005", "0.03", "per month")
    assert decay.about == "fall with months out of work"
    assert (told["rules.worker_search"].first, told["financing"].second) == (ABSENT, "earmarked")


def test_a_policy_of_one_side_only_is_told_with_all_its_values() -> None:
    told = found(BASE, replace(BASE, policies=(policy("automation_levy", start=24, rate=0.25),)))
    assert {one.first for one in told.values()} == {ABSENT}
    assert told["automation_levy.rate"].second == "0.25"
    assert told["automation_levy.start"].second == "2027-01"


def test_a_setting_over_time_is_told_in_words() -> None:
    steady, ramp = (
        replace(BASE, policies=(replace(policy("automation_levy"), values={"rate": rate}),))
        for rate in (Constant(0.25), Ramp(24, 60, 0.0, 0.25))
    )
    (one,) = found(steady, ramp).values()
    assert (one.first, one.second) == ("0.25", "rising from 0 to 0.25 over 2027-01 to 2030-01")


def test_whom_a_policy_reaches_when_and_what_its_money_follows_is_told(apart: Path) -> None:
    head = "extends: esp/no_policy\npolicies:\n  - basic_income:\n      amount: 500\n"
    Path("all.yaml").write_text(head)
    narrowed = "      for: {age: [18, 30]}\n      when: {unemployment_above: 12 %}\n      index: wages\n"
    Path("some.yaml").write_text(head + narrowed)
    told = found(*(load_scenario(name) for name in ("all.yaml", "some.yaml")))
    assert set(told) == {"basic_income.for", "basic_income.when", "basic_income.index"}
    assert "18" in told["basic_income.for"].second
    assert "unemployment" in told["basic_income.when"].second
    assert (told["basic_income.index"].first, told["basic_income.index"].second) == ("prices", "wages")


def test_another_world_is_told_by_its_values() -> None:
    told = found(BASE, BASE.with_world("rapid"))
    assert told["world.base"].second == "rapid"
    assert {name.partition(".")[0] for name in told} == {"world"}


def test_another_country_is_told_with_the_parameters_that_it_sets() -> None:
    told = found(BASE, replace(BASE, country="USA"))
    assert (told["country"].first, told["country"].second) == ("ESP", "USA")
    assert {name.partition(".")[0] for name in told} == {"country", "parameters"}
    assert found(BASE, replace(BASE, parameters=load_country("ESP").parameters({}))) == {}


def test_rule_files_of_one_name_and_other_text_differ() -> None:
    one, other = (
        replace(BASE, rules={"worker_search": "mine.py:f"}, rule_sources={"mine.py": text})
        for text in ("a = 1\n", "a = 2\n")
    )
    (told,) = found(one, other).values()
    assert (told.name, told.first, told.second) == ("text of mine.py", "a = 1", "a = 2")
    assert found(one, one) == {}


def test_two_files_at_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.yaml").write_text("extends: esp/training_programme\nruns: {seeds: 5}\n")
    assert sim("show", "esp/training_programme", "mine.yaml") == 0
    printed = words(capsys.readouterr().out)
    assert "runs.seeds 12 5 repetitions" in printed
    assert "1 parameter differs." in printed
    assert sim("show", "mine.yaml", "mine.yaml") == 0
    assert "No parameter differs." in capsys.readouterr().out


def test_a_run_folder_stands_for_its_scenario(
    apart: Path, fake: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("run", "esp/no_policy", "--months", "12", "--seeds", "2", "--out", "run") == 0
    capsys.readouterr()
    assert sim("show", "esp/no_policy", "run") == 0
    printed = words(capsys.readouterr().out)
    assert "horizon.months 180 12 months" in printed
    assert "2 parameters differ." in printed


def test_bad_input_is_said_for_both_sides(apart: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.yaml").write_text("country: ESP\nruns: {seeds: 0}\n")
    assert sim("show", "bad.yaml", "nowhere.yaml") == 2
    printed = capsys.readouterr().err
    assert "bad.yaml:2:15: runs.seeds" in printed
    assert "nowhere.yaml: there is no such file" in printed
    assert sim("show", ".", "baseline") == 2
    assert "not that of one run" in capsys.readouterr().err


def test_a_rule_file_is_compared_and_not_run(apart: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("trap.py").write_text("raise SystemExit(99)\ndef f():\n    return 1\n")
    Path("trap.yaml").write_text("extends: baseline\nrules: {worker_search: trap.py:f}\n")
    assert sim("show", "baseline", "trap.yaml") == 0
    assert "trap.py:f" in capsys.readouterr().out


def test_the_folder_of_a_test_run_can_be_compared(apart: Path) -> None:
    assert sim("show", "baseline", str(make_fake_run(apart / "fake", months=12, seeds=2))) == 0
