"""Policies and figures of one's own in a comparison: every scenario knows those of all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.core.errors import InputError

if TYPE_CHECKING:
    from simulator.scenario import Scenario

type Texts = Mapping[str, tuple[str, str]]
"""File and text of each policy or figure of one's own, by its name."""


def sharing_code(scenarios: Sequence["Scenario"]) -> list["Scenario"]:
    """The scenarios, each with the instruments and figures of all: a budget line stands in every run.

    Raises InputError where two scenarios call different files by one name.
    """
    instruments, figures = _together(scenarios, "instruments"), _together(scenarios, "figures")
    if not (instruments or figures):
        return list(scenarios)
    texts = dict([*instruments.values(), *figures.values()])
    return [
        replace(one, instruments=_files(instruments), figures=_files(figures),
                rule_sources={**one.rule_sources, **texts})
        for one in scenarios
    ]  # fmt: skip


def _files(found: Texts) -> dict[str, str]:
    return {name: file for name, (file, _) in found.items()}


def _together(scenarios: Sequence["Scenario"], key: str) -> Texts:
    found: dict[str, tuple[str, str]] = {}
    for one in scenarios:
        for name, file in getattr(one, key).items():
            mine = (file, one.rule_sources[file])
            if found.setdefault(name, mine)[1] != mine[1]:
                told = "is another file than in a scenario before it; give one of the two another name"
                raise InputError(told, where=one.name, field=f"{key}.{name}")
            taken = [other for other in scenarios if other.rule_sources.get(file, mine[1]) != mine[1]]
            if taken:
                told = f"{file} is another file in {taken[0].name}; give one of the two another name"
                raise InputError(told, where=one.name, field=f"{key}.{name}")
    return found
