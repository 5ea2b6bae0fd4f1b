"""What is compiled before the first run: from a list, each part by one process; a fault costs time."""

import os

import numpy as np
import pytest

from simulator.core import lean
from simulator.experiment import precompile


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """An empty cache in place of the user's."""
    monkeypatch.setattr(precompile, "folder", lambda: tmp_path)
    return tmp_path


def test_types_of_the_list_are_read_as_they_were_written():
    listed = [row for part in precompile.parts().values() for row in part]
    assert len(listed) > 80
    for name, types in listed:
        if types:
            assert precompile.written(precompile.read(types)) == types, name
    flags = lean.numba.typeof((np.zeros(1, bool), True, 1.5))
    assert precompile.read(precompile.written((flags,))) == (flags,)


def test_a_part_is_taken_once(empty, monkeypatch):
    compiled = []
    monkeypatch.setattr(precompile, "_compile", lambda name, types: compiled.append(name))
    precompile.prepare.__wrapped__()
    first = list(compiled)
    assert len(first) == sum(map(len, precompile.parts().values()))
    precompile.prepare.__wrapped__()
    assert compiled == first


@pytest.mark.parametrize("fault", [OSError("full"), ValueError("torn")])
def test_a_fault_is_left_to_who_calls_the_function(empty, monkeypatch, fault):
    def fails(*given):
        raise fault

    monkeypatch.setattr(precompile, "_compile", fails)
    precompile.prepare.__wrapped__()
    assert len(os.listdir(empty / "compiled")) == 1


@pytest.mark.slow
def test_the_list_is_what_the_main_example_compiles(tmp_path):
    from benchmarks.run import measure

    found = {tuple(one) for one in measure("cold", "run", cache=str(tmp_path))["compiled"]}
    assert found == {row for part in precompile.parts().values() for row in part}
