"""On a narrow terminal nothing is cut: every name, number and verdict of every table stands whole."""

import sys
from collections.abc import Iterator
from os import terminal_size
from pathlib import Path
from typing import Any

import pytest

from calibration import study as studies
from simulator.cli import console as terminal
from simulator.cli.headline import print_comparison, print_headline
from simulator.core.errors import laid_out
from tests import experiment
from tests.cli.calling import sim
from tests.fake_run import FakeModel
from tests.unit import fake_budget, fake_options
from tests.unit.fake_budget import balanced_scenario

WIDTHS = (80, 50)
LONG = "compensate_displaced@income_tax"
STUDY = [
    studies.Column("id", "test"), studies.Column("what", "statistic"),
    studies.Column("found", "found", ".3f"),
    *(studies.Column(f"bound{place}", f"bound {place}", ",.0f") for place in range(8)),
]  # fmt: skip


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> list[list[Any]]:
    """What is printed as a table from now on."""
    found: list[list[Any]] = []

    def kept(heads: Any, rows: Any, width: int, **how: Any) -> Iterator[str]:
        found.append([list(heads), *map(list, rows)])
        return laid_out(heads, found[-1][1:], width, **how)

    monkeypatch.setattr(terminal, "laid_out", kept)
    monkeypatch.setattr(studies, "laid_out", kept)
    return found


def check(tables: list[list[Any]], printed: str, width: int, least: int) -> None:
    """Every word of every cell stands whole, and no line of a table is longer than the terminal."""
    assert len(tables) >= least
    words = {word.strip(";:") for word in printed.split()}
    for heads, *rows in tables:
        assert rows
        lost = {word for row in (heads[1:], *rows) for cell in row for word in cell.split()
                if word.strip(";:") not in words}  # fmt: skip
        assert not lost
        lines = list(laid_out(heads, rows, width))
        assert [line for line in lines if len(line) > width and " " in line.strip()] == []
        assert ("─" * 10 in "".join(lines)) <= (width >= 60)


@pytest.mark.parametrize("width", WIDTHS)
def test_runs_comparisons_and_balanced_budgets(
    width: int, tables: list[list[Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(terminal.console, "_width", width)
    run = experiment.run(balanced_scenario(), out=tmp_path / "run", model=FakeModel(fake_budget.simulate))
    print_headline(run)
    print_comparison(fake_options.run(tmp_path / "options"))
    check(tables, capsys.readouterr().out, width, 5)


@pytest.mark.parametrize("width", WIDTHS)
def test_verbs_that_list(
    width: int, tables: list[list[Any]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal.console, "_width", width)
    for kind in ("scenarios", "rules", "policies", "law", "countries"):
        assert sim("list", kind) == 0
    assert sim("show", "esp/levy_pays_training", f"esp/{LONG}") == 0
    assert sim("check") in (0, 1)
    check(tables, capsys.readouterr().out, width, 7)


@pytest.mark.parametrize("width", WIDTHS)
def test_studies(
    width: int, tables: list[list[Any]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(studies.shutil, "get_terminal_size", lambda **_: terminal_size((width, 24)))
    bounds = {f"bound{place}": 1_234_567.0 * place for place in range(8)}
    row = {"id": "V13", "what": "gain over ten years per trained worker (years)", "found": -0.333, **bounds}
    for columns in (STUDY[:6], STUDY):
        studies.print_table("Held out", columns, [row, row], ["A note."])
    check(tables, capsys.readouterr().out, width, 2)
