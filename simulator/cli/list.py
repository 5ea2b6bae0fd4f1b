"""`sim list`: what there is, by kind; each entry is a name and what it is, in one line."""

from __future__ import annotations

import click

from simulator.cli import options
from simulator.cli.options import example

type Entries = list[tuple[str, ...]]

LISTINGS: dict[str, tuple[str, ...]] = {
    "countries": ("country", "name", "currency", "vintage"),
    "policies": ("policy", "family", "what it is"),
    "law": ("law", "as in", "what it is"),
    "worlds": ("world", "what it is"),
    "scenarios": ("scenario", "question"),
    "rules": ("rule", "over", "writes", "what it is"),
    "columns": ("column", "agent", "unit", "what it is"),
    "indicators": ("indicator", "unit", "what it is"),
}
"""What is told of each entry, by kind."""


def entries(what: str) -> Entries:
    """Every entry of a kind, as `LISTINGS` tells it: of scenarios, rules and columns those that ship."""
    match what:
        case "countries":
            from simulator.core.shipped import country_codes, package_folder
            from simulator.scenario.country.profile import parse_country

            folder = package_folder("calibration") / "countries"
            texts = (
                (code, (folder / f"{code}.yaml").read_text(encoding="utf-8")) for code in country_codes()
            )
            heads = (parse_country(text, code) for code, text in texts)
            return [(one["iso3"], one["names"]["en"], one["currency"], str(one["vintage"])) for one in heads]
        case "policies":
            from simulator.policies import discover

            kinds = sorted(discover().items())
            return [(name, kind.family, " ".join(kind.about.split())) for name, kind in kinds]
        case "law":
            from simulator.scenario.law import LAW, ways

            return [(name, ways(lever), lever.about) for name, lever in LAW.items()]
        case "worlds":
            from simulator.scenario.world import load_world, world_names

            return [(name, load_world(name).about) for name in world_names()]
        case "scenarios":
            from simulator.core.shipped import shipped_folder, shipped_names
            from simulator.scenario.library import read_scenario

            files = ((name, shipped_folder() / f"{name}.yaml") for name in shipped_names())
            return [(name, str(read_scenario(file, name=name).plain()["question"])) for name, file in files]
        case "rules":
            from simulator.cli.catalogue import summary
            from simulator.core.rule import RULES
            from simulator.scenario.file.checks import rule_names

            found = (RULES[name] for name in rule_names())
            return [(rule.name, rule.over, ", ".join(rule.writes), summary(rule)) for rule in found]
        case "columns":
            from simulator.cli.catalogue import AGENTS

            had = ((name, agent, one) for agent, kind in AGENTS.items() for name, one in kind.columns.items())
            return [(name, agent, one.unit, one.about) for name, agent, one in had]
    from simulator.indicators import metadata

    return [(str(one["name"]), str(one["unit"]), str(one["about"])) for one in metadata()]


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
    print_table(LISTINGS[what], entries(what))
    if what == "scenarios":
        from simulator.scenario.library import table

        for payer, one in table()["payers"].items():
            console.print(f"  @{payer}: {one['title']}", soft_wrap=True)
        told = (
            "Any of these, and files of your own, with a payer: esp/adapt@borrowing; esp/adapt is @gainers.\n"
            "Any policy alone, in the same countries: esp/care_services; sim list policies names them."
        )
        console.print(told, soft_wrap=True)
