"""The blocks `for:` and `when:` of an instrument as pydantic models, and the Target and Trigger they give."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from pydantic import BaseModel, ConfigDict, create_model

from simulator.scenario import reach
from simulator.scenario.file.fields import checked_field, number_field
from simulator.scenario.file.reading import read_number


class Block(BaseModel):
    """A mapping in which every key is known."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


_DECLARED = reach.Bounds.declared()
_READERS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "age": (partial(reach.read_span, declared=_DECLARED["age"]), "Age in years, as in [16, 29]"),
    "sex": (partial(reach.read_one, known=reach.SEXES), "women or men"),
    "education": (partial(reach.read_some, known=reach.LEVELS), "low, medium, high; one or a list"),
    "occupation": (reach.read_occupations, "ISCO-08 codes of one or two digits: of the job, or of the last"),
    "exposure": (reach.read_exposure, "AI exposure of the occupation: high, or fifths as in [4, 5]"),
    "displaced_by_ai": (reach.read_flag, "Whether the last job was lost to AI"),
    "months_unemployed": (
        partial(reach.read_span, declared=_DECLARED["months_unemployed"]),
        "Months without work of people who look for it, as in {from: 6}",
    ),
    "income": (
        partial(reach.read_span, declared=_DECLARED["income"]),
        "Household income over the national median, as in {to: 0.6}",
    ),
    "share": (partial(read_number, declared=_DECLARED["share"]), _DECLARED["share"].about),
}

MEANING = {key: about for key, (_, about) in _READERS.items()}
"""Condition of `for:` → what it means and how it is written."""

For: type[Block] = create_model(
    "For",
    __base__=Block,
    __doc__="Whom the instrument reaches; all conditions must hold",
    **{key: (checked_field(read, {"description": about}), None) for key, (read, about) in _READERS.items()},
)  # type: ignore[call-overload]

When: type[Block] = create_model(
    "When",
    __base__=Block,
    __doc__="Months in which the instrument acts: all levels must be passed",
    **{key: (number_field(declared), None) for key, declared in reach.Levels.declared().items()},
)  # type: ignore[call-overload]


def target_of(block: Block | None) -> reach.Target:
    """Whom a `for:` block reaches; everybody without one."""
    return reach.Target(**_given(block))


def trigger_of(block: Block | None) -> reach.Trigger:
    """When a `when:` block lets act; always without one."""
    return reach.Trigger(tuple(_given(block).items()))


def _given(block: Block | None) -> dict[str, Any]:
    names = type(block).model_fields if block is not None else ()
    return {name: value for name in names if (value := getattr(block, name)) is not None}
