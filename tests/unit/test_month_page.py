"""The page of the month is what the schedule says; `make docs` makes it anew."""

from pathlib import Path

from simulator.cli.catalogue import month_page as page
from simulator.economy.schedule import MONTH

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "month.md"


def test_the_committed_page_is_current() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == page(), "docs/month.md is out of date: run make docs"


def test_every_step_stands_in_the_table_with_what_it_does() -> None:
    rows = [line for line in page().splitlines() if line.startswith("| `")]
    assert len(rows) >= len(MONTH)
    assert not [row for row in rows if not row.split("|")[2].strip()]
    for name in ("search_and_match", "worker_reservation_wage", "policies act: transfers", "close_month"):
        assert f"| `{name}` |" in page()
