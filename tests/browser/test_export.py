"""`sim report --as png`: figures of a finished run as files."""

import shutil
from pathlib import Path

import pytest

from reports.page import export as static
from tests.cli.calling import sim
from tests.fake_run import make_fake_run

HAS_BROWSER = any(shutil.which(name) for name in static.BROWSERS)
BEGINS = {"png": b"\x89PNG\r\n", "svg": b"<svg ", "pdf": b"%PDF-"}


@pytest.mark.skipif(not HAS_BROWSER, reason="no Chromium here (Debian: apt-get install chromium)")
def test_figures_become_files_of_each_format(tmp_path: Path) -> None:
    run, names = make_fake_run(tmp_path / "run", months=24, seeds=2), "unemployment,costing_by_year"
    for kind in ("png", "svg", "pdf"):
        out = tmp_path / kind
        assert sim("report", str(run), "--as", kind, "--figures", names, "--out", str(out)) == 0
        files = sorted(out.iterdir())
        assert [file.name for file in files] == [f"costing_by_year.{kind}", f"unemployment.{kind}"]
        for file in files:
            assert file.read_bytes().startswith(BEGINS[kind])
            assert len(file.read_bytes()) > 5000
    drawn = (tmp_path / "svg/unemployment.svg").read_text("utf-8")
    assert "AI alone" in drawn  # the legend
    assert "Source: run" in drawn
