"""A scenario file, what it extends, and the options of the command line, laid over one another."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from simulator.core.errors import InputError, InputErrors
from simulator.core.shipped import scenario_hint, shipped_folder, shipped_path
from simulator.scenario.file.document import Node
from simulator.scenario.file.mapping import read_mapping
from simulator.scenario.file.merge import (
    BASED,
    entry,
    inherited,
    merge,
    policies_of,
    repeated_policies,
    with_entry,
    without_entry,
)
from simulator.scenario.file.paths import beside, inside
from simulator.scenario.file.text import Where
from simulator.scenario.file.wording import shown

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
