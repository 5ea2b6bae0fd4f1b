"""How sure: where the spread comes from, who ranks first."""

import numpy as np
import pytest

from simulator.findings.spread import spread

DRAW = np.random.Generator(np.random.PCG64(11))
NOTHING = np.zeros((400, 0))


def test_a_spread_of_seeds_alone_is_all_seeds() -> None:
    found = spread({("moderate", "c"): DRAW.normal(size=400)}, NOTHING)
    assert found.shares == {"seeds": 1.0}


def test_each_source_gets_its_own_variance() -> None:
    """Known: worlds ±3 (variance 18), closures ±2 (8), a line in one parameter (4), chance (1)."""
    drawn = DRAW.normal(size=(400, 2))
    line = 2.0 * drawn[:, 0]
    cells = {
        (world, closure): w + c + line + DRAW.normal(size=400)
        for world, w in (("slow", -3.0), ("rapid", 3.0))
        for closure, c in (("a", -2.0), ("b", 2.0))
    }
    found = spread(cells, drawn)
    wanted = {"world": 18, "closure": 8, "parameters": 4, "seeds": 1, "both": 0}
    assert sum(found.shares.values()) == pytest.approx(1.0)
    for source, variance in wanted.items():
        assert found.shares[source] * found.variance == pytest.approx(variance, abs=0.6), source


def test_what_a_seed_does_in_every_world_is_no_difference_between_worlds() -> None:
    same = DRAW.normal(size=40)
    found = spread({("slow", "a"): same, ("rapid", "a"): same}, np.zeros((40, 0)))
    assert found.shares["world"] == 0.0


def test_parameters_that_do_nothing_get_little() -> None:
    shares = [spread({("m", "c"): DRAW.normal(size=40)}, DRAW.normal(size=(40, 2))).shares["parameters"]
              for _ in range(50)]  # fmt: skip
    assert np.mean(shares) < 0.05


def test_no_spread_at_all_is_told_as_none() -> None:
    found = spread({("m", "c"): np.zeros(5)}, np.zeros((5, 1)))
    assert (found.variance, set(found.shares.values())) == (0.0, {0.0})
