"""Compiled code: columns in one argument, and what is left out of compiling."""

import numpy as np
import pytest

from simulator.core import lean
from simulator.core.compiled import njit
from simulator.core.records import Record


@njit
def _raise_pay(of, factor):
    for row in of.paid:
        of.pay[row] *= factor
    return of.pay[-1], len(of.paid)


@pytest.fixture
def columns():
    return {"pay": np.array([1.0, 2.0, 4.0]), "paid": np.array([0, 2], np.int32)}


def test_a_record_is_its_columns_in_python_and_compiled(columns):
    assert _raise_pay(Record("test", columns), 2.0) == (8.0, 2)
    np.testing.assert_array_equal(columns["pay"], [2.0, 2.0, 8.0])
    assert _raise_pay.py_func(Record("test", columns), 0.5) == (4.0, 2)


def test_records_of_other_columns_are_other_types(columns):
    other = columns | {"pay": columns["pay"].astype(np.float32)}
    types = {lean.numba.typeof(Record("test", held)) for held in (columns, dict(columns), other)}
    assert len(types) == 2


def test_no_record_is_made_of_what_is_no_column(columns):
    with pytest.raises(ValueError, match="pay is no column"):
        Record("test", columns | {"pay": np.zeros(8)[::2]})


def test_numba_is_of_the_version_of_which_parts_are_left_out():
    """Another version compiles the same, in half as much time again: then `lean` is to be looked at."""
    for owner, name in lean.PARTS:
        assert getattr(owner, name).__module__ == lean.__name__, f"{name}, numba {lean.numba.__version__}"
