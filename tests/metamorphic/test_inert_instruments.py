"""An instrument at zero is no instrument, bit for bit; one that is switched on changes the results.

Every instrument that is found is tested: nothing is registered here.
"""

from functools import cache

import numpy as np
import pytest

from simulator.economy.recorder import RunOutput
from simulator.policies import discover
from tests.small import FEW_AMONG_A_THOUSAND, PERSONS, company, different, policy, ran, series, small, typical

NAMES = sorted(discover())


@cache
def alone(needs: frozenset[str]) -> RunOutput:
    """Without an instrument, but with what instruments need that need just that."""
    return ran(company(next(name for name in NAMES if frozenset(discover()[name].needs) == needs)))


def without_it(name: str) -> RunOutput:
    return alone(frozenset(discover()[name].needs))


@pytest.mark.parametrize("name", NAMES)
def test_an_instrument_is_inert_by_default(name: str) -> None:
    assert not different(without_it(name), ran(company(name, policy(name))))


@pytest.mark.parametrize("name", NAMES)
def test_an_instrument_at_zero_is_the_run_without_it(name: str) -> None:
    own = discover()[name].own()
    zero = ran(company(name, policy(name, **{key: 0.0 for key, p in own.items() if p.default == 0.0})))
    without = without_it(name)
    assert not different(without, zero)
    for table in ("flows", "persons"):
        for column, values in getattr(without, table).items():
            np.testing.assert_array_equal(values, getattr(zero, table)[column])


@pytest.mark.parametrize("name", NAMES)
def test_an_instrument_does_nothing_before_its_start(name: str) -> None:
    start, persons = 6, FEW_AMONG_A_THOUSAND.get(name, PERSONS)
    without = without_it(name) if persons == PERSONS else ran(company(name, persons=persons))
    late = ran(company(name, typical(name, start=start), persons=persons))
    for indicator in sorted(set(without.rows["indicator"])):
        before, after = series(without, indicator), series(late, indicator)
        np.testing.assert_array_equal(before[:start], after[:start], err_msg=indicator)
    assert different(without, late)


def test_all_instruments_together_are_inert_by_default() -> None:
    assert not different(alone(frozenset()), ran(small("rapid", tuple(map(policy, NAMES)))))
