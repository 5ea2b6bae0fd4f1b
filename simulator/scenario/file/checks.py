"""What no single key can tell: earmarks, financing, money of another country, parameters of the model."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from simulator.core.errors import suggestion
from simulator.core.param import PARAMS, Param
from simulator.scenario.file.document import Node
from simulator.scenario.file.problems import KeyPath, Problem
from simulator.scenario.file.reading import Refused, read_month, read_number
from simulator.scenario.file.wording import shown
from simulator.scenario.financing import targets
from simulator.scenario.reach import read_occupations

OTHERS = "others"
"""Under `parameters`, beside values of some: whether the others are drawn or hold what ships."""
_ROOMS = ("rules", "markets", "agents")


def check_policies(
    plain: Mapping[str, Any], instruments: Mapping[str, Any], start: str, occupations: Sequence[str] = ()
) -> Iterator[Problem]:
    """Faults of the list of policies as a whole, read from the file so that none waits for another.

    `occupations`: codes of the country's occupations, empty when they are not known.
    """
    listed = plain.get("policies")
    items = listed if isinstance(listed, list) else []
    names = [name for item in items if isinstance(item, dict) for name in item]
    earmarks = 0
    for index, item in enumerate(items):
        if not isinstance(item, dict):
            continue  # the model says so
        if len(item) != 1:
            yield ("policies", index), _not_one(item, instruments)
        for name, settings in item.items():
            if settings is None and name in instruments and len(item) == 1:
                message = f'holds no settings; write "{name}: {{}}" for its defaults, or leave the line out'
                yield ("policies", index, name), message
            if isinstance(settings, dict) and name in instruments:
                place: KeyPath = ("policies", index, name)
                earmarks += "earmark" in settings
                yield from _check_dates(settings, place, start)
                yield from _check_occupations(settings.get("for"), place, occupations)
                others = [other for other in names if other != name]
                funded = [other for other in others if _may_be_funded(instruments.get(other))]
                financing = plain.get("financing", "deficit")
                for message in _check_earmark(settings.get("earmark"), funded, instruments[name], financing):
                    yield (*place, "earmark"), message
    yield from _check_balanced(plain.get("financing"), names, instruments, bool(plain.get("law")))
    if plain.get("financing") == "earmarked" and not earmarks:
        message = "earmarked needs a policy with an earmark, as in {rate: 0.25, earmark: training_programme}"
        yield ("financing",), message


def _not_one(item: Mapping[str, Any], instruments: Mapping[str, Any]) -> str:
    if not item:
        return 'holds no instrument; write "- instrument: {…}"'
    if all(name in instruments for name in item):
        return 'holds several instruments; begin each with a line of its own and "- "'
    return 'holds settings beside the instrument; write "- instrument: {…}", with all settings inside'


def _check_balanced(
    financing: Any, names: list[str], instruments: Mapping[str, Any], has_law: bool
) -> Iterator[Problem]:
    """What balances must be there: a policy or a change of the law to pay for, and the levy that pays."""
    by = financing.get("balanced") if isinstance(financing, dict) else None
    if not isinstance(by, str) or by not in targets(instruments):
        return  # the model says so
    instrument = by.rpartition(".")[0]
    if not names and not has_law:
        message = "needs a policy whose budget it balances; there is none in this scenario"
        yield ("financing", "balanced"), message
    elif instrument and instrument not in names:
        message = f'needs the instrument {instrument} under policies, as in "- {instrument}: {{}}"'
        yield ("financing", "balanced"), message


def _check_dates(settings: Mapping[str, Any], place: KeyPath, start: str) -> Iterator[Problem]:
    try:
        first = read_month(settings.get("start", start), start)
        if "end" in settings and read_month(settings["end"], start) <= first:
            yield (*place, "end"), f"{settings['end']} is not after the start, {settings.get('start', start)}"
    except Refused:
        return  # the model says so


def _check_occupations(target: Any, place: KeyPath, known: Sequence[str]) -> Iterator[Problem]:
    written = target.get("occupation") if isinstance(target, dict) else None
    if written is None or not known:
        return
    try:
        codes = read_occupations(written)
    except Refused:
        return  # the model says so
    for code in codes:
        if not any(own.startswith(code) for own in known):
            digits = f"a first digit {min(known)[0]} to {max(known)[0]}"
            message = f"no occupation {code} in this country; allowed: {digits}, or {', '.join(known)}"
            yield (*place, "for", "occupation"), message


def _may_be_funded(instrument: Any) -> bool:
    """Whether a fund can pay for an instrument: it spends, and what it owes can be rationed."""
    return getattr(instrument, "fundable", True) and getattr(instrument, "family", "") != "contribute"


def _check_earmark(earmark: Any, others: list[str], instrument: Any, financing: Any) -> Iterator[str]:
    if not isinstance(earmark, str):
        return
    is_levy = getattr(instrument, "family", "contribute") == "contribute"
    if is_levy and earmark not in others:
        known = f"allowed: {', '.join(others)}" if others else "it has no other"
        said = "is no other policy of this scenario that a fund could pay for"
        yield f"{shown(earmark)} {said}; {known}.{suggestion(earmark, others)}"
    if not is_levy:
        yield "only instruments that raise revenue (family contribute) can be earmarked"
    if financing == "deficit" or isinstance(financing, dict):
        kind = "balanced" if isinstance(financing, dict) else "deficit"
        yield f'has no effect with financing: {kind}; write "financing: earmarked" or leave it out'


def check_money(
    tree: Node,
    instruments: Mapping[str, Any],
    levers: Mapping[str, Any],
    countries: Mapping[str, Any],
    currency: Callable[[Any], str],
) -> Iterator[Problem]:
    """Amounts that were written for a country of another currency, and would keep their numbers.

    `levers`: those of the law; `countries`: whom each file is written for, by its name; `currency`: that of a
    country, empty if unknown.
    """
    country = tree.plain().get("country")
    now = currency(country)
    for name, written in _money(tree, instruments, levers):
        for amount in _amounts(written):
            before = countries.get(amount.where.file, country)
            if before == country or not now or currency(before) in ("", now):
                continue
            told = f"{amount.value} {currency(before)}, written for {before} ({amount.where})"
            also = ", or as a change (+10 %)" if name.startswith("law.") else ""
            yield ("country",), f"{country} pays in {now}, but {name} is {told}; write it in {now} here{also}"
            break


def _money(
    tree: Node, instruments: Mapping[str, Any], levers: Mapping[str, Any]
) -> Iterator[tuple[str, Node]]:
    """Dotted name of each amount of money of the law and of policies, with what is written for it."""
    groups = dict(_entries(tree))
    for name, written in _entries(groups.get("law")):
        if name in levers and levers[name].kind == "money":
            yield f"law.{name}", written
    listed = groups["policies"].value if "policies" in groups else []
    for item in listed if isinstance(listed, list) else []:
        for name, settings in _entries(item):
            declared = instruments[name].declared() if name in instruments else {}
            for key, written in _entries(settings):
                if key in declared and declared[key].kind == "money":
                    yield f"policies.{name}.{key}", written


def _amounts(written: Node) -> Iterator[Node]:
    """The numbers in a setting; a text that names its currency is refused where it is read."""
    if isinstance(written.value, dict):
        for _, inner in _entries(written):
            yield from _amounts(inner)
    elif isinstance(written.value, int | float) and written.value:
        yield written


def _entries(node: Node | None) -> Iterable[tuple[str, Node]]:
    return node.value.items() if node is not None and isinstance(node.value, dict) else ()


def read_parameters(written: Any, currency: str) -> tuple[dict[str, float], list[Problem]]:
    """Overrides of model parameters in their declared units, and what is wrong with them."""
    if not isinstance(written, dict) or not written:
        return {}, []
    declared, values, problems = model_parameters(), dict[str, float](), list[Problem]()
    for name, raw in written.items():
        if name == OTHERS:
            continue  # the model reads it
        try:
            if name not in declared:
                hint = suggestion(name, declared)
                raise Refused(((), f"no such model parameter; see sim show RULE.{hint}"))
            values[name] = read_number(raw, declared[name], currency)
        except Refused as refused:
            problems += [(("parameters", name, *inner), message) for inner, message in refused.problems]
    return values, problems


def model_parameters() -> dict[str, Param]:
    """All parameters that rules, markets and the economy as a whole declare, by name."""
    importlib.import_module("simulator.parameters")
    for room in _ROOMS:
        package = importlib.import_module(f"simulator.{room}")
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"simulator.{room}.{module.name}")
    return PARAMS


def rule_names() -> list[str]:
    """Names of the rules that a scenario may replace."""
    from simulator.core.rule import RULES

    model_parameters()
    return sorted(RULES)
