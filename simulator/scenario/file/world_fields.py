"""A scenario's world and technology: numbers or ranges, the named share of work, shares of tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import Any

from pydantic import BaseModel, create_model

from simulator.scenario.country.exposure import AUTOMATION, ILO, MEASURES, TECHNOLOGY
from simulator.scenario.country.technology import technology_names
from simulator.scenario.file.fields import checked_field, number_field, range_field
from simulator.scenario.file.reading import Problem, Refused, read_number
from simulator.scenario.file.wording import none_of, shown
from simulator.scenario.reach import read_one
from simulator.scenario.scenario import AI, CHANGED
from simulator.scenario.setting import Distribution
from simulator.scenario.shipped_worlds import load_world, world_names
from simulator.scenario.world import INCIDENCES, World


def world_numbers() -> dict[str, Any]:
    """Numbers of a world, None where its base decides; all but flags and words may be ranges."""
    return {
        key: (number_field(one) if one.kind in ("flag", "count") else range_field(one), None)
        for key, one in World.declared().items()
    }


def world_field() -> Any:
    """The name of the world that is changed."""

    def read(raw: Any) -> str:
        names = world_names()
        if raw not in names:
            raise Refused(((), none_of(raw, "world", names)))
        return str(raw)

    return checked_field(read, {"enum": world_names(), "description": "World that is changed"})


def tasks_model(base: type[BaseModel]) -> type[BaseModel]:
    """A share of today's work that AI can do alone by a year, and whose work it is."""
    numbers = World.declared()
    words = {"enum": list(INCIDENCES), "description": numbers["tasks_incidence"].about}
    return create_model(
        "Tasks", __base__=base, share=(number_field(numbers["tasks_share"]), ...),
        by=(number_field(numbers["tasks_by"]), ...),
        incidence=(checked_field(partial(read_one, known=INCIDENCES), words), INCIDENCES[0]),
    )  # fmt: skip


def technology_fields() -> dict[str, Any]:
    """What a scenario may say of the technology."""
    return {"name": (_one_field("name", technology_names()), AI),
            "exposure": (_one_field("exposure", MEASURES), ILO),
            "automation": (_shares_field(), {})}  # fmt: skip


def _shares_field() -> Any:
    """Shares of tasks by the first one or two digits of an occupation's code."""

    def read(raw: Any) -> dict[str, float]:
        if not isinstance(raw, dict):
            raise Refused(((), f"{shown(raw)} stands where “ISCO-08 code: share of tasks” lines are needed"))
        wrong = [code for code in raw if not re.fullmatch("[0-9]{1,2}", str(code))]
        if wrong:
            told = f"{shown(wrong[0])} is no occupation; write one or two digits of its ISCO-08 code"
            raise Refused(((str(wrong[0]),), told))
        problems: list[Problem] = []
        found: dict[str, float] = {}
        for code, share in raw.items():
            try:
                found[str(code)] = read_number(share, AUTOMATION)
            except Refused as refused:
                problems += [((str(code), *place), told) for place, told in refused.problems]
        if problems:
            raise Refused(*problems)
        return found

    shares = {"type": "object", "patternProperties": {"^[0-9]{1,2}$": {"type": ["number", "string"]}},
              "additionalProperties": False, "description": TECHNOLOGY["technology.automation"]}  # fmt: skip
    return checked_field(read, shares)


def _one_field(name: str, known: Iterable[str]) -> Any:
    """A key of `technology` that takes one of some words."""
    words = tuple(known)
    schema = {"enum": list(words), "description": TECHNOLOGY[f"technology.{name}"]}
    return checked_field(partial(read_one, known=words), schema)


def world_of(written: Any) -> tuple[str, dict[str, float], dict[str, Distribution]]:
    """A world's name, its values and the ranges of those that are drawn, of which the mode is the value."""
    base = load_world(written.base).values
    given = {name: value for name in base if (value := getattr(written, name)) is not None}
    ranges = {name: value for name, value in given.items() if isinstance(value, Distribution)}
    changed = given | {name: one.mode for name, one in ranges.items()}
    if written.tasks is not None:
        named = written.tasks
        changed |= {"tasks_share": named.share, "tasks_by": named.by,
                    "tasks_incidence": float(INCIDENCES.index(named.incidence))}  # fmt: skip
    values = {**base, **changed}
    same = values == base and not ranges
    return (written.base if same else written.base + CHANGED), values, ranges
