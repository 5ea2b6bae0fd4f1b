"""What a month costs, counted and not timed: calls of Python functions, and bytes of people's columns.

Seconds depend on the machine. Calls are the fixed cost of a month; bytes are what a month moves a person.
"""

import sys
import tracemalloc
from types import FrameType
from typing import Any

from simulator.experiment.simulate import prepare
from tests.small import small

CALLS = 2_150
BYTES = 616
TEMPORARY = 100
"""A person, beyond what is kept: arrays that a month makes and throws away, at its peak."""


def test_a_month_costs_no_more_calls_and_bytes_than_it_did() -> None:
    economy = prepare(small(persons=5_000), role="no_policy", replicate=0)
    economy.step()
    calls = 0

    def counted(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(counted)
    try:
        economy.step()
    finally:
        sys.setprofile(None)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        economy.step()
        temporary = (tracemalloc.get_traced_memory()[1] - before) / economy.persons.n
    finally:
        tracemalloc.stop()
    kept = sum(column.itemsize for column in economy.persons.columns.values() if column.ndim == 1)
    assert (calls <= CALLS, kept <= BYTES, temporary <= TEMPORARY) == (True, True, True)
