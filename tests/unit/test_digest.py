"""Of which codes digests are known: of those that ran every case and moved nothing since."""

from pathlib import Path

import pytest

from benchmarks import digest
from simulator.store.manifest import code_hash

OWN = code_hash()[:12]
EARLIER = "111111111111"


def of_all(value: str) -> digest.Digests:
    return {(case, "results", "gdp", "", "", "EUR"): (36, value) for case in digest.CASES}


def stored(value: str = "a") -> digest.Stored:
    return digest.Stored("a machine", (EARLIER,), of_all(value))


def test_what_is_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest, "STORED", tmp_path / "digests.csv")
    monkeypatch.setattr(digest, "CODES", tmp_path / "codes.csv")
    assert digest.read() == digest.Stored()
    digest.write(stored())
    assert digest.read() == stored()


def test_a_code_that_moves_nothing_is_added_once() -> None:
    kept = digest.kept(stored(), of_all("a"), moved=False)
    assert kept == digest.Stored("a machine", (EARLIER, OWN), of_all("a"))
    assert digest.kept(kept, of_all("a"), moved=False) == kept


def test_where_something_moved_no_earlier_code_gives_the_same() -> None:
    assert digest.kept(stored(), of_all("b"), moved=True).codes == (OWN,)


def test_a_code_is_known_by_all_cases_only() -> None:
    (first, *_) = of_all("a")
    some = {first: (36, "a")}
    assert digest.kept(stored(), some, moved=False) == stored()
    moved = digest.kept(stored(), {first: (36, "b")}, moved=True)
    assert moved.codes == ()
    assert moved.digests == of_all("a") | {first: (36, "b")}
