"""However short a run, and however little it asks, its pages say what they cannot say."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

import reports
from simulator.cli.terminal.comparison import print_comparison
from simulator.cli.terminal.headline import print_headline
from simulator.experiment import run as experiment
from simulator.experiment.plan import comparison_of
from simulator.scenario import Constant, PolicySetting
from tests.fake_run import FakeModel
from tests.unit import fake_options
from tests.unit.fake_model import fake_scenario
from tests.unit.report_page import Page

SHORT = {"en": "no year is whole", "fr": "aucune année n’est complète", "es": "ningún año está completo"}
IDLE = {"en": "The run ends in", "fr": "La simulation s’arrête en", "es": "La simulación termina en"}


def shown(folder: Path, lang: str) -> str:
    """What the page says in a language."""
    reports.build(folder, lang)
    [(_, text)] = Page(folder / "report.html").all("div", id="page")
    return text


def check(folder: Path, months: int) -> None:
    """Each language has its page, nothing on it is no number, and it says that it is short."""
    for lang in SHORT:
        page = shown(folder, lang)
        assert not re.search(r"\b(nan|inf)\b", page)
        assert (SHORT[lang] in page) == (months < 12)
    with closing(load_workbook(folder / "tables.xlsx", read_only=True)) as book:
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not {"nan", "inf"} & set(cells)


@pytest.mark.parametrize(("months", "seeds"), [(1, 1), (2, 2), (13, 1)])
@pytest.mark.parametrize("policy", [True, False])
def test_a_short_run_has_its_page(
    months: int, seeds: int, policy: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = {} if policy else {"name": "no_policy", "policies": ()}
    scenario = fake_scenario(months=months, seeds=seeds, **changes)
    found = experiment.run(scenario, out=tmp_path / "run", model=FakeModel(), finish=reports.build)
    print_headline(found, quick=False)
    printed = capsys.readouterr().out
    assert "nan" not in printed.split()
    assert ("No year of the run is whole" in printed) == (months < 12)
    check(found.path, months)
    assert reports.write_brief(found.path, tmp_path / "brief.pdf", "fr").read_bytes()[:4] == b"%PDF"
    for lang, told in IDLE.items():  # what begins in 2027 does not in a run that ends before
        assert (told in shown(found.path, lang)) == policy


def test_of_options_that_change_nothing_none_gives_the_most_jobs(tmp_path: Path) -> None:
    nothing = PolicySetting("social_dividend", {"amount": Constant(0.0)})
    options = [fake_options.option(name, nothing, seeds=1) for name in "ab"]
    folder = fake_options.run(tmp_path / "run", comparison_of(options)).path
    page = shown(folder, "en")
    assert "None of the options would clearly change employment" in page
    assert "gives the most jobs" not in page


@pytest.mark.parametrize(("months", "seeds"), [(1, 1), (2, 2)])
def test_a_short_comparison_has_its_page(
    months: int, seeds: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [fake_options.option(name, fake_options.TRAINING, months=months, seeds=seeds) for name in "ab"]
    found = fake_options.run(tmp_path / "run", comparison_of(options), workbook=True)
    print_comparison(found, quick=False)
    assert "nan" not in capsys.readouterr().out.split()
    check(found.path, months)
