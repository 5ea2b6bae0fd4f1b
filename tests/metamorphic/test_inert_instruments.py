"""An instrument at zero is no instrument, bit for bit; one that is switched on changes the results.

Every instrument that is found is tested: nothing is registered here.
"""

import numpy as np
import pytest

from simulator.policies import discover
from tests.small import different, policy, ran, series, small, typical

NAMES = sorted(discover())


@pytest.fixture(scope="module")
def without():
    return ran(small("rapid"))


@pytest.mark.parametrize("name", NAMES)
def test_an_instrument_is_inert_by_default(name: str, without) -> None:
    assert not different(without, ran(small("rapid", (policy(name),))))


@pytest.mark.parametrize("name", NAMES)
def test_an_instrument_at_zero_is_the_run_without_it(name: str, without) -> None:
    own = discover()[name].own()
    zero = ran(small("rapid", (policy(name, **{key: 0.0 for key, p in own.items() if p.default == 0.0}),)))
    assert not different(without, zero)
    for table in ("flows", "persons"):
        for column, values in getattr(without, table).items():
            np.testing.assert_array_equal(values, getattr(zero, table)[column])


@pytest.mark.parametrize("name", NAMES)
def test_an_instrument_does_nothing_before_its_start(name: str, without) -> None:
    start = 14
    late = ran(small("rapid", (typical(name, start=start),)))
    for indicator in sorted(set(without.rows["indicator"])):
        before, after = series(without, indicator), series(late, indicator)
        np.testing.assert_array_equal(before[:start], after[:start], err_msg=indicator)
    assert different(without, late)


def test_all_instruments_together_are_inert_by_default(without) -> None:
    assert not different(without, ran(small("rapid", tuple(map(policy, NAMES)))))
