"""Posts that AI abolishes are whole: they go as openings, with leavers without successor, or by layoff."""

import numpy as np
import pytest

from simulator.markets import production
from simulator.markets.separations import Posts, abolished

POSTS = 20_000


def booked(heads: float | None, desired: float, step: float) -> tuple[np.ndarray, np.ndarray]:
    """Many posts like one, fully staffed unless `heads` are given: abolished and forgone, and pending."""
    rounding = (np.arange(POSTS) + 0.5) / POSTS
    wanted = desired * (1.0 - step)
    pending, counts = np.zeros(POSTS), np.zeros(2)
    staff = np.floor(desired + rounding) if heads is None else np.full(POSTS, heads)
    none = np.zeros(POSTS)
    posts = dict.fromkeys(production.Posts._fields, none) | {
        "active": np.ones(POSTS, np.int8), "automated": np.full(POSTS, step), "ai_step": np.full(POSTS, step),
        "desired": np.full(POSTS, wanted), "rounding": rounding, "heads": staff.astype(np.int32),
        "ai_pending": pending, "expected_quits": np.zeros(POSTS), "quits": np.zeros(POSTS, np.int32),
    }  # fmt: skip
    production.book_automation(POSTS, production.Posts(**posts), none, 12.0, counts)
    return counts / POSTS, pending


def test_a_fully_staffed_post_has_no_hiring_to_forgo() -> None:
    counts, pending = booked(None, 4.4, 0.1)
    assert counts[0] == pytest.approx(0.44, abs=1e-3)
    assert counts[1] == 0.0
    assert pending.mean() == pytest.approx(0.44, abs=1e-3)


def test_openings_are_forgone_before_anybody_has_to_leave() -> None:
    counts, pending = booked(3, 4.0, 0.25)
    assert counts.tolist() == pytest.approx([1.0, 1.0])
    assert not pending.any()


def test_a_leaver_with_a_successor_takes_no_post_along() -> None:
    target, pending = np.array([5]), np.array([1.0])
    posts = Posts(np.array([5]), target, np.zeros(1), pending, np.zeros(1), np.zeros(1))
    assert abolished(0, posts) == 0.0
    assert pending[0] == 1.0
    target[0] = 4
    assert abolished(0, posts) == 1.0
    assert pending[0] == 0.0
