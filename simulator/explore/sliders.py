"""The sliders: every number of the policies that are chosen, and what no slider shows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reports.text import Text
from simulator.explore import words
from simulator.explore.choice import Choice
from simulator.explore.levers import Lever
from simulator.explore.parts import Told
from simulator.scenario.financing import Balancing


def sliders(choice: Choice, text: Text) -> list[Told]:
    """Policy by policy, what it declares itself first; what all have alike is folded away."""
    return [
        _policy(choice, policy, list(levers), text)
        for policy, levers in groupby(choice.levers, key=lambda lever: lever.policy)
    ]


def notes(choice: Choice, text: Text) -> Iterator[str]:
    """What no slider shows: that nothing can be moved, and that a tax is solved by runs alone."""
    if not choice.levers:
        yield text("explore.nothing_to_move")
    financing = choice.scenario.financing
    if isinstance(financing, Balancing) and financing.rate is None:
        yield text("explore.unsolved")


def _policy(choice: Choice, policy: str, levers: list[Lever], text: Text) -> Told:
    start = next(one.start for one in choice.scenario.policies if one.name == policy)
    parts = [
        {"told": told, "levers": [_slider(choice, one, text) for one in levers if one.is_own == is_own]}
        for is_own, told in ((True, ""), (False, text("explore.more")))
    ]
    return {
        "name": policy,
        "title": words.policy_name(policy, text),
        "start": text("explore.from", month=text.month(choice.scenario.start, start)),
        "parts": parts,
        "remove": text("explore.remove") if policy in choice.added else "",
    }


def _slider(choice: Choice, lever: Lever, text: Text) -> Told:
    least, most = lever.bounds
    low, high = text.significant(least), text.significant(most)
    return {
        "name": lever.name,
        "about": text.declared(lever.declared.about),
        "unit": text("explore.bounds", unit=words.unit(lever, choice.country, text), low=low, high=high),
        "value": lever.value, "low": lever.low, "high": lever.high, "step": lever.step,
        "least": least, "most": most,
    }  # fmt: skip
