"""AI's level beside published figures: which months are compared, and what is made of the indicators."""

from types import SimpleNamespace

import numpy as np
import pytest

from simulator.findings.official import Published, level_of, published
from simulator.findings.windows import Series

MONTHS = np.arange(36)
LEVELS = {
    "hours_saved": 0.01 + 0.001 * MONTHS,
    "ai_spending": np.full(36, 3.0),
    "ai_integration": np.full(36, 1.0),
    "gdp": np.full(36, 1_000.0),
}
RUN = SimpleNamespace(
    content={"horizon": {"start": "2025-01"}},
    last_month=35,
    series=lambda name, role: (
        Series(MONTHS, ((0, 0), (0, 1)), np.array([LEVELS[name]] * 2)) if name in LEVELS else None
    ),
)


def test_the_same_month_is_compared_or_the_first_and_none_after_the_run() -> None:
    for what, when, expected in (
        ("hours_saved", "2024-11", (0, 0.01)),
        ("hours_saved", "2025-08", (7, 0.017)),
        ("productivity", "2025-08", (7, 0.017 / 0.983)),
        ("ai_spending", "2026", (23, 0.004)),
        ("ai_spending", "2028", None),
        ("hours_saved_users", "2025-08", None),
    ):
        found = level_of(RUN, Published(what, when, 0.01, "US", "", ""))
        assert found == (expected and pytest.approx(expected)), (what, when)


def test_what_is_published_is_a_share_with_a_source() -> None:
    assert len(published()) == 5
    assert all(0.0 < one.share < 0.1 and one.source and one.note for one in published())
