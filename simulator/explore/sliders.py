"""The sliders: every number of the policies that are chosen, and a policy more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

import solara

from reports.text import Text
from simulator.explore import words
from simulator.explore.choice import Change, Choice
from simulator.explore.levers import Lever
from simulator.explore.parts import Button, field_widget, lever_widget
from simulator.scenario.financing import Balancing


@solara.component
def Sliders(choice: Choice, text: Text, change: Callable[[Change], None]) -> None:  # noqa: N802 (a component)
    """Policy by policy, what it declares itself first; what all have alike is folded away."""
    for policy, levers in groupby(choice.levers, key=lambda lever: lever.policy):
        _Policy(choice, policy, list(levers), text, change).key(policy)
    for told in _notes(choice, text):
        solara.v.Html(tag="p", class_="explore-note", children=[told])
    there = {policy.name for policy in choice.scenario.policies}
    others = [one for one in words.policies(text) if one[0] not in there]
    field_widget(
        label=text("explore.add"), value="", named=[("", text("explore.add.none")), *others],
        event_chosen=lambda name: change(lambda one: one.with_policy(name)) if name else None,
    )  # fmt: skip


def _notes(choice: Choice, text: Text) -> Iterator[str]:
    """What no slider shows: that nothing can be moved, and that a tax is solved by runs alone."""
    if not choice.levers:
        yield text("explore.nothing_to_move")
    financing = choice.scenario.financing
    if isinstance(financing, Balancing) and financing.rate is None:
        yield text("explore.unsolved")


@solara.component
def _Policy(  # noqa: N802
    choice: Choice, policy: str, levers: list[Lever], text: Text, change: Callable[[Change], None]
) -> None:
    with solara.v.Html(tag="fieldset"):
        solara.v.Html(tag="legend", children=[words.policy_name(policy, text)])
        solara.v.Html(tag="small", children=[text("explore.from", month=_first_month(choice, policy, text))])
        for lever in (one for one in levers if one.is_own):
            _slider(choice, lever, text, change)
        with solara.v.Html(tag="details"):
            solara.v.Html(tag="summary", children=[text("explore.more")])
            for lever in (one for one in levers if not one.is_own):
                _slider(choice, lever, text, change)
        if policy in choice.added:
            with solara.Div(classes=["explore-controls"]):
                Button(text("explore.remove"), lambda: change(lambda one: one.without_policy(policy)))


def _first_month(choice: Choice, policy: str, text: Text) -> str:
    start = next(one.start for one in choice.scenario.policies if one.name == policy)
    return text.month(choice.scenario.start, start)


def _slider(choice: Choice, lever: Lever, text: Text, change: Callable[[Change], None]) -> None:
    least, most = lever.bounds
    lever_widget(
        name=lever.name, about=text.declared(lever.declared.about), value=lever.value, low=lever.low,
        unit=text("explore.bounds", unit=words.unit(lever, choice.country, text), low=text.significant(least),
                  high=text.significant(most)),
        high=lever.high, step=lever.step, least=least, most=most,
        event_moved=lambda value: change(lambda one: one.with_value(lever.name, value)),
    )  # fmt: skip
