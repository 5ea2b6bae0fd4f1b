"""`sim list`: what there is, by kind; each entry is a name and what it is, in one line."""

from __future__ import annotations

from collections.abc import Callable

import click

from simulator.cli import options
from simulator.cli.options import example

type Entries = list[tuple[str, ...]]
type Listing = tuple[tuple[str, ...], Callable[[], Entries]]


def countries() -> Entries:
    """Code, name, currency and vintage of each country profile."""
    from simulator.core.shipped import country_codes, package_folder
    from simulator.scenario.country.profile import parse_country

    folder = package_folder("calibration") / "countries"
    texts = {code: (folder / f"{code}.yaml").read_text(encoding="utf-8") for code in country_codes()}
    heads = [parse_country(text, code) for code, text in texts.items()]
    return [(one["iso3"], one["names"]["en"], one["currency"], str(one["vintage"])) for one in heads]


def policies() -> Entries:
    """Name, family and meaning of each instrument."""
    from simulator.policies import discover

    return [(name, cls.family, " ".join(cls.about.split())) for name, cls in sorted(discover().items())]


def law() -> Entries:
    """Name, how a change may be written and meaning of each value of the law that a scenario may change."""
    from simulator.scenario.law import LAW, ways

    return [(name, ways(lever), lever.about) for name, lever in LAW.items()]


def worlds() -> Entries:
    """Name and meaning of each shipped world."""
    from simulator.scenario.world import load_world, world_names

    return [(name, load_world(name).about) for name in world_names()]


def scenarios() -> Entries:
    """Name and question of each shipped scenario."""
    from simulator.core.shipped import shipped_folder, shipped_names
    from simulator.scenario.library import read_scenario

    files = {name: shipped_folder() / f"{name}.yaml" for name in shipped_names()}
    return [(name, str(read_scenario(file, name=name).plain()["question"])) for name, file in files.items()]


def rules() -> Entries:
    """Name, kind of agent, what it writes and meaning of each behaviour that a scenario may replace."""
    from simulator.cli.catalogue import first_line
    from simulator.core.rule import RULES
    from simulator.scenario.file.checks import rule_names

    found = (RULES[name] for name in rule_names())
    return [(rule.name, rule.over, ", ".join(rule.writes), first_line(rule)) for rule in found]


def columns() -> Entries:
    """Name, agent, unit and meaning of what each agent has: what a rule may read."""
    from simulator.cli.catalogue import AGENTS

    return [
        (name, agent, column.unit, column.about)
        for agent, kind in AGENTS.items()
        for name, column in kind.columns.items()
    ]


def indicators() -> Entries:
    """Name, unit and meaning of each outcome."""
    from simulator.indicators import metadata

    return [(str(entry["name"]), str(entry["unit"]), str(entry["about"])) for entry in metadata()]


LISTINGS: dict[str, Listing] = {
    "countries": (("country", "name", "currency", "vintage"), countries),
    "policies": (("policy", "family", "what it is"), policies),
    "law": (("law", "as in", "what it is"), law),
    "worlds": (("world", "what it is"), worlds),
    "scenarios": (("scenario", "question"), scenarios),
    "rules": (("rule", "over", "writes", "what it is"), rules),
    "columns": (("column", "agent", "unit", "what it is"), columns),
    "indicators": (("indicator", "unit", "what it is"), indicators),
}


@click.command("list", epilog=example("sim list policies", "sim list columns"))
@click.argument("what", required=False, type=click.Choice(list(LISTINGS)), metavar="[KIND]")
def list_verb(what: str | None) -> None:
    """List what there is: countries, policies, law, worlds, scenarios, rules, columns or indicators.

    KIND is one of these. Columns are what persons, households, firms, posts, occupations and sectors have:
    what a rule may read.
    """
    options.reads_only()
    from simulator.cli.console import console, print_table

    if what is None:
        console.print("sim list " + " | ".join(LISTINGS))
        console.print("sim show NAME tells more of each entry.")
        return
    columns, entries = LISTINGS[what]
    print_table(columns, entries())
    if what == "scenarios":
        from simulator.scenario.library import table

        for payer, one in table()["payers"].items():
            console.print(f"  @{payer}: {one['title']}", soft_wrap=True)
        told = (
            "Any of these, and files of your own, with a payer: esp/adapt@borrowing; esp/adapt is @gainers.\n"
            "Any policy alone, in the same countries: esp/care_services; sim list policies names them."
        )
        console.print(told, soft_wrap=True)
