"""What no single key can tell: earmarks, financing, replaced rules, parameters of the model."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.core.errors import InputError, suggestion
from simulator.core.param import PARAMS, Param
from simulator.scenario.layers import inside
from simulator.scenario.problems import KeyPath, Problem
from simulator.scenario.reach import read_occupations
from simulator.scenario.reading import Refused, read_month, read_number

MAXIMUM_RULE_BYTES = 262_144
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
            yield ("policies", index), 'holds several instruments; begin each with a line of its own and "- "'
        for name, settings in item.items():
            if isinstance(settings, dict) and name in instruments:
                place: KeyPath = ("policies", index, name)
                earmarks += "earmark" in settings
                yield from _check_dates(settings, place, start)
                yield from _check_occupations(settings.get("for"), place, occupations)
                others = [other for other in names if other != name]
                funded = [other for other in others if getattr(instruments.get(other), "fundable", True)]
                financing = plain.get("financing", "deficit")
                for message in _check_earmark(settings.get("earmark"), funded, instruments[name], financing):
                    yield (*place, "earmark"), message
    if plain.get("financing") == "earmarked" and not earmarks:
        message = "earmarked needs a policy with an earmark, as in {rate: 0.25, earmark: training_programme}"
        yield ("financing",), message


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


def _check_earmark(earmark: Any, others: list[str], instrument: Any, financing: Any) -> Iterator[str]:
    if not isinstance(earmark, str):
        return
    if earmark not in others:
        known = ", ".join(others) or "there is no other policy"
        hint = suggestion(earmark, others)
        yield f'"{earmark[:60]}" is no other policy of this scenario; allowed: {known}.{hint}'
    if getattr(instrument, "family", "contribute") != "contribute":
        yield "only instruments that raise revenue (family contribute) can be earmarked"
    if financing == "deficit":
        yield 'has no effect with financing: deficit; write "financing: earmarked" or leave it out'


def read_parameters(written: Any, currency: str) -> tuple[dict[str, float], list[Problem]]:
    """Overrides of model parameters in their declared units, and what is wrong with them."""
    if not isinstance(written, dict) or not written:
        return {}, []
    declared, values, problems = model_parameters(), dict[str, float](), list[Problem]()
    for name, raw in written.items():
        try:
            if name not in declared:
                raise Refused(((), f"no such model parameter.{suggestion(name, declared)}"))
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


def read_rules(written: Any, folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """Text of each rule file by its name, and what is wrong; no file is executed."""
    sources, problems = dict[str, str](), list[Problem]()
    if not isinstance(written, dict) or not written:
        return sources, problems
    known = rule_names()
    for name, target in written.items():
        try:
            if name not in known:
                raise InputError(f"no such rule; see sim list rules.{suggestion(name, known)}")
            file, function = _split(target)
            sources[file] = _read_rule_file(inside(folder, folder, file), file)
            _check_function(sources[file], file, function)
        except InputError as error:
            problems.append((("rules", name), error.message))
    return sources, problems


def _split(target: Any) -> tuple[str, str]:
    file, separator, function = str(target).rpartition(":")
    if (
        not isinstance(target, str)
        or not separator
        or not file.endswith(".py")
        or not function.isidentifier()
    ):
        raise InputError('needs "file.py:function"')
    return file, function


def _read_rule_file(path: Path, name: str) -> str:
    if path.stat().st_size > MAXIMUM_RULE_BYTES:
        raise InputError(f'"{name}" is larger than {MAXIMUM_RULE_BYTES:,} bytes')
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise InputError(f'"{name}" cannot be read as UTF-8 text') from None


def _check_function(source: str, file: str, function: str) -> None:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None)
        raise InputError(f'"{file}" is not valid Python{f" (line {line})" if line else ""}') from None
    defined = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    if function not in defined:
        raise InputError(f'"{file}" defines no function "{function}".{suggestion(function, defined)}')
