"""The library: `FAMILY@PAYER` of ten countries, made when asked for from `scenarios/library.yaml`.

A scenario that a name stands for is a text, as a file would hold it, under a path where no file lies:
`esp/adapt@gainers.yaml`; `esp/care_services.yaml` is one instrument alone. The same payers stand after any
other scenario: `mine.yaml@income_tax`.
"""

import csv
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.core.shipped import SIZES, instrument_names, library_names, shipped_folder, shipped_path
from simulator.kit.instrument import titled
from simulator.scenario.country.profile import load_country
from simulator.scenario.file.document import Node, parse_document, read_document
from simulator.scenario.file.values import read_number
from simulator.scenario.financing import Balancing
from simulator.scenario.scaling import Size, largest_tested, most_tested
from simulator.scenario.scenario import yaml_text
from simulator.scenario.setting import Constant

type Settings = dict[str, Any]
PAID, BELOW = " paid by ", "below {:.0%} of GDP"
"""What tells the payer, and that an option pays out less than the others, in titles."""
TOLERANCE = 0.0005
"""Share of GDP by which an outlay may miss what was asked for and be called equal."""


@cache
def table() -> dict[str, Any]:
    """What `scenarios/library.yaml` holds."""
    path = shipped_folder() / "library.yaml"
    plain: dict[str, Any] = read_document(path, name="scenarios/library.yaml").plain()
    return plain


@cache
def sized() -> dict[str, dict[str, str]]:
    """The rows of `scenarios/sizes.csv` by name, such as `esp/adapt`."""
    with (shipped_folder() / SIZES).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {f"{row['country']}/{row['family']}": row for row in rows}


_profile = cache(load_country)
"""Profiles of countries that were asked for."""


def shortfall(name: str) -> float:
    """By how much a family's outlay misses what all are sized to, share of GDP; 0 where it is not known."""
    outlay = sized()[name]["outlay"]
    missing = float(table()["outlay"]) - float(outlay) if outlay else 0.0
    return missing if missing > TOLERANCE else 0.0


def read_scenario(path: Path, *, name: str, layer: str = "scenario") -> Node:
    """The document at `path`: a file, or what the library makes under that name; else InputErrors."""
    text = text_of(path)
    return read_document(path, name=name, layer=layer) if text is None else parse_document(text, name, layer)


def text_of(path: Path) -> str | None:
    """The text of what is made under a path; None where a file lies there or nothing is made."""
    stem, at, payer = path.stem.partition("@")
    base = path.with_name(f"{stem}{path.suffix}")
    name = _shipped_name(base)
    if path.is_file() or not (at or name in (*library_names(), *instrument_names())):
        return None
    if at and payer not in table()["payers"]:
        wrong = f'no payer "{payer[:40]}"; allowed: {", ".join(table()["payers"])}.'
        raise InputErrors([InputError(wrong + suggestion(payer, table()["payers"]), where=base.stem)])
    if name in library_names():
        return _head(name) + yaml_text(family(name, payer or next(iter(table()["payers"]))))
    if not at:
        return yaml_text(alone(name))
    own = read_scenario(base, name=base.name).plain()
    title = str(own.get("title", stem)).partition(PAID)[0]
    told = {key: own[key] for key in ("author", "question") if key in own}
    whole = {"title": f"{title}, {_payer(payer)['title']}", **told, "extends": name or base.name}
    return yaml_text({**whole, **_paid(payer, [])})


def _shipped_name(path: Path) -> str:
    folder = shipped_folder()
    name = path.relative_to(folder).with_suffix("").as_posix() if path.is_relative_to(folder) else ""
    return name if name and shipped_path(name) else ""


def family(name: str, payer: str, factor: float | None = None) -> Settings:
    """A family with its payer, as a scenario file holds it; `factor` in place of that of `sizes.csv`."""
    country, _, key = name.partition("/")
    row, own = sized().get(name), table()["families"][key]
    times = float(row["factor"]) if factor is None and row else factor or 1.0
    is_less = factor is None and shortfall(name) > 0.0
    title = [
        own["title"],
        *([BELOW.format(float(table()["outlay"]))] if is_less else []),
        _payer(payer)["title"],
    ]
    policies = [{one: _at(country, one, settings, times)} for one, settings in _bundle(country, key).items()]
    return {
        "title": ", ".join(title),
        "author": "Labour displacement simulator",
        "question": own["question"],
        "extends": f"{country}/no_policy",
        **_paid(payer, policies),
    }


def alone(name: str) -> Settings:
    """One instrument, on the budget, as a scenario file holds it: the country's own, or its usual size."""
    country, _, instrument = name.partition("/")
    own = _own(country, instrument)
    policies = [{instrument: {**own, "start": str(table()["start"])}}] if own else usual(instrument)
    return {
        "title": titled(instrument),
        "author": "Labour displacement simulator",
        **table()["alone"],
        "extends": f"{country}/no_policy",
        "policies": policies,
        "financing": "deficit",
    }


def usual(name: str) -> list[Settings]:
    """Policies of a scenario in which an instrument acts: it, and those without which it does nothing."""
    from simulator.policies import discover

    instrument = discover()[name]
    given = {name: {**instrument.typical.values, "source": instrument.typical.source}}
    for what, value in instrument.needs.items():
        other, _, parameter = what.partition(".")
        given.setdefault(other, {"source": f"choice: without it {name} does nothing"})[parameter] = value
    return [{each: {**values, "start": str(table()["start"])}} for each, values in given.items()]


def _payer(name: str) -> Settings:
    payer: Settings = table()["payers"][name]
    return payer


def _paid(payer: str, policies: list[Settings]) -> Settings:
    """Policies, with the levy of the payer, and how they are financed."""
    own, start = _payer(payer), str(table()["start"])
    levies = [{levy: {**settings, "start": start}} for levy, settings in own.get("levy", {}).items()]
    by = own.get("balanced")
    both = [*policies, *levies]
    financing = Balancing(by).plain() if by else "deficit"
    return {**({"policies": both} if both else {}), "financing": financing}


def _own(country: str, instrument: str) -> Settings:
    """An instrument as the country has it at factor 1; empty where it has none."""
    by_country = table()["policies"].get(instrument, {})
    found: Settings = by_country.get(country, by_country.get("all", {}))
    return found


def _bundle(country: str, key: str) -> dict[str, Settings]:
    """The instruments of a family, as the country has them at factor 1."""
    own, found = table()["families"][key], dict[str, Settings]()
    for part in own.get("of", ()):
        found |= {name: one for name, one in _bundle(country, part).items() if name not in found}
    for name in (*own.get("policies", ()), *own.get("also", {}).get(country, ())):
        if settings := _own(country, name):
            changed = own.get("with", {}).get(name, {})
            found[name] = {**settings, **changed, "start": str(table()["start"])}
    return found


def sizes_of(name: str) -> tuple[Size, ...]:
    """What the factor of a family changes, such as `esp/adapt`, each as far as it may."""
    country, _, key = name.partition("/")
    bundle = _bundle(country, key).items()
    return tuple(size for policy, settings in bundle for size in _sizes(country, policy, settings))


def _sizes(country: str, name: str, settings: Settings) -> Iterator[Size]:
    from simulator.policies import discover

    declared, grows, shrinks = discover()[name].declared(), table()["grows"].get(name, ()), table()["shrinks"]
    for key in dict.fromkeys((*grows, *(one for one in settings if one in shrinks))):
        if settings.get(key):
            base = Size(name, key, declared[key], Constant(read_number(settings[key], declared[key])))
            most = most_tested(base, _profile(country.upper())) if key in grows else 1.0
            yield replace(base, least=0.0 if key in shrinks else 1.0, most=most)


def _at(country: str, name: str, settings: Settings, factor: float) -> Settings:
    """An instrument at a size: what the factor changes, and from what value of which source."""
    scaled, told = dict(settings), list[str]()
    for size in _sizes(country, name, settings):
        base, made = (one.extremes()[1] for one in (size.setting, size.at(factor)))
        if made != base:
            scaled[size.parameter] = round(made, 6)
            most = f", at most {largest_tested(size.name)}" if factor > 1.0 else ""
            told.append(f"{size.parameter}: {base:g} x {factor:.4g}{most}")
    if told:
        scaled["source"] = f"{'; '.join(told)}. At factor 1: {settings['source']}"
    return scaled


def _head(name: str) -> str:
    """Comment lines: from where it is, how large, and how far that falls short."""
    row, asked = sized()[name], float(table()["outlay"])
    outlay = f"gross outlay {float(row['outlay']):.2%} of GDP a year" if row["outlay"] else "not sized yet"
    told = [
        f"{name} of the library (scenarios/library.yaml), sizes times {float(row['factor']):.4g}:",
        f"{outlay}; {row['made']}.",
    ]
    if missing := shortfall(name):
        told.append(
            f"{asked:.2%} is not reached, by {missing:.2%} of GDP: all is as large as tried anywhere."
        )
    if missing or not row["outlay"]:
        told.append("Do not compare it as equal with families that reach it.")
    return "".join(f"# {line}\n" for line in told)
