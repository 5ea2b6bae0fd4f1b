"""Policies and figures of one's own: named by a scenario, refused until code is allowed, kept with a run."""

import inspect
import json
from dataclasses import replace
from pathlib import Path

import pytest

import reports
import simulator as ls
from reports.page.export import figure_of
from simulator.core.errors import InputError
from simulator.experiment.plan import comparison_of, housed_together, sharing_code, write_code
from simulator.kit.policy_file import declared_in
from simulator.policies import payroll_training_levy
from simulator.scenario import Options, Scenario, load_scenario
from tests.cli.calling import sim, words
from tests.small import MONTHS, PERSONS, different, policy, ran, small
from tests.unit.report_page import unfolded

POLICY = "instruments: {wage_levy: wage_levy.py}\npolicies: [wage_levy: {rate: 2 %, start: 2025-03}]\n"
FIGURE = "figures: {finding_work: finding_work.py}\n"


@pytest.fixture
def mine(apart: Path) -> Path:
    """A scenario with a policy and a figure of its own, as `sim new` writes them."""
    assert sim("new", "policy", "wage_levy") == 0
    assert sim("new", "figure", "finding_work") == 0
    path = apart / "mine.yaml"
    path.write_text(f"extends: esp/no_policy\n{POLICY}{FIGURE}")
    return path


def edited(path: str, old: str, new: str) -> None:
    text = Path(path).read_text()
    assert old in text
    Path(path).write_text(text.replace(old, new))


def allowed(path: Path, **sizes: int) -> Scenario:
    return load_scenario(path, options=Options(allow_code=True, **sizes))


def test_without_leave_nothing_is_run(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Path("wage_levy.py").open("a") as file:
        file.write("\nraise SystemExit('this was run')\n")
    assert sim("run", "mine.yaml", "--quick") == 2
    told = words(capsys.readouterr().err)
    assert (
        "instruments: runs code from wage_levy.py, finding_work.py; if you trust it, add --allow-code" in told
    )
    assert sim("check", "mine.yaml") == 0
    assert sim("explain", "mine.yaml") == 0
    said = words(capsys.readouterr().out)
    assert "it names files of code (wage_levy.py, finding_work.py): --allow-code to run" in said
    assert "rate: 0.02 share of the wage bill" in said
    assert not Path("runs").exists()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("0.0, unit", "1 / 3, unit", "wage_levy.py:23:12: rate: is read before the file may run"),
        ('status="assumed"', 'status="guessed"', 'rate: unknown status "guessed"; use one of observed'),
        ("(Levy)", "(object)", '"wage_levy.py" holds no policies; one class that derives from one of'),
        ("(Levy)", "(Transfer)", "says no family; allowed: adapt, compensate, contribute, share, shape"),
        ("about = ", "said = ", 'wage_levy.py:12:1: about: says not what it is: about = "…", one sentence'),
        ("class WageLevy", "class (", "wage_levy.py:12:7: this is not valid Python"),
    ],
)
def test_a_policy_that_cannot_be_read_is_told_once(
    mine: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    edited("wage_levy.py", old, new)
    assert sim("check", "mine.yaml") == 2
    said = words(capsys.readouterr().err)
    assert told in said
    assert "1 error; nothing was run" in said


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "rate: 2 %",
            "rate: 200 %",
            'policies.wage_levy.rate: "200 %" is out of range; allowed: 0 to 0.5',
        ),
        (": wage_levy.py", ": wage_levi.py", 'there is no file "wage_levi.py". Did you mean "wage_levy.py"?'),
        (": wage_levy.py", ": ../w.py", '"../w.py" lies outside the folder of the scenario; move it there'),
        (": wage_levy.py", ": wage_levy", '"wage_levy" stands where "file.py" is needed'),
        ("{wage_levy:", "{basic_income: wage_levy.py, wage_levy:", "is the name of one that ships"),
        (
            "{wage_levy:",
            "{Wage-Levy: wage_levy.py, wage_levy:",
            "is no name for one's own: lower-case letters",
        ),
    ],
)
def test_a_wrong_line_of_the_scenario_is_told(
    mine: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    edited("mine.yaml", old, new)
    assert sim("check", "mine.yaml") == 2
    said = words(capsys.readouterr().err)
    assert told in said
    assert "1 error; nothing was run" in said


def test_a_policy_that_ships_gives_the_same_from_a_file_of_one_s_own(apart: Path) -> None:
    """Money, budget lines and decisions: only the name differs."""
    text = Path(inspect.getfile(payroll_training_levy)).read_text()
    own = small("rapid", (policy("my_levy", rate=0.02),), instruments={"my_levy": "my.py"},
                rule_sources={"my.py": text})  # fmt: skip
    ours = small("rapid", (policy("payroll_training_levy", rate=0.02),))
    moved = set(different(ran(own), ran(ours)))
    assert {name.replace("my_levy", "payroll_training_levy") for name in moved} <= {
        "revenue_payroll_training_levy", "spending_payroll_training_levy",
    }  # fmt: skip


def test_where_a_policy_fails_is_told(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited("wage_levy.py", "firms.wage_bill", "firms.wage_bil")
    size = ("--persons", str(PERSONS), "--months", str(MONTHS), "--seeds", "1")
    assert sim("run", "mine.yaml", *size, "--allow-code", "--out", "run") == 2
    told = words(capsys.readouterr().err)
    assert "policies/wage_levy.py:31: the policy file fails in the phase levies, month 1" in told
    assert 'Did you mean "wage_bill"?' in told


@pytest.mark.usefixtures("fake")
def test_a_figure_stands_in_the_report_and_in_the_folder(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("only_figure.yaml").write_text(f"extends: esp/automation_levy\n{FIGURE}")
    assert sim("run", "only_figure.yaml", "--quick", "--allow-code", "--out", "run") == 0
    page = unfolded(Path("run/report.html"))
    assert 'id="plot-finding_work"' in page
    content = json.loads(Path("run/manifest.json").read_text())["content"]
    assert content["plugins"].keys() == {"figures/finding_work.py"}
    assert sim("report", "run") == 2
    told = "figures: its page runs code from figures/finding_work.py; if you trust it, add --allow-code"
    assert told in words(capsys.readouterr().err)
    assert sim("report", "run", "--allow-code", "--lang", "fr") == 0
    assert sim("verify", "run") == 0
    with pytest.raises(InputError, match="finding_work"):
        ls.load("run").plot("finding_work")
    assert figure_of(Path("run"), "finding_work", allow_code=True).data
    edited(
        "run/figures/finding_work.py", "Job seekers who find work within", "All people who find work within"
    )
    assert sim("verify", "run") == 3
    with pytest.raises(InputError, match="is not the figure that the run was made with"):
        reports.build(Path("run"), allow_code=True)


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize(
    ("old", "new", "told", "kept"),
    [
        ("self.placeholders()", "self.placeholder()", "finding_work.py:15: the figure file fails", True),
        (
            'section = "jobs"',
            'section = "work"',
            "needs a section and an order; allowed sections: jobs",
            False,
        ),
        ("(Years)", "(object)", "holds 0 classes of figures; allowed: one", False),
    ],
)
def test_a_figure_that_cannot_be_drawn_keeps_the_runs_and_one_that_is_none_lets_none_begin(
    mine: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str, kept: bool
) -> None:
    edited("finding_work.py", old, new)
    Path("only_figure.yaml").write_text(f"extends: esp/automation_levy\n{FIGURE}")
    assert sim("run", "only_figure.yaml", "--quick", "--allow-code", "--out", "run") == 2
    assert told in words(capsys.readouterr().err)
    assert Path("run.partial").is_dir() == kept


def test_options_that_differ_in_own_policies_share_their_runs_without(mine: Path) -> None:
    one, other = allowed(mine), load_scenario("esp/automation_levy")
    plan = comparison_of([one, other])
    assert not plan.variants
    assert {scenario.name: scenario.instruments.keys() for scenario in plan.scenarios} == {
        name: {"wage_levy"} for name in ("no_policy", "mine", "automation_levy")
    }


def test_two_files_of_one_name_are_refused(mine: Path) -> None:
    one = allowed(mine)
    texts = {**one.rule_sources, "wage_levy.py": one.rule_sources["wage_levy.py"] + "\n# mine\n"}
    with pytest.raises(InputError, match="is another file in other; give one of the two another name"):
        sharing_code([one, replace(one, name="other", rule_sources=texts)])


def test_a_run_folder_names_its_files_and_can_be_read_again(mine: Path) -> None:
    (mine.parent / "deep").mkdir()
    Path("wage_levy.py").rename("deep/wage_levy.py")
    edited("mine.yaml", ": wage_levy.py", ": deep/wage_levy.py")
    [kept] = housed_together([allowed(mine)])
    assert kept.instruments == {"wage_levy": "policies/deep_wage_levy.py"}
    assert kept.figures == {"finding_work": "figures/finding_work.py"}
    assert housed_together([kept]) == [kept]
    folder = mine.parent / "folder"
    folder.mkdir()
    write_code(kept, folder)
    assert (folder / "policies/deep_wage_levy.py").is_file()
    assert (folder / "figures/finding_work.py").is_file()


def test_what_a_class_says_is_read_without_running_it() -> None:
    text = Path(inspect.getfile(payroll_training_levy)).read_text()
    read, ours = declared_in("mine", "mine.py", text), payroll_training_levy.PayrollTrainingLevy
    assert read.declared() == ours.declared()
    assert (read.family, read.about, read.raises) == (ours.family, ours.about, ours.raises)
