"""`sim new policy` and `sim new figure`: part of a checkout, working as they stand; elsewhere one's own."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import reports
import reports.figures
import reports.text
import simulator.policies
from simulator.cli import new
from simulator.policies import discover
from tests.cli.calling import sim
from tests.fake_run import make_fake_run
from tests.policies import test_cases
from tests.small import different, policy, ran, small
from tests.unit.report_page import unfolded

ROOT = Path(__file__).resolve().parents[2]
NAME = "payroll_charge"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folders of a checkout that starters are written into, taken for the one that runs."""
    root = tmp_path / "checkout"
    for folder in ("simulator/policies", "tests/policies", "reports/figures", "reports/text"):
        (root / folder).mkdir(parents=True)
    (root / "pyproject.toml").touch()
    for catalogue in (ROOT / "reports/text").glob("*.po"):
        (root / "reports/text" / catalogue.name).write_bytes(catalogue.read_bytes())
    monkeypatch.setattr(new, "package_folder", lambda package: root / package)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def written_policy(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A new policy, found by the running package as if it stood in its folder."""
    assert sim("new", "policy", NAME) == 0
    places = [*simulator.policies.__path__, str(checkout / "simulator/policies")]
    monkeypatch.setattr(simulator.policies, "__path__", places)
    discover.cache_clear()
    yield checkout / "tests/policies" / f"{NAME}.yaml"
    discover.cache_clear()
    sys.modules.pop(f"simulator.policies.{NAME}", None)


def test_a_new_policy_does_what_its_cases_say(written_policy: Path) -> None:
    content = YAML(typ="safe").load(written_policy)
    assert len(content["cases"]) == 2
    for case in content["cases"]:
        test_cases.test_case(content["system"], case)


def test_a_new_policy_is_inert_at_zero_and_raises_revenue_above(written_policy: Path) -> None:
    without = ran(small("rapid"))
    assert not different(without, ran(small("rapid", (policy(NAME),))))
    active = ran(small("rapid", (policy(NAME, rate=0.02),)))
    assert "firm_profit" in different(without, active)
    assert NAME in set(active.flows["kind"])


def test_a_new_policy_can_stand_in_a_scenario_and_be_described(
    written_policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"extends: esp/no_policy\npolicies: [{NAME}: {{rate: 2 %, start: 2027-01}}]\n"
    Path("mine.yaml").write_text(text)
    assert sim("check", "mine.yaml") == 0
    assert sim("show", NAME) == 0
    assert "share of the wage bill" in capsys.readouterr().out


def test_a_new_figure_stands_in_the_report(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sim("new", "figure", "finding_work") == 0
    places = [*reports.figures.__path__, str(checkout / "reports/figures")]
    monkeypatch.setattr(reports.figures, "__path__", places)
    monkeypatch.setattr(reports.text, "files", lambda package: checkout / "reports/text")
    try:
        page = unfolded(reports.build(make_fake_run(checkout / "run", months=36, seeds=2)))
    finally:
        sys.modules.pop("reports.figures.finding_work", None)
    assert 'id="plot-finding_work"' in page
    assert "Job seekers who find work within the month" in page


@pytest.mark.parametrize(("kind", "key"), [("policy", "instruments"), ("figure", "figures")])
def test_outside_a_checkout_it_is_a_file_of_one_s_own(
    kind: str, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("new", kind, "mine") == 0
    assert f"{key}: {{mine: mine.py}}" in capsys.readouterr().out
    assert [path.name for path in Path.cwd().iterdir()] == ["mine.py"]
    assert sim("new", kind, "mine") == 2


@pytest.mark.parametrize(("kind", "name"), [("policy", NAME), ("figure", "finding_work")])
def test_a_second_time_nothing_is_overwritten(
    checkout: Path, kind: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("new", kind, name) == 0
    before = {path: path.read_bytes() for path in checkout.rglob("*") if path.is_file()}
    assert sim("new", kind, name) == 2
    assert "exists; nothing was written" in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in checkout.rglob("*") if path.is_file()}


def test_a_policy_whose_cases_are_there_is_not_half_written(checkout: Path) -> None:
    (checkout / "tests/policies/mine.yaml").write_text("mine")
    assert sim("new", "policy", "mine") == 2
    assert not (checkout / "simulator/policies/mine.py").exists()
