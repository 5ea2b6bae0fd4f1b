"""What is chosen: country, option, world, the numbers of its policies, a policy more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from reports.text import Text
from simulator.explore import words
from simulator.explore.choice import Change, Choice, options_in
from simulator.explore.parts import Told, choices_widget
from simulator.explore.sliders import notes, sliders


@solara.component
def Choices(asked: Choice, movable: Choice, text: Text, change: Callable[[Change], None]) -> None:  # noqa: N802
    """What is `asked` for in the lists, and the sliders of what is `movable`."""

    def choose(told: list[str]) -> None:
        field, name = told
        change(_CHANGES[field](name))

    def move(told: list[Any]) -> None:
        name, value = told
        change(lambda one: one.with_value(name, float(value)))

    choices_widget(
        fields=_fields(asked, text), policies=sliders(movable, text), notes=list(notes(movable, text)),
        more=_more(movable, text), event_chosen=choose, event_moved=move,
        event_added=lambda name: change(lambda one: one.with_policy(name)),
        event_removed=lambda name: change(lambda one: one.without_policy(name)),
    )  # fmt: skip


def _country(code: str) -> Change:
    """The option of the same name in another country, or its first."""

    def change(choice: Choice) -> Choice:
        alike = f"{code.lower()}/{choice.base.rpartition('/')[2]}"
        there = options_in(code)
        return choice.with_base(alike if alike in there else there[0])

    return change


_CHANGES: dict[str, Callable[[str], Change]] = {
    "country": _country,
    "option": lambda base: lambda one: one.with_base(base),
    "world": lambda world: lambda one: one.with_world(world),
}
"""What a choice in a list does."""


def _fields(choice: Choice, text: Text) -> list[Told]:
    there = {
        "country": (choice.country, words.countries(text)),
        "option": (choice.base, words.options(choice.country, choice.base, text)),
        "world": (choice.scenario_world, words.worlds(text)),
    }
    return [
        {"name": name, "label": text(f"explore.{name}"), "value": value, "named": named}
        for name, (value, named) in there.items()
    ]


def _more(choice: Choice, text: Text) -> Told:
    there = {policy.name for policy in choice.scenario.policies}
    others = [one for one in words.policies(text) if one[0] not in there]
    return {"label": text("explore.add"), "named": [("", text("explore.add.none")), *others]}
