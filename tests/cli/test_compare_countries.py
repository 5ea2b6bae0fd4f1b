"""`sim compare` of several countries: a comparison of each, and one table that tells what these tell."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

import simulator as ls
from reports.data.run import Run
from reports.page.countries import SHOWN
from simulator.experiment import conduct
from simulator.findings.costing import outlay
from simulator.findings.effects import effect, options
from simulator.store import manifest
from tests.cli.calling import sim, words
from tests.fake_run import FakeModel
from tests.unit import fake_model

PAIR = ("esp/basic_income", "fra/basic_income")
SMALL = ("--persons", "1000", "--months", "24", "--seeds", "2")


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / manifest.COUNTRIES).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def both(fake: None, unpaged: None, capsys: pytest.CaptureFixture[str]) -> Path:
    """Two countries, compared; `printed` in the folder is what the terminal was told."""
    assert sim("compare", *PAIR, *SMALL, "--out", "both") == 0
    Path("printed").write_text(capsys.readouterr().out)
    return Path("both")


def test_the_one_table_tells_what_each_country_s_own_folder_tells(both: Path) -> None:
    found = {(one["country"], one["option"], one["outcome"], one["unit"]): one for one in rows(both)}
    checked = 0
    for code in ("ESP", "FRA"):
        run = Run(both / code)
        (asked,) = options(run)
        for outcome, how in SHOWN:
            own = outlay(run, asked, run.instruments_of(asked.scenario)) if outcome == "outlay" else None
            told = {"relative": how == "relative", "of_gdp": how == "of_gdp"}
            item = own or effect(run, asked, outcome, **told)
            unit = {"relative": "% of the level without", "of_gdp": "share of GDP"}.get(how)
            if item is not None:
                row = found[code, asked.scenario, outcome, unit or run.metadata[outcome]["unit"]]
                told_there = [float(row[name]) for name in ("mean", "low", "high")]
                assert told_there == pytest.approx([item.mean, item.low, item.high], rel=1e-5)
                assert row["verdict"] == item.verdict
                checked += 1
    assert checked >= 12
    lines = Path("printed").read_text().splitlines()
    assert max(map(len, lines)) <= 80
    assert {"Spain", "France", "Jobs"} <= set(" ".join(lines).split())
    page = (both / "report.html").read_text("utf-8")
    assert len(page.encode()) < 60_000
    assert all(f'href="{code}/report.html#lang=en"' in page for code in ("ESP", "FRA"))


def test_a_country_s_folder_is_that_of_its_comparison_alone(both: Path) -> None:
    assert sim("compare", PAIR[1], *SMALL, "--out", "alone") == 0
    alone, part = (manifest.read(Path(one))["content"]["run_id"] for one in ("alone", "both/FRA"))
    assert alone == part
    assert not (Path("alone") / manifest.COUNTRIES).exists()


def test_verify_report_and_load_take_the_folder_of_several(
    both: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("verify", "both") == 0
    table = both / manifest.COUNTRIES
    before = table.read_text()
    table.write_text(before.replace("ESP,basic_income", "ESP,another"))
    assert sim("verify", "both") == 3
    assert "is not what the folders of its countries give" in words(capsys.readouterr().err)
    assert sim("report", "both", "--lang", "fr") == 0
    assert '<html lang="fr">' in (both / "report.html").read_text("utf-8")
    assert table.read_text() == before
    assert sim("report", "both", "--as", "csv") == 2
    assert "name both/ESP or both/FRA" in words(capsys.readouterr().err)
    loaded = ls.load("both")
    assert isinstance(loaded, ls.Countries)
    assert loaded.scorecard["country"].unique(maintain_order=True).to_list() == ["ESP", "FRA"]
    told = loaded.effect("FRA", "basic_income", "employed")
    (row,) = loaded.headline.filter(
        country="FRA", option="basic_income", outcome="employed", unit="persons"
    ).to_dicts()
    assert row["mean"] == pytest.approx(told.mean, rel=1e-5)
    made = ls.compare(*PAIR, persons=1000, months=24, seeds=2)
    assert isinstance(made, ls.Countries)
    assert made.headline.equals(loaded.headline)
    with pytest.raises(ls.InputError, match=r'no country "DEU"\. There is ESP, FRA'):
        loaded.effect("DEU", "basic_income", "employed")


@pytest.mark.slow
def test_ctrl_c_keeps_what_is_done_and_the_same_command_goes_on(
    both: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("compare", *PAIR, *SMALL[:-1], "7", "--no-cash", "--out", "stopped")
    calls = iter(range(7 * 3 + 20))  # all runs of the first country, six seeds of the second

    def simulate(*given: object, **how: object) -> fake_model.FakeOutput:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return fake_model.simulate(*given, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(conduct, "Model", lambda: FakeModel(simulate))
    assert sim(*asked) == 130
    assert "into stopped with --resume" in words(capsys.readouterr().err)
    assert {one.name for one in Path("stopped").iterdir()} == {"ESP", "FRA.partial"}
    monkeypatch.setattr(conduct, "Model", FakeModel)
    assert sim(*asked) == 2
    assert "go on in it with --resume" in words(capsys.readouterr().err)
    assert sim(*asked, "--resume") == 0
    assert {row["seeds"] for row in rows(Path("stopped"))} == {"7"}
    shutil.rmtree(both)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("--precision", "1"), "--precision: is in persons, and countries differ in size"),
        (("--baseline", "levy"), 'FRA: --baseline: "levy" is not compared'),
        (("--stack",), "--stack: takes one scenario file"),
        (("esp/robots",), "ESP: basic_income, robots differ in more than policies"),
    ],
)
def test_what_makes_no_sense_between_countries_is_refused(
    asked: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("compare", *PAIR, *asked) == 2
    assert message in words(capsys.readouterr().err)
    assert list(Path().iterdir()) == []


def test_countries_must_agree_in_what_they_are_told_over(capsys: pytest.CaptureFixture[str]) -> None:
    text = "country: FRA\nworld: rapid\npolicies: [{basic_income: {amount: 100, start: 2027-01}}]\n"
    Path("mine.yaml").write_text(text)
    assert sim("compare", PAIR[0], "mine.yaml") == 2
    told = words(capsys.readouterr().err)
    assert (
        "world: is moderate in ESP and rapid in FRA; give all the same or set it for all with --worlds"
        in told
    )
