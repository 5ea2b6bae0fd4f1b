"""What an economy holds is declared once; copies and pickles of it go on by themselves, bit for bit."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import mesa
import numpy as np
import pytest

from simulator.core.economy import Economy as Seen
from simulator.economy.model import PACKED, Economy, pack, unpack
from simulator.economy.recorder import Recorder
from simulator.experiment.simulate import prepare
from simulator.policies import discover
from tests.small import small, typical

BEFORE, AFTER = 14, 4
"""Months before an economy is copied, and those that both then run."""


def economy() -> Any:
    """With every instrument, and long enough for people to be in places, on bridges, in funds."""
    policies = tuple(typical(name) for name in sorted(discover()))
    return prepare(small("rapid", policies), role="policy", replicate=0)


def everything(of: Any) -> dict[str, Any]:
    """All columns and economy-wide values, and what the indicators say, to the last bit."""
    recorder = Recorder(of)
    recorder.record()
    columns = {
        f"{kind}.{name}": values[: members.n].tobytes()
        for kind, members in of.sets.items()
        for name, values in members.columns.items()
    }
    measured = {name: float(value).hex() for name, value in recorder.totals[-1].items()}
    values = {name: float(value).hex() for name, value in of.aggregates.as_dict().items()}
    return columns | measured | {f"aggregates.{name}": value for name, value in values.items()}


def run(of: Any, months: int) -> Any:
    for _ in range(months):
        of.step()
    return of


@pytest.mark.parametrize(
    "copied", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))], ids=["deepcopy", "pickle"]
)
def test_a_copy_goes_on_by_itself_bit_for_bit(copied: Callable[[Any], Any]) -> None:
    first = run(economy(), BEFORE)
    second = copied(first)
    at_copying = everything(first)
    run(second, AFTER)
    assert everything(first) == at_copying  # nothing is shared
    assert everything(run(first, AFTER)) == everything(second)
    assert (second.steps, second.time, second.month) == (first.steps, first.time, first.month)
    assert second.persons.model is second
    assert second.state in second.agents
    assert first.state not in second.agents


def test_every_attribute_is_declared_once() -> None:
    of = run(economy(), 1)
    ours = set(vars(of)) - set(vars(mesa.Model(rng=0)))
    assert ours == set(Seen.__annotations__)


def test_an_opening_state_packed_and_unpacked_is_the_same() -> None:
    of = prepare(small(), role="policy", replicate=0)
    again = unpack(pack(of), lambda parameters, sizes: Economy(of.country, parameters, sizes, of.root, ""))
    for name in PACKED:
        assert type(getattr(again, name)) is type(getattr(of, name))
    first, second = pack(of), pack(again)
    assert first.keys() == second.keys()
    assert {name for name in first if first[name].tobytes() != second[name].tobytes()} == set()


def test_what_cannot_be_packed_is_refused() -> None:
    of = prepare(small(), role="policy", replicate=0)
    of.state.memory = object()
    with pytest.raises(TypeError, match=r"economy.state.memory: object cannot be packed into an opening"):
        pack(of)
    del of.state.memory
    of.bank.losses = np.zeros(3)
    with pytest.raises(TypeError, match=r"economy.bank.losses: ndarray"):
        pack(of)
