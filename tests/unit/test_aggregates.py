"""Economy-wide values: declared once, each written by one module, none left unwritten."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import simulator
from simulator.core.aggregates import Aggregates, Amounts
from simulator.core.economy import STEERED, Controllers
from simulator.core.errors import InputError
from simulator.core.param import PARAMS
from simulator.core.rule import RULES
from simulator.economy.schedule import MONTH
from simulator.experiment.simulate import prepare
from tests.small import small

ROOM = Path(simulator.__file__).parent
KINDS = {"aggregates": Aggregates, "controllers": Controllers}
BY_THE_FUNCTION = ("unit_cost",)  # given to `provider_price` where it is called


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in ROOM.glob("**/*.py"):
        yield ".".join(path.relative_to(ROOM).with_suffix("").parts), ast.parse(path.read_text())


def held(node: ast.AST, aliases: dict[str, str]) -> str:
    """The attribute of the economy that an expression stands for, if it is one of ours."""
    name = node.attr if isinstance(node, ast.Attribute) else ""
    return aliases.get(node.id, "") if isinstance(node, ast.Name) else name if name in KINDS else ""


def aliases_in(function: ast.FunctionDef) -> dict[str, str]:
    """Local names of the values: `s = economy.aggregates`, `def f(s: Aggregates)`."""
    found = {
        each.arg: kind
        for each in function.args.args
        for kind, declared in KINDS.items()
        if each.annotation is not None and ast.unparse(each.annotation).strip("'\"") == declared.__name__
    }
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            many = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
            names, given = (getattr(each, "elts", [each]) if many else [each] for each in (target, value))
            for name, what in zip(names, given, strict=True):
                if isinstance(name, ast.Name) and held(what, {}):
                    found[name.id] = held(what, {})
    return found


def uses() -> Iterator[tuple[str, str, str, bool]]:
    """(module, aggregates or controllers, attribute, whether it is written) of all code."""
    for module, tree in modules():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                aliases = aliases_in(function)
                for node in ast.walk(function):
                    if isinstance(node, ast.Attribute) and held(node.value, aliases):
                        written = isinstance(node.ctx, ast.Store)
                        yield module, held(node.value, aliases), node.attr, written


@pytest.mark.parametrize("kind", KINDS)
def test_each_value_is_assigned_in_its_owner_alone(kind: str) -> None:
    writers = defaultdict(set)
    for module, of, name, written in uses():
        if of == kind and written:
            writers[name].add(module)
    declared = KINDS[kind].declared()
    assert set(writers) <= set(declared)
    for name, declaration in declared.items():
        opened_only = declaration.owner.startswith("start.") or declaration.owner == "economy.model"
        assert writers[name] == {declaration.owner} or (opened_only and not writers[name]), name


def test_what_is_read_is_declared_and_only_the_start_opens() -> None:
    methods = {"open", "put", "at", "as_dict", "declared"}
    openers = set()
    for module, kind, name, _ in uses():
        assert name in methods or name in KINDS[kind].declared(), f"{module}: {name}"
        if name in ("open", "put"):
            openers.add(module.partition(".")[0])
    assert openers == {"start", "experiment"}  # the latter where parts of an effect are taken away


def test_every_name_that_a_rule_reads_stands_somewhere_once() -> None:
    assert MONTH  # its rules are declared
    aggregates, controllers = set(Aggregates.declared()), set(Controllers.declared())
    assert not aggregates & (set(PARAMS) | controllers)
    assert controllers & set(PARAMS) == set(STEERED)
    assert set(Amounts.declared()) < aggregates
    read = {name for rule in RULES.values() for name in rule.keywords if name not in rule.params}
    assert read - set(BY_THE_FUNCTION) <= aggregates | controllers | set(PARAMS)


def test_none_is_left_unwritten() -> None:
    economy = prepare(small(), role="policy", replicate=0)
    economy.step()
    for values in (economy.aggregates, economy.controllers, economy.base_amounts):
        assert [name for name, number in values.as_dict().items() if not np.isfinite(number)] == []


def test_other_names_are_refused() -> None:
    values = Aggregates()
    assert np.isnan(values.cpi)
    with pytest.raises(AttributeError, match=r"consumer_prices"):
        values.consumer_prices = 1.0  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match=r'this name: averge_wage. Did you mean "average_wage"'):
        print(values.averge_wage)


def test_a_rule_reads_what_burn_in_found_and_parameters_stay() -> None:
    economy = prepare(small(), role="policy", replicate=0)
    assert economy.parameters["separation_scale"] == PARAMS["separation_scale"].default
    assert economy.scalar("separation_scale") == economy.controllers.separation_scale
    assert economy.controllers.separation_scale != economy.parameters["separation_scale"]
    with pytest.raises(TypeError, match="callback_penalty = 1: parameters are read-only"):
        economy.parameters["callback_penalty"] = 1


def test_a_shift_keeps_a_parameter_within_its_bounds() -> None:
    economy = prepare(small(), role="policy", replicate=0)
    before = economy.parameters["callback_penalty"]
    with pytest.raises(InputError, match=r"callback_penalty: .* is outside \["):
        economy.shift("callback_penalty", 1e6)
    with pytest.raises(InputError, match='Did you mean "callback_penalty"'):
        economy.shift("calback_penalty", 0.1)
    economy.shift("callback_penalty", 0.001)
    assert economy.parameters["callback_penalty"] == before + 0.001
    economy.step()
    assert economy.parameters["callback_penalty"] == before
