"""`sim report`: a finished folder as page, brief, figures or tables; a fault is one clear error."""

import re
import sys
from pathlib import Path

import polars as pl
import pypdf
import pytest

from reports.text import Text
from simulator.store import manifest
from tests.cli.calling import sim, words
from tests.fake_run import make_fake_run
from tests.unit.report_page import packed_pages


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("report") / "run", months=24, seeds=2)


def refused(*arguments: str, capsys: pytest.CaptureFixture[str], apart: Path) -> str:
    assert sim("report", *arguments) == 2
    assert not list(apart.iterdir())
    return words(capsys.readouterr().err)


@pytest.mark.parametrize(("lang", "held"), [("es", ["es"]), ("en", ["en"]), ("all", ["en", "es", "fr"])])
def test_the_page_is_written_anew_in_the_language_asked_for_or_in_each(
    lang: str, held: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_fake_run(tmp_path / "run", months=24, seeds=2)
    (folder / "report.html").unlink(missing_ok=True)
    assert sim("report", str(folder), "--lang", lang) == 0
    assert words(capsys.readouterr().out).endswith("report.html")
    page = (folder / "report.html").read_text("utf-8")
    assert f'<html lang="{held[0]}">' in page
    bodies = packed_pages(page)
    assert list(bodies) == held
    for code, body in bodies.items():
        assert Text(code)("section.jobs") in body
        chosen = re.findall(r'<a href="#lang=(\w+)"', body)
        assert chosen == (held if len(held) > 1 else [])
    assert manifest.verify(folder) == {}


@pytest.mark.parametrize("kind", ["brief", "svg"])
def test_all_languages_are_for_the_page_alone(
    run_folder: Path, kind: str, apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = refused(str(run_folder), "--as", kind, "--lang", "all", capsys=capsys, apart=apart)
    assert '--lang: no reports in "all"; allowed: en, es, fr' in told


def test_what_is_no_run_or_no_language_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("report", str(tmp_path / "nowhere")) == 2
    assert "is no run folder" in words(capsys.readouterr().err)
    folder = make_fake_run(tmp_path / "run", months=24, seeds=2)
    assert sim("report", str(folder), "--lang", "eo") == 2
    assert 'no reports in "eo"' in words(capsys.readouterr().err)
    next(folder.glob("results.parquet")).write_bytes(b"changed")
    assert sim("report", str(folder)) == 2
    assert "cannot be drawn" in words(capsys.readouterr().err)


def test_a_brief_is_written_where_it_is_asked_for(
    run_folder: Path, apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("report", str(run_folder), "--as", "brief", "--lang", "fr", "--out", "notes/note.pdf") == 0
    assert words(capsys.readouterr().out) == "notes/note.pdf"
    document = pypdf.PdfReader(apart / "notes/note.pdf")
    assert len(document.pages) == 1
    assert document.trailer["/Root"]["/Lang"] == "fr"
    assert sim("report", str(run_folder), "--as", "brief") == 0
    assert (run_folder / "brief-en.pdf").is_file()
    assert manifest.verify(run_folder) == {}


def test_a_fault_of_a_brief_is_told_and_nothing_is_written(
    run_folder: Path, apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def none_made(*arguments: str) -> str:
        assert sim("report", *arguments, "--as", "brief") == 2
        assert [one.name for one in apart.iterdir()] == kept
        return words(capsys.readouterr().err)

    kept: list[str] = []
    assert "is no run folder" in none_made("nowhere")
    assert "--lang" in none_made(str(run_folder), "--lang", "eo", "--out", "x.pdf")
    assert "--window" in none_made(str(run_folder), "--window", "last", "--out", "x.pdf")
    (apart / "folder").mkdir()
    kept = ["folder"]
    assert "is a folder; name a file" in none_made(str(run_folder), "--out", "folder")


def test_a_wrong_name_tells_what_there_is(
    run_folder: Path, apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = (str(run_folder), "--as", "png", "--figures", "unemploymant", "--out", "slides")
    said = refused(*asked, capsys=capsys, apart=apart)
    assert 'no figure "unemploymant"; there is' in said
    assert 'Did you mean "unemployment"?' in said
    assert "is no run folder" in refused("nowhere", "--as", "svg", capsys=capsys, apart=apart)
    assert "--lang" in refused(str(run_folder), "--as", "png", "--lang", "eo", capsys=capsys, apart=apart)


def test_without_a_browser_it_says_what_to_install(
    run_folder: Path, apart: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(apart))
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    assert "apt-get install chromium" in refused(
        str(run_folder), "--as", "png", "--out", "x", capsys=capsys, apart=apart
    )
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    assert "set BROWSER_PATH" in refused(
        str(run_folder), "--as", "png", "--out", "x", capsys=capsys, apart=apart
    )


def test_without_the_extra_it_says_what_to_install(
    run_folder: Path, apart: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", sys.executable)
    monkeypatch.setitem(sys.modules, "kaleido", None)
    said = refused(str(run_folder), "--as", "png", "--out", "slides", capsys=capsys, apart=apart)
    assert "pip install 'labour-displacement-simulator[static]'" in said


@pytest.mark.parametrize(
    ("kind", "option", "told"),
    [
        ("page", ("--out", "x"), "--out: is for --as brief, png, svg, pdf, iamc, csv, euromod, not for page"),
        ("page", ("--window", "whole"), "--window: is for --as brief, png, svg, pdf, not for page"),
        ("brief", ("--figures", "employment"), "--figures: is for --as png, svg, pdf, not for brief"),
        ("csv", ("--lang", "fr"), "--lang: is for --as page, brief, png, svg, pdf, not for csv"),
        ("iamc", ("--allow-code",), "--allow-code: is for --as page, png, svg, pdf, not for iamc"),
        ("docx", (), "'docx' is not one of 'page', 'brief', 'png', 'svg', 'pdf', 'iamc', 'csv', 'euromod'"),
    ],
)
def test_an_option_of_another_kind_is_refused(
    kind: str, option: tuple[str, ...], told: str, run_folder: Path, apart: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert told in refused(str(run_folder), "--as", kind, *option, capsys=capsys, apart=apart)


def test_all_results_as_csv_are_those_of_the_folder(
    run_folder: Path, apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("report", str(run_folder), "--as", "csv", "--out", "tables/all.csv")
    assert sim(*asked) == 0
    own = pl.read_parquet(run_folder / "results.parquet")
    made = pl.read_csv(apart / "tables/all.csv", infer_schema_length=None)
    assert made.columns == own.columns
    assert made["value"].to_list() == pytest.approx(own["value"].to_list(), nan_ok=True)
    assert sim(*asked) == 2
    assert "exists; name another place" in words(capsys.readouterr().err)
