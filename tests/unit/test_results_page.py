"""The page of results is what the tables say, and says itself which of them are of older code."""

import csv
import re
from pathlib import Path

import pytest

from benchmarks import digest
from calibration.study import RESULTS
from calibration.validate import evidence
from simulator.store.manifest import code_hash

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "results.md"


def unmarked(text: str) -> str:
    return re.sub(r" \*\*Older code\.\*\*|\.(?= \|)", "", text)


def test_the_committed_page_is_current() -> None:
    told = "docs/results.md is out of date: run make docs"
    assert unmarked(COMMITTED.read_text(encoding="utf-8")) == unmarked(evidence.page()), told


@pytest.mark.parametrize("table", sorted(path.stem for path in RESULTS.glob("*.md")))
def test_every_table_is_listed_with_day_and_code(table: str) -> None:
    text = COMMITTED.read_text(encoding="utf-8")
    (row,) = [line for line in text.partition("## All tables")[2].splitlines() if f"/{table}.md)" in line]
    made = evidence.made_of(RESULTS / f"{table}.csv")
    assert not made or (made["date"] in row and made["version"] in row)


def test_a_figure_is_the_table_s() -> None:
    with (RESULTS / "headline_ESP.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("# ")))
    jobs = next(float(row["jobs"]) for row in rows if row["row"] == "moderate, as_they_are")
    (line,) = [one for one in evidence.page().splitlines() if one.startswith("| moderate, as_they_are |")]
    assert f"| {jobs:+,.0f} |" in line


def test_a_table_is_of_today_where_its_code_gives_today_s_digests(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(digest, "STORED", tmp_path / "digests.csv")
    monkeypatch.setattr(digest, "CODES", tmp_path / "codes.csv")
    digest.write(digest.Stored("a machine", ("111111111111", "222222222222")))
    monkeypatch.setattr(evidence, "CODES", digest.CODES)
    evidence._codes_of_today.cache_clear()
    assert not evidence.is_older(f"abcdef0-dirty, code {code_hash()[:12]}")
    assert not evidence.is_older("abcdef0, code 111111111111")
    assert not evidence.is_older("code 222222222222")
    assert evidence.is_older("abcdef0, code 000000000000")
    assert evidence.is_older("no commit, no code")
    evidence._codes_of_today.cache_clear()
