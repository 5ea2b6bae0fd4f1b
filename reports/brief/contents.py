"""What a policy is: its instruments with what sets their size, or the instruments of each option."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reports.data.run import Run
from reports.story.sentences import option
from reports.story.settings import declaration_of, instrument_name, unit_of
from reports.text import Text

SIZE = ("places_per_1000", "amount", "rate", "share", "months", "stipend", "start")
"""Parameters that say how large an instrument is, and from when; message `brief.size.<name>` tells each."""
PERCENT = 100
DIGITS = 4  # of a size that is no whole number
DEFICIT = "deficit"
POINTS = "points of the rate, as a share"
MOST = 6  # options that a page has room to describe; of more the page tells the settings
Instruments = dict[str, Mapping[str, Any]]


def contents(run: Run, text: Text) -> list[str]:
    """Return a line an option, as far as there is room, or one for the policy of a run."""
    if run.comparison:
        return list(_of_options(run, text)) if len(run.options) <= MOST else []
    told = [_sized(run, text, *own) for own in instruments(run, run.scenario).items()]
    return [text("brief.policy", instruments=text("brief.items").join(told))] if told else []


def instruments(run: Run, scenario: str) -> Instruments:
    """Return the instruments of a scenario, each with its values."""
    policies = run.content.get("scenarios", {}).get(scenario, {}).get("policies", [])
    return {name: values for item in policies for name, values in item.items()}


def _sized(run: Run, text: Text, name: str, values: Mapping[str, Any]) -> str:
    sizes = [_size(run, text, name, key, values[key]) for key in SIZE if values.get(key)]
    known = ", ".join(one for one in sizes if one)
    called = instrument_name(run, text, name)
    return text("brief.sized", instrument=called, sizes=known) if known else called


def _size(run: Run, text: Text, instrument: str, key: str, value: object) -> str:
    """Return one size in words; empty for what is no number and no month, such as a schedule."""
    if key == "start":
        return text("brief.size.start", value=text.month(str(value), 0))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    names = [*run.options, run.scenario]  # a point of an atlas is a run of its own, of one option
    unit = str(declaration_of(run, f"{instrument}.{key}", names).get("unit", ""))
    bare = text.significant(value, max(DIGITS, len(f"{abs(value):.0f}")))
    if unit.startswith("share"):
        number = text.percent(text.significant(value * PERCENT, 3))
    elif unit == POINTS:
        number = f"{text.significant(value * PERCENT, 3)} {text.plural('unit.pp', value * PERCENT)}"
    else:
        number = f"{bare} {unit_of(run, text, unit)}".strip()
    return text(f"brief.size.{key}", value=number, number=bare)


def _dosed(run: Run, text: Text, name: str, values: Mapping[str, Any]) -> str:
    """Return an instrument's name with the first of what says how large it is."""
    sizes = (_size(run, text, name, key, values[key]) for key in SIZE if key != "start" and values.get(key))
    called, size = instrument_name(run, text, name), next((one for one in sizes if one), "")
    return text("brief.sized", instrument=called, sizes=size) if size else called


def _of_options(run: Run, text: Text) -> Iterator[str]:
    found = {one: own for one in run.options if (own := instruments(run, one))}
    for one, own in found.items():
        dosed = ", ".join(_dosed(run, text, name, values) for name, values in own.items())
        told = text("brief.option", option=option(run, text, one), instruments=dosed)
        others = [own for name, own in found.items() if name != one]
        yield told if (form := _mixes(own, others)) is None else f"{told} {text(f'brief.mix.{form}')}"
    if all(run.content["scenarios"][one].get("financing") == DEFICIT for one in found):
        yield text("brief.financing.deficit")


def _mixes(own: Instruments, others: list[Instruments]) -> str | None:
    """Return whether an option that has instruments of two others is their sum; None where it has not."""
    mixed = [one for one in others if own.keys() & one.keys()]
    if len(mixed) < 2:
        return None
    every = {name: values for one in others for name, values in one.items()}
    return "sum" if every == own else "other"
