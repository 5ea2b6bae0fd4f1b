"""All faults of a country's file at once, each with file, line and column."""

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, get_args

from simulator.core.errors import InputError, suggestion
from simulator.core.param import Kind
from simulator.scenario.country import profile
from simulator.scenario.country.profile import FORMAT, KEYS, REQUIRED, read_values
from simulator.scenario.file.checks import KeyPath, in_file_order, located, model_parameters, with_gaps
from simulator.scenario.file.document import Node, read_document
from simulator.scenario.file.values import shown

TABLES = ("employment", "labour_rates", "occupations", "population", "schedules", "sectors", "targets")
BALANCES = ("current_account", "public_balance")
"""Shares that may be below zero."""
RANGES = {"share": (0.0, 1.0), "probability": (0.0, 1.0), "money": (0.0, 1e15), "months": (0.0, 600.0)}
"""Lowest and highest value of a kind; a share may be one of a balance, which can be negative."""
SUMS = (
    tuple(f"education_share_{level}" for level in ("low", "medium", "high")),
    tuple(f"education_employed_{level}" for level in ("low", "medium", "high")),
    tuple(f"firm_share_{size}" for size in profile.FIRM_SIZES),
)
"""Values that are parts of a whole."""
ORDERED = (("minimum_wage", "average_wage"), ("ui_floor", "ui_cap"), ("ui_months_min", "ui_months_max"),
           ("ui_replacement_later", "ui_replacement"))  # fmt: skip
"""Pairs of which the first is never above the second."""
ROUNDING = 0.005


def country_faults(path: Path, label: str, root: Traversable, needed: Mapping[str, Any]) -> list[InputError]:
    """What is wrong with the country file `path`, which messages call `label`; its tables lie in `root`.

    `needed` holds the parameters that every country sets. Raises InputErrors where the file is no YAML.
    """
    document = read_document(path, name=label)
    plain = document.plain()
    problems = [*_head(plain, path.stem), *_values(plain), *_parameters(plain, needed)]
    cells = [
        error
        for room, required in (("values", REQUIRED), ("parameters", ()))
        for error in cell_faults(plain.get(room), room, required, document)
    ]
    placed = [located(place, message, document) for place, message in problems]
    return [*in_file_order(with_gaps([*cells, *placed], document)), *_tables(plain, root)]


def _head(plain: Mapping[str, Any], stem: str) -> Iterator[tuple[KeyPath, str]]:
    for key in KEYS:
        if key not in plain:
            yield (key,), "is missing; every country's file has it"
    for key in plain:
        if key not in ("format", *KEYS):
            yield (key,), f"unknown key; allowed: format, {', '.join(KEYS)}.{suggestion(key, KEYS)}"
    if plain.get("format") != FORMAT:
        yield ("format",), f"{shown(plain.get('format'))} is not a known format; allowed: {FORMAT}"
    code = plain.get("iso3", stem)
    if code != stem or not (isinstance(code, str) and len(code) == 3 and code.isupper()):
        yield ("iso3",), f"{shown(code)} must be three capitals, and the file's name, {shown(stem)}"
    for room in ("values", "parameters", "names", "borrow"):
        if not isinstance(plain.get(room, {}), dict):
            yield (room,), "needs a mapping: one line “name: …” for each"
    names = plain.get("names")
    if isinstance(names, dict) and not names.get("en"):
        yield ("names",), "needs an English name, as in {en: Spain}"


def cell_faults(cells: Any, room: str, required: tuple[str, ...], document: Node) -> Iterator[InputError]:
    """Faults of single cells, which the loader finds too."""
    if not isinstance(cells, dict):
        return
    try:
        read_values(cells, "", required)
    except InputError as error:
        for one in getattr(error, "errors", [error]):
            place = (room,) if one.field == "values" else (room, one.field)
            yield located(place, one.message, document)


def _numbers(room: Any) -> dict[str, tuple[float, Mapping[str, Any]]]:
    """Name → number and cell, of the cells that hold a number."""
    cells = room if isinstance(room, dict) else {}
    return {
        name: (float(cell["value"]), cell)
        for name, cell in cells.items()
        if isinstance(cell, dict) and type(cell.get("value")) in (int, float)
    }


def _values(plain: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    currency, numbers = str(plain.get("currency", "")), _numbers(plain.get("values"))
    for name, (number, cell) in numbers.items():
        kind = cell.get("kind", "")
        if kind and kind not in get_args(Kind):
            hint = suggestion(str(kind), get_args(Kind))
            yield ("values", name, "kind"), f"{shown(kind)} is none of {', '.join(get_args(Kind))}.{hint}"
        low, high = (-1.0, 1.0) if name in BALANCES else RANGES.get(kind, (number, number))
        if not low <= number <= high:
            yield ("values", name, "value"), f"{number:g} is outside [{low:g}, {high:g}], for a {kind}"
        if (currency in str(cell.get("unit", ""))) != (kind == "money"):
            need = f"money is in {currency}, and nothing else is" if currency else "money needs a currency"
            yield ("values", name, "unit"), f"{shown(cell.get('unit'))} of kind {kind}: {need}"
    for room in ("values", "parameters"):
        for name, (_, cell) in _numbers(plain.get(room)).items():
            if "recalled" in str(cell.get("note", "")) and cell.get("status") != "assumed":
                yield (room, name, "status"), "what is recalled from memory is assumed"
    for parts in SUMS:
        if all(name in numbers for name in parts):
            total = sum(numbers[name][0] for name in parts)
            if abs(total - 1.0) > ROUNDING:
                yield ("values", parts[0], "value"), f"{' + '.join(parts)} = {total:g}, and must be 1"
    for low_name, high_name in ORDERED:
        if low_name in numbers and high_name in numbers and numbers[low_name][0] > numbers[high_name][0]:
            found = f"{numbers[low_name][0]:g} is above {high_name}, {numbers[high_name][0]:g}"
            yield ("values", low_name, "value"), found


def _parameters(plain: Mapping[str, Any], needed: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    room, declared = plain.get("parameters"), model_parameters()
    missing = [name for name in needed if name not in (room or {})]
    if isinstance(room, dict) and missing:
        said = "the model's default is another country's"
        yield ("parameters",), f"missing parameters ({said}): {', '.join(missing)}"
    for name in room if isinstance(room, dict) else ():
        if name not in declared:
            yield ("parameters", name), f"the model has no such parameter.{suggestion(name, declared)}"
    for name, (number, cell) in _numbers(room).items():
        if name not in declared:
            continue
        try:
            declared[name].check(name, number)
        except ValueError as error:
            yield ("parameters", name, "value"), str(error)
        for key, meant in (("unit", declared[name].unit), ("kind", declared[name].kind)):
            if cell.get(key, meant) != meant:
                yield ("parameters", name, key), f"{shown(cell[key])} is not the model's: {meant}"


def _tables(plain: Mapping[str, Any], root: Traversable) -> Iterator[InputError]:
    """Tables without rows of the country; where all have some, the first cell that is missing."""
    code, borrow = str(plain.get("iso3", "")), plain.get("borrow")
    network = str(borrow.get("mobility_network", "")) if isinstance(borrow, dict) else ""
    missing = 0
    for name, owner, column in (*((name, code, "iso3") for name in TABLES), ("mobility", network, "network")):
        try:
            profile.read_rows(root, name, owner, column)
        except InputError as error:
            missing += 1
            yield error
    if not missing:
        try:
            profile.arrays(root, code, network)
        except InputError as error:
            yield error
