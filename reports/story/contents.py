"""What a run is called and asks, and what its policies are: instruments with what sets their size."""

from collections.abc import Mapping
from typing import Any

from reports.data.run import Run
from reports.story.sentences import country_name, option, titled
from reports.story.settings import declaration_of, instrument_name, unit_of
from reports.text import Text

SIZE = ("places_per_1000", "amount", "rate", "share", "months", "stipend", "start")
"""Parameters that say how large an instrument is, and from when; message `brief.size.<name>` tells each."""
PERCENT = 100
DIGITS = 4  # of a size that is no whole number
POINTS = "points of the rate, as a share"
Instruments = dict[str, Mapping[str, Any]]


def contents(run: Run, text: Text) -> str:
    """Return the instruments of a run with their sizes; of options what all titles share: who pays."""
    if run.comparison:
        first, *others = ([*titled(run, text, one).split(", ")[1:]] for one in run.options)
        return text.sentence_of(", ".join(part for part in first if all(part in own for own in others)))
    return sized(run, text, run.scenario)


def sized(run: Run, text: Text, scenario: str) -> str:
    """Return the instruments of a scenario with their sizes."""
    return text("brief.items").join(_sized(run, text, *own) for own in instruments(run, scenario).items())


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


def title(run: Run, text: Text) -> str:
    """Return the title of the page."""
    if run.comparison:
        country, against = country_name(run, text), option(run, text, run.comparison["baseline"])
        return text.plural("comparison.title", len(run.options), country=country, against=against)
    return text.declared(scenario_text(run, "title")) or run.scenario


def scenario_text(run: Run, key: str) -> str:
    """Return title or question as the manifest holds it, for the scenario shown."""
    own = run.content.get("scenarios", {}).get(run.scenario, {})
    return str(run.content.get(key) or own.get(key) or "")
