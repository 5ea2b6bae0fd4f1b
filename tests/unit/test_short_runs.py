"""However short a run, and however little it asks, it has its pages, and no number on them is none."""

import re
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

import reports
from reports.text import languages
from simulator.cli.headline import print_comparison, print_headline
from simulator.experiment.plan import comparison_of
from tests import experiment
from tests.fake_run import FakeModel
from tests.unit import fake_options
from tests.unit.fake_model import fake_scenario
from tests.unit.report_page import Page


def check(folder: Path) -> None:
    """Each language has its page, and nothing on it or in the workbook is no number."""
    for lang in languages():
        reports.build(folder, lang)
        [(_, page)] = Page(folder / "report.html").all("div", id="page")
        assert not re.search(r"\b(nan|inf)\b", page)
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
    found = experiment.run(
        scenario, out=tmp_path / "run", model=FakeModel(), workbook=True, finish=reports.build
    )
    print_headline(found)
    printed = capsys.readouterr().out
    assert "nan" not in printed.split()
    assert ("No year of the run is whole" in printed) == (months < 12)
    check(found.path)
    assert reports.write_brief(found.path, tmp_path / "brief.pdf", "fr").read_bytes()[:4] == b"%PDF"


@pytest.mark.parametrize(("months", "seeds"), [(1, 1), (2, 2)])
def test_a_short_comparison_has_its_page(
    months: int, seeds: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [fake_options.option(name, fake_options.TRAINING, months=months, seeds=seeds) for name in "ab"]
    found = fake_options.run(tmp_path / "run", comparison_of(options), workbook=True)
    print_comparison(found)
    assert "nan" not in capsys.readouterr().out.split()
    check(found.path)
