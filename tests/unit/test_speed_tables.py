"""Speed tables tell on which day and code they were measured, and say when that is older code."""

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


def test_a_table_names_its_day_and_code_and_is_not_marked(page: Path) -> None:
    tables.write("README.md", "| new |")
    written = page.read_text()
    assert "code aaaaaaaaaaaa." in written
    assert "| old |" not in written
    assert tables.mark("README.md") is False
    assert page.read_text() == written


def test_a_table_of_older_code_is_marked_once_and_unmarked_by_measuring(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables.write("README.md", "| new |")
    monkeypatch.setattr(tables, "code_hash", lambda: "b" * 64)
    assert tables.mark("README.md") is True
    marked = page.read_text()
    assert marked.count("Older code") == 1
    assert "code aaaaaaaaaaaa." in marked
    assert tables.mark("README.md") is True
    assert page.read_text() == marked
    tables.write("README.md", "| newer |")
    assert "Older code" not in page.read_text()


def test_a_table_without_a_day_is_of_older_code(page: Path) -> None:
    assert tables.mark("README.md") is True
    assert "code unknown. **Older code**" in page.read_text()
    assert "| old |\n\nnote\n<!-- speed: end -->\nafter" in page.read_text()
