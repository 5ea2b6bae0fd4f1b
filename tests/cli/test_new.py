"""`sim new`: what it writes works as it stands, and nothing is ever overwritten."""

from pathlib import Path

import pytest

from simulator.cli.catalogue import shipped_rules
from simulator.cli.new import rule_text
from simulator.core.rule import RULES
from simulator.core.rule_replace import check_replacement
from simulator.experiment.simulate import simulate
from simulator.scenario import Options, load_scenario
from tests.cli.calling import sim, words
from tests.small import MONTHS, PERSONS, different

RULE = "worker_reservation_wage"


def test_a_new_scenario_is_valid_and_says_where_its_values_come_from(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert sim("new", "scenario", "my_question") == 0
    assert "sim run my_question.yaml --quick" in capsys.readouterr().out
    assert sim("check", "my_question.yaml") == 0
    scenario = load_scenario("my_question.yaml")
    assert (scenario.title, scenario.country) == ("my question", "ESP")
    assert [policy.name for policy in scenario.policies] == ["training_programme"]
    assert all(policy.source for policy in scenario.policies)


def test_what_a_new_scenario_offers_in_comments_is_valid_too() -> None:
    sim("new", "scenario", "mine")
    sim("new", "rule", "my_rules", "--from", RULE)
    path = Path("mine.yaml")
    offered = path.read_text().replace("# horizon", "horizon").replace("# population", "population")
    for key in ("closure", "parameters", "rules"):
        offered = offered.replace(f"# {key}:", f"{key}:").replace("sim show", "# sim show")
    offered = offered.replace("# - automation_levy", "  - automation_levy").replace("      # #", " #")
    path.write_text(offered)
    scenario = load_scenario(path, options=Options(reads_code=True))
    assert {policy.name for policy in scenario.policies} == {"training_programme", "automation_levy"}
    assert scenario.rules
    assert scenario.parameters


def test_a_copied_rule_gives_the_results_of_the_original(capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("new", "rule", "my_rules", "--from", RULE) == 0
    line = f"rules: {{{RULE}: my_rules.py:{RULE}}}"
    assert line in capsys.readouterr().out
    Path("copied.yaml").write_text(f"extends: esp/no_policy\n{line}\n")
    options = Options(persons=PERSONS, months=MONTHS, allow_code=True)
    copied, ours = (load_scenario(name, options=options) for name in ("copied.yaml", "esp/no_policy"))
    assert copied.rule_sources
    runs = [simulate(scenario, role="no_policy", replicate=0) for scenario in (copied, ours)]
    assert not different(*runs)


@pytest.mark.parametrize("rule", [rule.name for rule in shipped_rules()])
def test_every_rule_can_be_copied(rule: str) -> None:
    assert sim("new", "rule", "mine", "--from", rule) == 0
    assert check_replacement(rule, "mine.py", rule) == []
    assert f"rules: {{{rule}: mine.py:{rule}}}" in Path("mine.py").read_text()


def test_the_head_of_a_copy_keeps_what_the_rule_is() -> None:
    text = rule_text('"""What it is."""\n\nX = 1\n', RULE, Path("mine.py"))
    assert text.startswith('"""What it is.')
    assert text.endswith("\n\nX = 1\n")
    assert RULE in RULES


@pytest.mark.parametrize(
    ("arguments", "file"),
    [(["scenario", "mine"], "mine.yaml"), (["rule", "mine", "--from", RULE], "mine.py")],
)
def test_nothing_is_overwritten(arguments: list[str], file: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(file).write_text("precious")
    assert sim("new", *arguments) == 2
    assert f"{file} exists; nothing was written" in capsys.readouterr().err
    assert Path(file).read_text() == "precious"


@pytest.mark.parametrize("kind", ["scenario", "policy", "figure", "rule"])
@pytest.mark.parametrize("name", ["", "../up", "a/b", "a b", "é", "x" * 61, ".hidden", "a\nb"])
def test_a_bad_name_is_a_clear_error(
    kind: str, name: str, apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = ["--from", RULE] if kind == "rule" else []
    assert sim("new", kind, name, *source) == 2
    printed = capsys.readouterr().err
    assert "NAME: " in printed
    assert f"is no name for a {kind}" in printed
    assert "Traceback" not in printed
    assert list(apart.iterdir()) == []


@pytest.mark.parametrize(("kind", "name"), [("policy", "basic_income"), ("figure", "spread")])
def test_a_name_that_ships_is_refused_at_once(
    kind: str, name: str, apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("new", kind, name) == 2
    assert f'NAME: a {kind} "{name}" ships; choose another name, such as my_{name}' in capsys.readouterr().err
    assert list(apart.iterdir()) == []


def test_a_python_word_is_no_name_and_a_close_one_is_offered(capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("new", "policy", "class") == 2
    assert sim("new", "policy", "Wage Levy") == 2
    assert 'such as "wage_levy"' in capsys.readouterr().err


def test_an_unknown_rule_is_answered_with_the_nearest(
    apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("new", "rule", "mine", "--from", "worker_reservation_wag") == 2
    assert f'Did you mean "{RULE}"?' in capsys.readouterr().err
    assert sim("new", "rule", "mine") == 2
    assert "--from" in words(capsys.readouterr().err)
    assert list(apart.iterdir()) == []
