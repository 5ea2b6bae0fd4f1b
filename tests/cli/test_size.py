"""`sim size`: the file that it writes is a scenario of the solved size; wrong input is one clear error."""

from pathlib import Path

import pytest

from simulator.experiment import solve as sizing
from simulator.scenario import load_scenario
from tests.cli.calling import sim, words
from tests.fake_run import FakeModel
from tests.unit.test_sizing import LEVY, PLACE, spends

SMALL = ("--persons", "1000", "--months", "36", "--seeds", "2")
MINE = """
title: "Courses
  for all"
extends: esp/no_policy
policies:
  - training_programme: {places_per_1000: {2026-01: 2, 2027-01: 4}, start: 2026-01, source: mine}
  - automation_levy: {rate: 3 %, start: 2026-01}
"""


@pytest.fixture
def mine(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sizing, "Model", lambda: FakeModel(spends))
    Path("mine.yaml").write_text(MINE)
    return "mine.yaml"


def test_the_file_is_a_scenario_of_the_solved_size(mine: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("size", mine, *SMALL, "--net-cost", "0.2 %") == 0
    told = words(capsys.readouterr().out)
    assert "of GDP, asked 0.2000%" in told
    assert "mine_equal_cost.yaml is written" in told
    before, after = load_scenario("mine.yaml"), load_scenario("mine_equal_cost.yaml")
    assert after.name == "mine_equal_cost"
    assert after.title == "Courses for all, at a net cost of 0.200% of GDP"
    places = after.policies[0].value("places_per_1000", 30)
    assert PLACE * places * (1.0 - 0.005 * places) - LEVY == pytest.approx(0.002, abs=3e-4)
    assert after.policies[0].value("places_per_1000", 18) == pytest.approx(places / 2)
    assert after.policies[1] == before.policies[1]
    assert after.policies[0].source.endswith("(sim size). mine")
    text = Path("mine_equal_cost.yaml").read_text()
    assert "# Made by: sim size mine.yaml --net-cost 0.002 --months 36 --persons 1000 --seeds 2" in text
    assert sim("size", mine, *SMALL, "--net-cost", "0.2 %") == 2
    assert "mine_equal_cost.yaml exists" in words(capsys.readouterr().err)
    Path("mine_equal_cost.yaml").rename("other.yaml")
    assert sim("size", mine, *SMALL, "--net-cost", "0.002") == 0
    assert Path("mine_equal_cost.yaml").read_text() == Path("other.yaml").read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), 'say what to reach: --gross-outlay "1 %"'),
        (("--net-cost", "0.01", "--gross-outlay", "0.01"), "give one of --net-cost and --gross-outlay"),
        (("--gross-outlay", "-1 %"), '"-1 %" is out of range; allowed: 0 to 0.2 share of GDP'),
        (("--net-cost", "0.5"), "--net-cost: 0.5 is out of range; allowed: -0.2 to 0.2 share of GDP"),
        (("--net-cost", "0"), "--net-cost: 0 is no size"),
        (("--net-cost", "much"), '"much" stands where a number is needed'),
        (("--net-cost", ".inf"), "not a finite number"),
        (("--net-cost", "0.01", "--scale", "basic_income"), '"basic_income" is no policy of mine'),
        (("--net-cost", "0.01", "--out", "elsewhere/x.yaml"), "must lie in the folder of mine.yaml"),
        (("--net-cost", "0.1"), "--net-cost: no scale from 0 to 20 costs 10.000% of GDP"),
    ],
)
def test_wrong_input_ends_with_two(
    arguments: tuple[str, ...], message: str, mine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("size", mine, *SMALL, *arguments) == 2
    assert message in words(capsys.readouterr().err)
    assert [path.name for path in Path().iterdir()] == ["mine.yaml"]


@pytest.mark.parametrize(
    ("name", "message"),
    [("esp/training_programme@income_tax", "balances its budget"), ("esp/no_policy", "nothing to scale")],
)
def test_what_has_no_size_is_said(name: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("size", name, *SMALL, "--net-cost", "0.01") == 2
    assert message in words(capsys.readouterr().err)
