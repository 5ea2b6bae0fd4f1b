"""How sure: where the spread comes from, who ranks first."""

import numpy as np
import pytest

from simulator.findings.spread import linear, same, spread

DRAW = np.random.Generator(np.random.PCG64(11))


def test_a_spread_of_seeds_alone_is_all_seeds() -> None:
    found = spread({("moderate", "c"): DRAW.normal(size=400)}, {})
    assert found.shares == {"seeds": 1.0}


def test_each_source_gets_its_own_variance() -> None:
    """Known: worlds ±3 (variance 18), closures ±2 (8), a line in one number (4), chance (1)."""
    drawn, other = DRAW.normal(size=(2, 100, 2))
    line = 2.0 * drawn[:, 0]
    cells = {
        (world, closure): w + c + line + DRAW.normal(size=100)
        for world, w in (("slow", -3.0), ("rapid", 3.0))
        for closure, c in (("a", -2.0), ("b", 2.0))
    }
    found = spread(cells, {"ai": linear(drawn), "macro": linear(other)})
    wanted = {"world": 18, "closure": 8, "ai": 4 * drawn[:, 0].var(), "macro": 0, "seeds": 1, "both": 0}
    assert sum(found.shares.values()) == pytest.approx(1.0)
    for source, variance in wanted.items():
        assert found.shares[source] * found.variance == pytest.approx(variance, abs=0.6), source


def test_what_a_seed_does_in_every_world_is_no_difference_between_worlds() -> None:
    same = DRAW.normal(size=40)
    found = spread({("slow", "a"): same, ("rapid", "a"): same}, {})
    assert found.shares["world"] == 0.0


def test_numbers_that_do_nothing_get_little() -> None:
    alike = [{"ai": linear(DRAW.normal(size=(40, 2)))} for _ in range(50)]
    shares = [spread({("m", "c"): DRAW.normal(size=40)}, one).shares["ai"] for one in alike]
    assert np.mean(shares) < 0.05


def test_what_an_opening_state_does_is_told_from_chance() -> None:
    """Twenty seeds in ten opening states: variance 4 between these, 1 within."""
    states = np.arange(20) % 10
    shares = [spread({("m", "c"): 2.0 * DRAW.normal(size=10)[states] + DRAW.normal(size=20)},
                     {"labour": same(states)}).shares["labour"] for _ in range(50)]  # fmt: skip
    assert np.mean(shares) == pytest.approx(0.8, abs=0.1)


def test_few_seeds_tell_no_parts() -> None:
    found = spread({("m", "c"): np.arange(5.0)}, {"ai": linear(np.arange(5.0)[:, None])})
    assert found.shares["seeds"] == 1.0


def test_no_spread_at_all_is_told_as_none() -> None:
    found = spread({("m", "c"): np.zeros(12)}, {"ai": linear(np.ones((12, 1)))})
    assert (found.variance, set(found.shares.values())) == (0.0, {0.0})
