"""The page of reference: `python -m simulator.cli.catalogue.reference docs/reference.md`.

Parameters, rules, instruments, indicators and worlds are declared once, in code; this only lists them.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.core.files import write_whole
from simulator.core.param import Param
from simulator.core.rule import RULES, Rule
from simulator.scenario.file.schema import MEANING as FOR

HEAD = """\
# Reference

Made by `make docs` from the declarations in the code; edit those, not this page. `sim show NAME` shows
the same for one name. Values stand in the declared unit; hazards and growth rates per year are turned into
months when they are loaded. Status: *observed* (published for the country), *estimated* (computed from
published numbers), *calibrated* (fitted to targets), *assumed* (nobody's statistic, or one recalled and not
yet checked).
"""
PARAMETER_HEADS = ("parameter", "meaning", "default", "bounds", "unit", "status", "source")


def page() -> str:
    """Return the whole page in Markdown."""
    sections = (_contents(), _parameters(), _rules(), _instruments(), _law(), _worlds(), _indicators())
    return "\n".join((HEAD, *sections))


def _contents() -> str:
    from simulator.parameters import GROUPS

    groups = [group.declared() for group in GROUPS] + [rule.params for rule in shipped_rules()]
    declared = [one for group in groups for one in group.values()]
    counts = ", ".join(
        f"{sum(one.status == status for one in declared)} {status}"
        for status in ("observed", "estimated", "calibrated", "assumed")
    )
    return f"The model's own {len(declared)} parameters: {counts}.\n"


def shipped_rules() -> list[Rule]:
    """The rules of this package by name, without what others may have registered."""
    from simulator.scenario.file.checks import rule_names

    found = (RULES[name] for name in rule_names())
    return [rule for rule in found if rule.python.__module__.startswith("simulator.rules.")]


def _parameters() -> str:
    """Parameters of the economy by group, then those of each rule file, then world and closure."""
    from simulator.parameters import GROUPS
    from simulator.scenario.financing import TaxAdditions
    from simulator.scenario.world import Closing, World

    changed = "A scenario changes them under `parameters:`, a country's profile some (`sim show ESP`)."
    parts = [f"## Parameters\n\n{changed}\n"]
    for group in GROUPS:
        parts.append(_parameter_table(first_line(group), group.declared()))
    for rule in shipped_rules():
        if rule.params:
            parts.append(_parameter_table(f"Rule `{rule.name}`", rule.params))
    parts.append(_parameter_table("World (a scenario sets them under `world:`)", World.declared()))
    parts.append(_parameter_table("Closure (under `closure:`)", Closing.declared()))
    balanced = "What can balance a budget (`financing: {balanced: NAME}`; the run solves the addition)"
    parts.append(_parameter_table(balanced, TaxAdditions.declared()))
    return "\n".join(parts)


def _parameter_table(title: str, declared: Mapping[str, Param]) -> str:
    return f"### {title}\n\n{_table(PARAMETER_HEADS, _parameter_rows(declared))}"


def _parameter_rows(declared: Mapping[str, Param]) -> list[tuple[str, ...]]:
    return [
        (f"`{name}`{f' ({one.symbol})' if one.symbol else ''}", one.about, f"{one.default:g}",
         f"{one.bounds[0]:g} to {one.bounds[1]:g}", one.unit, one.status, one.source)
        for name, one in declared.items()
    ]  # fmt: skip


def _rules() -> str:
    heads = ("rule", "what it does", "over", "reads", "given", "writes")
    rows = [
        (f"`{one.name}`", first_line(one), one.over, *map(_code, (one.reads, one.keywords, one.writes)))
        for one in shipped_rules()
    ]
    about = (
        "A scenario may replace any of them: `rules: {NAME: my_rules.py:function}`. *Reads* are columns of "
        "the agent or of what it is linked to, and keyed draws (`u_…`); *given* are parameters and values of "
        "the economy."
    )
    return f"## Rules\n\n{about}\n\n{_table(heads, rows)}"


def _instruments() -> str:
    from simulator.kit.instrument import Instrument
    from simulator.kit.targeting import Targeted
    from simulator.kit.transfer import Placement
    from simulator.policies import discover
    from simulator.scenario.reach import Levels

    shared = {**Instrument.declared(), **Targeted.declared(), **Placement.declared()}
    rows = [(f"`{name}`", about) for name, about in FOR.items()]
    parts = [
        "## Instruments\n\nEach takes `start`, `end`, `source` and `when`; amounts of money are at month-0 "
        "prices and follow `index: prices`, `wages` or `none`; one that raises revenue takes `earmark`. All "
        "take `administration`, those for people `for` and the rest of this table.\n",
        _parameter_table("What instruments share", shared),
        f"### Whom an instrument reaches (`for`)\n\n{_table(('condition', 'meaning'), rows)}",
        _parameter_table("When an instrument acts (`when`)", Levels.declared()),
    ]
    return "\n".join((*parts, *(_instrument(name, kind) for name, kind in sorted(discover().items()))))


def _instrument(name: str, kind: Any) -> str:
    about = " ".join(kind.about.split())
    values = ", ".join(f"`{key}` {value:g}" for key, value in kind.typical.values.items())
    reach = " Takes `for`." if kind.targets else ""
    needs = " or ".join(f"`{key}`" for key in kind.needs)
    needs = needs and f" Changes nothing without {needs}."
    text = f"{about[:1].upper()}{about[1:]}.{reach}{needs} Typical: {values} ({kind.typical.source})."
    table = _table(PARAMETER_HEADS, _parameter_rows(kind.own()))
    return f"### `{name}` (family {kind.family})\n\n{text}\n\n{table}"


def _law() -> str:
    from simulator.scenario.law import LAW, TODAY, ways

    rows = [
        (f"`{name}`", one.about, ways(one), ", ".join(f"`{item}`" for item in one.moves),
         f"`{one.counted}`" if one.counted else "")
        for name, one in LAW.items()
    ]  # fmt: skip
    about = (
        "What a scenario may change under `law:`, each told from today's law and from a date on, as in "
        f"`vat: {{2027-01: +2 points, 2029-01: {TODAY}}}`. Amounts are at month-0 prices and indexed as "
        "today's. Values and ranges of a country: `sim show ESP`, `sim show law.vat`. *Counted* is "
        "what the change itself adds to an item, by an exact rule."
    )
    return f"## Law\n\n{about}\n\n{_table(('law', 'meaning', 'as in', 'moves', 'counted'), rows)}"


def _worlds() -> str:
    from simulator.scenario.world import World, load_world, world_names

    worlds = [load_world(name) for name in world_names()]
    rows = [
        (f"`{key}`", one.unit, *(f"{each.values[key]:g} ({each.sources[key]['status']})" for each in worlds))
        for key, one in World.declared().items()
    ]
    about = "\n".join(f"- **{world.name}**: {' '.join(world.about.split())}" for world in worlds)
    return f"## Worlds\n\n{about}\n\n{_table(('parameter', 'unit', *(w.name for w in worlds)), rows)}"


def _indicators() -> str:
    from simulator.indicators import all_indicators

    heads = ("indicator", "label", "unit", "better", "least relevant", "by", "meaning")
    rows = [
        (f"`{one.name}`", one.label, one.unit, one.better, f"{one.smallest_relevant:g}", ", ".join(one.by),
         one.about)
        for one in all_indicators()
    ]  # fmt: skip
    about = "Totals monthly, breakdowns (*by*) yearly. `{currency}` is that of the country."
    return f"## Indicators\n\n{about}\n\n{_table(heads, rows)}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def first_line(documented: object) -> str:
    """First line of a docstring, without its final stop."""
    return (documented.__doc__ or "").strip().split("\n")[0].rstrip(".")


if __name__ == "__main__":
    write_whole(Path(sys.argv[1]).resolve(), page())
