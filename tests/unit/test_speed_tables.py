"""Speed tables tell on which day and code they were measured."""

from pathlib import Path

import pytest

import benchmarks.__main__ as tables


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tables, "ROOT", tmp_path)
    monkeypatch.setattr(tables, "code_hash", lambda: "a" * 64)
    path = tmp_path / "README.md"
    path.write_text("before\n<!-- speed: begin (made) -->\n| old |\n\nnote\n<!-- speed: end -->\nafter\n")
    return path


def test_a_table_names_its_day_and_code(page: Path) -> None:
    tables.write("README.md", "speed", "| new |")
    written = page.read_text()
    assert "code aaaaaaaaaaaa.\n\n| new |\n<!-- speed: end -->\nafter" in written
    assert "| old |" not in written
