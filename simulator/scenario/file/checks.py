"""What is wrong with a file, as messages with file, line, column, allowed values and a suggestion.

What pydantic finds; keys without a value (a word left out, or a number that a comma cut in two, as in
`{amount: 1,200}`); what no single key can tell: earmarks, financing, money of another country, parameters of
the model.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from simulator.core.closure import CLOSURES
from simulator.core.errors import InputError, suggestion
from simulator.core.param import PARAMS, Param
from simulator.policies import discover
from simulator.scenario.file.document import Node
from simulator.scenario.file.values import OTHERS, Refused, comma_meant, read_month, read_number, shown
from simulator.scenario.financing import targets
from simulator.scenario.reach import read_occupations
from simulator.scenario.world import world_names

type KeyPath = tuple[str | int, ...]
type Problem = tuple[KeyPath, str]

_MISSING = "is missing; it must be written here ({example}) or in what is extended"
_EXAMPLES = {"country": "country: ESP", "share": "share: 10 %", "by": "by: 2035"}


def translated(error: ValidationError, tree: Node, model: type[BaseModel]) -> Iterator[InputError]:
    """One InputError for each thing that is wrong."""
    for item in error.errors(include_url=False):
        place: KeyPath = item["loc"]
        if item["type"] == "refused":
            for inner, message in item["ctx"]["problems"]:
                yield located((*place, *inner), message, tree)
        elif item["type"] == "extra_forbidden":
            yield located(place, _unknown(place, _keys_at(model, place[:-1])), tree, key=True)
        elif item["type"] == "missing":
            key = str(place[-1])
            yield located(place, _MISSING.format(example=_EXAMPLES.get(key, f"{key}: …")), tree)
        elif item["type"] == "list_type":
            yield located(place, 'needs a list: one line "- instrument: {…}" for each', tree)
        elif item["type"] in ("model_type", "model_attributes_type"):
            yield located(place, _no_mapping(place, item["input"], _keys_at(model, place)), tree)
        else:
            yield located(place, item["msg"], tree)


def located(place: KeyPath, message: str, tree: Node, *, key: bool = False) -> InputError:
    """An error at the place of the file where `place` is written: its value, or its key."""
    name = ".".join(str(part) for part in place if not isinstance(part, int))
    return tree.place(place, key=key).error(message, name)


def in_file_order(errors: Iterable[InputError]) -> list[InputError]:
    """Errors without repetitions, file by file and from top to bottom."""

    def key(error: InputError) -> tuple[str, int, int]:
        file, _, rest = error.where.partition(":")
        parts = error.where.rsplit(":", 2)
        is_placed = len(parts) == 3 and parts[1].isdigit() and parts[2].isdigit()
        return (parts[0], int(parts[1]), int(parts[2])) if is_placed else (file + rest, 0, 0)

    unique = {str(error): error for error in errors}
    return sorted(unique.values(), key=key)


def _no_mapping(place: KeyPath, raw: Any, keys: list[str]) -> str:
    if place == ("world",):
        need = f"the name of a world is needed ({', '.join(world_names())}), or its base and what differs"
        return f"{shown(raw)} stands where {need}"
    if place == ("closure",):
        return f"{shown(raw)} stands where the name of a closure is needed; allowed: {', '.join(CLOSURES)}"
    if place[0] == "policies" and len(place) == 2:
        example = next((key for key in keys if key == raw), keys[0])
        need = f'an instrument with its settings is needed, as in "- {example}: {{…}}"'
        hint = "" if example == raw else suggestion(str(raw), keys)
        return f"{shown(raw)} stands where {need}; allowed: {', '.join(keys)}.{hint}"
    return f"{shown(raw)} stands where a mapping {{key: value}} is needed; allowed keys: {', '.join(keys)}"


def _unknown(place: KeyPath, known: list[str]) -> str:
    what = "no such instrument" if place[0] == "policies" and len(place) == 3 else "unknown key"
    listed = ", ".join(name for name in known if name != "provenance")
    return f"{what}; allowed: {listed}.{suggestion(str(place[-1]), known)}"


def _keys_at(model: type[BaseModel], place: KeyPath) -> list[str]:
    """Keys allowed in the mapping that stands at `place`."""
    found: type[BaseModel] | None = model
    for part in place:
        if isinstance(part, str) and found is not None and part in found.model_fields:
            found = _model_of(found.model_fields[part].annotation)
    return list(found.model_fields) if found is not None else []


def _model_of(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and not get_args(annotation) and issubclass(annotation, BaseModel):
        return annotation
    candidates = get_args(annotation) if isinstance(annotation, UnionType) or get_args(annotation) else ()
    return next((found for item in candidates if (found := _model_of(item)) is not None), None)


_REST = re.compile(r"(\d+)(\s*\D*)")
_ABSENT = "has no value; write one, or leave the line out"


def with_gaps(found: Iterable[InputError], tree: Node) -> list[InputError]:
    """The errors found, and one for each key without a value that none of them tells."""
    cut = dict(_cut_numbers(tree))
    of_cut = {_spot(located(place, "", tree)) for place in cut}
    errors = [error for error in found if _spot(error) not in of_cut]
    errors += [located(place, message, tree) for place, message in cut.items() if message]
    known = of_cut | {_spot(error) for error in errors}
    bare = (located(place, _ABSENT, tree) for place in _unfilled(tree))
    return errors + [error for error in bare if _spot(error) not in known]


def _spot(error: InputError) -> tuple[str, str]:
    return error.where, error.field


def _unfilled(node: Node, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Paths of the keys that have no value; what a list holds is read with the list.

    Of a line under `policies` that holds several keys it is told that they stand side by side.
    """
    for key, inner in node.inside:
        is_line = path[:1] == ("policies",) and len(path) == 2 and len(node.inside) > 1
        if inner.value is None and isinstance(node.value, dict) and not is_line:
            yield (*path, key)
        yield from _unfilled(inner, (*path, key))


def _cut_numbers(node: Node, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Keys that are the rest of a number: `200` in `{amount: 1,200}`; the first with what is meant."""
    name, number = "", ""
    rests: list[str] = []
    for key, inner in node.inside:
        rest = _REST.fullmatch(str(key)) if inner.value is None else None
        if rest and number:
            number += f",{rest[1]}"
            rests.append(str(key))
        else:
            yield from _mended(path, name, number, rests)
            name, number, rests = str(key), str(inner.value) if type(inner.value) in (int, float) else "", []
        yield from _cut_numbers(inner, (*path, key))
    yield from _mended(path, name, number, rests)


def _mended(path: KeyPath, name: str, number: str, rests: list[str]) -> Iterator[tuple[KeyPath, str]]:
    unit = rests[-1].lstrip("0123456789") if rests else ""
    meant = comma_meant(number)
    remedy = f"write {name}: {meant}{unit}" if meant else f"write {name} without a comma"
    for key in rests:
        yield (
            (*path, key),
            f"is the rest of a number that a comma cuts in two; {remedy}" if key is rests[0] else "",
        )


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
    law, policies = tree.get("law"), tree.get("policies")
    for name, written in law.entries.items() if law else ():
        if name in levers and levers[name].kind == "money":
            yield f"law.{name}", written
    for item in policies.items if policies else ():
        for name, settings in item.entries.items():
            declared = instruments[name].declared() if name in instruments else {}
            for key, written in settings.entries.items():
                if key in declared and declared[key].kind == "money":
                    yield f"policies.{name}.{key}", written


def _amounts(written: Node) -> Iterator[Node]:
    """The numbers in a setting; a text that names its currency is refused where it is read."""
    if isinstance(written.value, int | float) and written.value:
        yield written
    for inner in written.entries.values():
        yield from _amounts(inner)


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
                longer = [f"{one}.{name}" for one, kind in discover().items() if name in kind.declared()]
                hint = f" Did you mean {' or '.join(longer)}?" if longer else suggestion(name, declared)
                raise Refused(f"no such model parameter; see sim show RULE.{hint}")
            values[name] = read_number(raw, declared[name], currency)
        except Refused as refused:
            problems += refused.under("parameters", name)
    return values, problems


def model_parameters() -> dict[str, Param]:
    """All parameters that rules, markets and the economy as a whole declare, by name."""
    _import_rooms()
    return PARAMS


@cache
def _import_rooms() -> None:
    importlib.import_module("simulator.parameters")
    for room in _ROOMS:
        package = importlib.import_module(f"simulator.{room}")
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"simulator.{room}.{module.name}")


def rule_names() -> list[str]:
    """Names of the rules that a scenario may replace."""
    from simulator.core.rule import RULES

    model_parameters()
    return sorted(RULES)
