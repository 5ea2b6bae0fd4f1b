"""What there is, by kind: each entry is a name and what it is, in one line."""

from __future__ import annotations

from collections.abc import Callable

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
    from simulator.core.rule import RULES
    from simulator.scenario.file.checks import rule_names

    return [
        (name, RULES[name].over, ", ".join(RULES[name].writes), first_line(RULES[name]))
        for name in rule_names()
    ]


def columns() -> Entries:
    """Name, agent, unit and meaning of what each agent has: what a rule may read."""
    from simulator.cli.catalogue import columns

    return columns.columns()


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


def first_line(documented: object) -> str:
    """First line of a docstring, without its final stop."""
    text = (documented.__doc__ or "").strip()
    return text.splitlines()[0].rstrip(".") if text else ""
