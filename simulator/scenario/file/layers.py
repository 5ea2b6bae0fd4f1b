"""A scenario file, what it extends, and the options of the command line, laid over one another.

One scenario file laid over another: groups key by key, policies by instrument, null removes.

A scenario that stands in a mapping of Python, as the same tree that a file gives.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from numbers import Integral, Real
from pathlib import Path, PurePosixPath
from typing import Any

from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.core.shipped import scenario_hint, shipped_folder, shipped_path
from simulator.scenario.file.checks import OTHERS
from simulator.scenario.file.document import (
    MAXIMUM_DEPTH,
    Node,
    Scalar,
    Where,
    not_finite,
    unseen,
    without_unseen,
)
from simulator.scenario.file.paths import beside, inside
from simulator.scenario.file.wording import shown

_OWN = ("name", "title", "author", "question", "format", "extends", "provenance")
_MERGED = ("horizon", "population", "world", "technology", "closure", "shock", "law", "runs", "rules",
           "parameters")  # fmt: skip
BASED = ("world", "closure")
"""Groups that stand on a shipped one by name."""


def entry(node: Node, key: str) -> Node | None:
    """What stands under `key`, None when nothing does."""
    return node.value.get(key) if isinstance(node.value, dict) else None


def with_entry(node: Node, key: str, value: Node) -> Node:
    """The mapping `node` with another value under `key`."""
    inner = node.value if isinstance(node.value, dict) else {}
    return replace(node, value={**inner, key: value})


def without_entry(node: Node, key: str) -> Node:
    """The mapping `node` without `key`."""
    inner = node.value if isinstance(node.value, dict) else {}
    return replace(node, value={name: value for name, value in inner.items() if name != key})


def inherited(parent: Node) -> Node:
    """What a child takes over: everything but what a file says about itself."""
    inner = parent.value if isinstance(parent.value, dict) else {}
    return replace(parent, value={key: value for key, value in inner.items() if key not in _OWN})


def merge(parent: Node, child: Node, errors: list[InputError]) -> Node:
    """Lay `child` over `parent`; null removes what the parent says, and stays where that is nothing."""
    merged = dict(parent.value) if isinstance(parent.value, dict) else {}
    keys = dict(parent.keys)
    for key, value in (child.value if isinstance(child.value, dict) else {}).items():
        before = merged.get(key)
        keys[key] = child.keys.get(key, value.where)
        if value.value is None and before is not None:
            del merged[key]
        elif key == "policies" and isinstance(value.value, list):
            merged[key] = _merge_policies(before, value, errors)
        elif key in _MERGED and before is not None:
            merged[key] = _merge_group(key, before, value)
        else:
            merged[key] = value
    return Node(merged, child.where if child.keys else parent.where, keys, child.layer)


def _merge_group(key: str, before: Node, value: Node) -> Node:
    """A group of keys over another; a world or closure by name, or with a base, replaces all of it.

    A word for all parameters of the model stays for those that are not named.
    """
    if key in BASED:
        value, before = with_base(value), with_base(before)
        if not isinstance(value.value, dict) or "base" in value.value:
            return _cleared(value, before)
    if key == "parameters":
        value, before = with_others(value), with_others(before)
    if not isinstance(value.value, dict) or not isinstance(before.value, dict):
        return value
    both = {**before.value, **value.value}
    return _cleared(replace(value, value=both, keys={**before.keys, **value.keys}), before)


def with_base(group: Node) -> Node:
    """A world or closure as a mapping with its base: from its name, or from what is written as `from`."""
    if isinstance(group.value, str):
        return replace(group, value={"base": group}, keys={"base": group.where})
    if isinstance(group.value, dict) and "from" in group.value and "base" not in group.value:
        named = {"base" if key == "from" else key: inner for key, inner in group.value.items()}
        keys = {"base" if key == "from" else key: where for key, where in group.keys.items()}
        return replace(group, value=named, keys=keys)
    return group


def with_others(parameters: Node) -> Node:
    """Parameters as a mapping: a word alone holds for all that is not named."""
    if not isinstance(parameters.value, str):
        return parameters
    return replace(parameters, value={OTHERS: parameters}, keys={OTHERS: parameters.where})


def _cleared(node: Node, before: Node) -> Node:
    """The mapping `node` without the nulls that take away something of `before`."""
    if not isinstance(node.value, dict) or not isinstance(before.value, dict):
        return node
    taken = {key for key, inner in node.value.items() if inner.value is None and key in before.value}
    return replace(node, value={key: inner for key, inner in node.value.items() if key not in taken})


def _single(item: Node) -> tuple[str, Node] | None:
    """Name and settings of a line under `policies`, None when it is not one instrument."""
    return next(iter(item.value.items())) if isinstance(item.value, dict) and len(item.value) == 1 else None


def _merge_policies(before: Node | None, value: Node, errors: list[InputError]) -> Node:
    """Policies by instrument, in the order of first appearance."""
    old = before.value if before is not None and isinstance(before.value, list) else []
    merged = {_name(index, item): item for index, item in enumerate(old)}
    for index, item in enumerate(value.value if isinstance(value.value, list) else []):
        name, single = _name(len(old) + index, item), _single(item)
        if single and single[1].value is None and name not in merged:
            known = ", ".join(str(known) for known in merged) or "no policy"
            message = f"nothing to remove: what this scenario extends has {known}"
            hint = suggestion(str(name), (str(known) for known in merged))
            errors.append(item.where.error(message + hint, f"policies.{name}"))
        elif single and single[1].value is None:
            del merged[name]
        elif name in merged and single and (older := _single(merged[name])):
            settings = _merge_group(str(name), older[1], single[1])
            merged[name] = replace(item, value={single[0]: settings})
        else:
            merged[name] = item
    return replace(value, value=list(merged.values()))


def _name(index: int, item: Node) -> str | int:
    single = _single(item)
    return single[0] if single else index


def policies_of(node: Node) -> list[str]:
    """Names of the instruments that a file lists."""
    written = entry(node, "policies")
    items = written.value if written is not None and isinstance(written.value, list) else []
    return [single[0] for item in items if (single := _single(item))]


def repeated_policies(node: Node) -> Iterable[InputError]:
    """An error for each instrument that one file lists twice."""
    written = entry(node, "policies")
    seen: dict[str, Node] = {}
    for item in written.value if written is not None and isinstance(written.value, list) else []:
        single = _single(item)
        if single and single[0] in seen:
            message = f"stands twice in the list (first at {seen[single[0]].where})"
            yield item.where.error(message, f"policies.{single[0]}")
        elif single:
            seen[single[0]] = item


def read_mapping(written: Mapping[Any, Any]) -> Node:
    """The tree of what a scenario file would hold; InputErrors with all that no file could."""
    errors: list[InputError] = []
    root = _node(written, (), errors)
    if errors:
        raise InputErrors(errors)
    return root


def _node(value: Any, path: tuple[str | int, ...], errors: list[InputError]) -> Node:
    where = Where(keys=path)
    if len(path) > MAXIMUM_DEPTH:
        errors.append(where.error(f"is nested more than {MAXIMUM_DEPTH} levels deep", ""))
        return Node(None, where)
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                errors.append(where.error(f"a key must be a text, not {shown(key)}", "scenario"))
            elif hidden := unseen(key):
                errors.append(Where(keys=(*path, without_unseen(key))).error(f"the key {hidden}", ""))
        inner = {key: _node(one, (*path, key), errors) for key, one in value.items() if isinstance(key, str)}
        return Node(inner, where, {key: node.where for key, node in inner.items()})
    if isinstance(value, list | tuple):
        return Node([_node(one, (*path, index), errors) for index, one in enumerate(value)], where)
    return Node(_scalar(value, where, errors), where)


def _scalar(value: Any, where: Where, errors: list[InputError]) -> Scalar:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Real):  # NumPy's numbers too
        return _number(value)
    if not isinstance(value, str):
        found = f"{type(value).__name__} stands where"
        errors.append(where.error(f"{found} a number, a text, a list or a mapping is needed", ""))
        return None
    if hidden := unseen(value):
        errors.append(where.error(hidden, ""))
    return value


def _number(value: Real) -> Scalar:
    """As a file gives it: whole to 2**53 is exact; what is not finite is told where it is used."""
    if isinstance(value, Integral) and abs(int(value)) < 2**53:
        return int(value)
    try:
        number = float(value)
    except OverflowError:
        return not_finite("number", "a number above 1e308 is too large")
    return number if math.isfinite(number) else not_finite(str(number), f"{number} is not a finite number")


MAXIMUM_CHAIN = 10
CODE = ("rules", "instruments", "figures")
"""Keys under which a scenario names files of code."""
SWEPT, START = "--over", "start"
"""The option that sets values of a sweep, and the one of them that is the start of all policies."""
QUICK = {"persons": 2000, "seeds": 3, "opening_states": 1}
CLASSROOM = {"persons": 5000, "seeds": 12, "months": 60, "opening_states": 1}
"""What the two options stand for: a first look, and an answer within a minute that has verdicts."""


@dataclass(frozen=True)
class Options:
    """What the command line decides; None leaves it to the scenario.

    A scenario that names rule files is refused unless code is allowed to run, or is only read. `over` are
    values that a sweep sets: under `instrument.parameter`, `world.name`, `closure.returns` or the name of a
    parameter of the model, and under `world` and `closure` the name of one.
    """

    seeds: int | None = None
    persons: int | None = None
    months: int | None = None
    base_seed: int | None = None
    quick: bool = False
    classroom: bool = False
    allow_code: bool = False
    reads_code: bool = False
    over: tuple[tuple[str, Any], ...] = ()

    def node(self, instruments: Sequence[str] = ()) -> Node:
        """The options as a layer of the scenario; `--quick` yields to the options it stands for.

        So does `--classroom`. InputError where both are asked for. A `start` that is swept is of all
        `instruments`, those of the scenario.
        """
        if self.quick and self.classroom:
            raise InputError("stands for other sizes than --quick; give one of the two", field="--classroom")
        preset, sizes = ("--classroom", CLASSROOM) if self.classroom else ("--quick", QUICK)
        quick = sizes if self.quick or self.classroom else {}
        layers: dict[str, dict[str, Node]] = {}
        groups = {"seeds": "runs", "base_seed": "runs", "opening_states": "runs",
                  "persons": "population", "months": "horizon"}  # fmt: skip
        for key, group in groups.items():
            chosen = getattr(self, key, None)
            option = f"--{key.replace('_', '-')}" if chosen is not None else preset
            value = quick.get(key) if chosen is None else chosen
            if value is not None:
                layer = f"option {option}"
                layers.setdefault(group, {})[key] = Node(value, Where(layer), layer=layer)
        where = Where("options")
        tree = {group: Node(dict(inner), where) for group, inner in layers.items()}
        return Node(tree | self._swept(instruments), where)

    def _swept(self, instruments: Sequence[str]) -> dict[str, Node]:
        """What a sweep sets, by group of the scenario; policies lie over those of its file."""
        where, policies, groups = Where(SWEPT), list[Node](), dict[str, dict[str, Node]]()
        for name, value in self.over:
            group, _, own = name.rpartition(".")
            node = Node(value, where, layer=f"option {SWEPT}")
            if name == START:
                dated = (Node({one: Node({START: node}, where)}, where) for one in instruments)
                policies += dated
            elif name in BASED:
                groups.setdefault(name, {})["base"] = node
            elif group in ("world", "closure", ""):
                groups.setdefault(group or "parameters", {})[own] = node
            else:
                policies.append(Node({group: Node({own: node}, where)}, where))
        found = {group: Node(dict(inner), where) for group, inner in groups.items()}
        return found | ({"policies": Node(policies, where)} if policies else {})


@dataclass
class Layers:
    """The merged tree of a scenario, its name in messages, its files' folder, and what is wrong so far.

    `countries`: by the name of each file, the country that it is written for.
    """

    folder: Path
    label: str
    tree: Node
    errors: list[InputError] = field(default_factory=list)
    countries: dict[str, Any] = field(default_factory=dict)


def read_layers(path: Path, label: str, options: Options) -> Layers:
    """Read the scenario at `path` with all that it extends, and lay the options over it."""
    shipped = shipped_folder().resolve()
    folder = shipped if path.resolve().is_relative_to(shipped) else path.resolve().parent
    chain = _Chain(folder)
    return _under(options, chain.read(path, label, "scenario", ()), chain, label)


def mapping_layers(written: Mapping[str, Any], options: Options) -> Layers:
    """The same of a mapping, whose files are looked for from the working folder."""
    folder = Path.cwd()
    chain = _Chain(folder)
    return _under(options, chain.completed(read_mapping(written), folder, "", ()), chain, "")


def _under(options: Options, tree: Node, chain: _Chain, label: str) -> Layers:
    tree = merge(tree, options.node(policies_of(tree)), chain.errors)
    return Layers(chain.folder, label, without_entry(tree, "extends"), chain.errors, chain.countries)


@dataclass
class _Chain:
    folder: Path
    errors: list[InputError] = field(default_factory=list)
    countries: dict[str, Any] = field(default_factory=dict)

    def read(self, path: Path, label: str, layer: str, seen: tuple[Path, ...]) -> Node:
        """The file at `path` merged over what it extends."""
        from simulator.scenario.library import read_scenario  # which reads documents too

        node = read_scenario(path, name=label, layer=layer)
        return self.completed(node, path.parent, label, (*seen, path.resolve()))

    def completed(self, node: Node, here: Path, label: str, seen: tuple[Path, ...]) -> Node:
        """What a file in the folder `here` holds, merged over what it extends."""
        self.errors += repeated_policies(node)
        self._check_format(node)
        for key in CODE:
            node = self._anchored(node, key, here.resolve())
        parent = self._parent(node, here, label, seen)
        merged = node if parent is None else merge(inherited(parent), node, self.errors)
        if (country := entry(merged, "country")) is not None:
            self.countries[label] = country.value
        return merged

    def _check_format(self, node: Node) -> None:
        written = entry(node, "format")
        if written is not None and (written.value != 1 or isinstance(written.value, bool)):
            message = f"{shown(written.plain())} is not a known format; allowed: 1, without quotes"
            self.errors.append(node.place(("format",)).error(message, "format"))

    def _parent(self, node: Node, here: Path, label: str, seen: tuple[Path, ...]) -> Node | None:
        written = entry(node, "extends")
        if written is None:
            return None
        try:
            if not isinstance(written.value, str):
                needed = 'the name of one scenario is needed, such as "baseline"'
                raise InputError(f"{shown(written.plain())} stands where {needed}")
            target, target_label = self._locate(written.value, here, label)
            if target.resolve() in seen:
                raise InputError(f'"{written.value}" extends, in the end, itself')
            if len(seen) >= MAXIMUM_CHAIN:
                raise InputError(f"more than {MAXIMUM_CHAIN} scenarios extend one another")
        except InputError as error:
            self.errors.append(written.where.error(error.message, "extends"))
            return None
        try:
            return self.read(target, target_label, f"extends {written.value}", seen)
        except InputErrors as errors:
            self.errors += errors.errors
            return None

    def _locate(self, name: str, here: Path, label: str) -> tuple[Path, str]:
        if not name.endswith((".yaml", ".yml")):
            found = shipped_path(name)
            if found is None:
                hint = scenario_hint(name, beside(here))
                known = "allowed: a name of sim list scenarios, or a .yaml file"
                raise InputError(f"no shipped scenario {shown(name)}; {known}.{hint}")
            return found, f"scenarios/{name}.yaml"
        shipped = shipped_folder().resolve()  # what ships may extend its neighbours from anywhere
        folder = shipped if here.resolve().is_relative_to(shipped) else self.folder
        target = inside(folder, here, name, scenario_hint)
        return target, os.path.normpath(Path(label).parent / name)

    def _anchored(self, node: Node, key: str, here: Path) -> Node:
        """Files of code of an extended scenario, seen from the folder of the scenario that is run."""
        named = entry(node, key)
        if named is None or not isinstance(named.value, dict) or not here.is_relative_to(self.folder):
            return node
        prefix = PurePosixPath(here.relative_to(self.folder).as_posix())
        anchored = {
            name: replace(file, value=str(prefix / file.value)) if isinstance(file.value, str) else file
            for name, file in named.value.items()
        }
        return with_entry(node, key, replace(named, value=anchored))
