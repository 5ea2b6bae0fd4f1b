"""A scenario file, what it extends, and the options of the command line, laid over one another.

Groups are merged key by key, policies by instrument; null removes. A scenario that stands in a mapping of
Python becomes the same tree that a file gives.
"""

import errno
import math
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from numbers import Integral, Real
from pathlib import Path, PurePosixPath
from typing import Any, Self

from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.core.shipped import scenario_hint, shipped_folder, shipped_path
from simulator.scenario.file.document import (
    MAXIMUM_DEPTH,
    Node,
    Scalar,
    Where,
    not_finite,
    unseen,
    without_unseen,
)
from simulator.scenario.file.values import CODE, OTHERS, shown


def find_scenario(source: str | os.PathLike[str]) -> tuple[Path, str]:
    """The scenario file of that path or shipped name, and what messages call it; else InputErrors."""
    if not isinstance(source, str | os.PathLike):
        several = "; name several one after the other" if isinstance(source, list | tuple) else ""
        needed = f"the name of one scenario, a file or a mapping is needed{several}"
        raise InputErrors([InputError(f"{shown(source)} stands where {needed}", field="scenario")])
    name = os.fspath(source)
    shipped, file = shipped_path(name), Path(name)
    try:
        if file.is_file():
            return file, name
        if shipped is not None:
            return shipped, f"scenarios/{name}.yaml"
        base, at, payer = name.rpartition("@")  # mine.yaml@income_tax
        if at and Path(base).is_file():
            own = Path(base)
            return own.with_name(f"{own.stem}@{payer}{own.suffix}"), name
        nearby = [str(file.parent / other) for other in beside(file.parent)]
        is_folder = name != "" and file.is_dir()
        message = "is a folder; name the scenario file in it" if is_folder else "there is no such file."
        hint = "" if is_folder else scenario_hint(name, nearby)
    except OSError as error:
        message, hint = f"cannot be opened: {reason(error)}", ""
    where = name if len(name) <= 200 else f"{name[:200]}…"
    raise InputErrors([InputError(message + hint, where=where or '""')])


def names_folder(name: str | os.PathLike[str]) -> bool:
    """Whether a folder is meant; not by a name that no file system takes, of which its reader tells."""
    return isinstance(name, str | os.PathLike) and os.fspath(name) != "" and os.path.isdir(name)


def inside(folder: Path, base: Path, name: str, hint: Callable[[str, list[str]], str] = suggestion) -> Path:
    """The file `name` seen from `base`; InputError unless it exists within `folder`, links followed.

    `hint` tells what may be meant: a file that is there, or else.
    """
    if "\0" in name or len(name) > 1000 or PurePosixPath(name).is_absolute() or Path(name).is_absolute():
        raise InputError("is an absolute or impossible path; write it relative to the scenario")
    try:
        target = (base / name).resolve()
        if not target.is_relative_to(folder.resolve()):
            raise InputError(f"{shown(name)} lies outside the folder of the scenario; move it there")
        if target.is_dir():
            raise InputError(f"{shown(name)} is a folder; name a file")
        if target.is_file():
            return target
    except (OSError, RuntimeError) as error:  # a name too long, links in a circle, a folder that is closed
        raise InputError(f"{shown(name)} cannot be opened: {reason(error)}") from None
    meant = hint(name, beside(target.parent, f"*{target.suffix}"))
    raise InputError(f"there is no file {shown(name)}.{meant}")


def beside(folder: Path, pattern: str = "*.y*ml") -> list[str]:
    """Names of the files in a folder, for suggestions; none where it cannot be read."""
    try:
        return sorted(path.name for path in folder.glob(pattern) if path.is_file())
    except OSError:
        return []


def reason(error: OSError | RuntimeError) -> str:
    """Why a path cannot be opened, in a few words."""
    if isinstance(error, RuntimeError) or error.errno == errno.ELOOP:
        return "its links lead in a circle"
    return (error.strerror or "it is not readable").lower()


_OWN = ("name", "title", "author", "question", "format", "extends", "provenance")
_MERGED = "horizon population world technology closure shock law runs rules parameters"
BASED = ("world", "closure")
"""Groups that stand on a shipped one by name."""


def merge(parent: Node, child: Node, errors: list[InputError]) -> Node:
    """Lay `child` over `parent`; null removes what the parent says, and stays where that is nothing."""
    merged, keys = dict(parent.entries), dict(parent.keys)
    for key, value in child.entries.items():
        before = merged.get(key)
        keys[key] = child.keys.get(key, value.where)
        if value.value is None and before is not None:
            del merged[key]
        elif key == "policies" and isinstance(value.value, list):
            merged[key] = _merge_policies(before, value, errors)
        elif key in _MERGED.split() and before is not None:
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
            return value.without(*_nulls(value, before)) if value.entries else value
    if key == "parameters":
        value, before = _with_others(value), _with_others(before)
    if not isinstance(value.value, dict) or not isinstance(before.value, dict):
        return value
    both = {**before.entries, **value.entries}
    merged = replace(value, value=both, keys={**before.keys, **value.keys})
    return merged.without(*_nulls(merged, before))


def _nulls(value: Node, before: Node) -> list[str]:
    """Keys whose null takes away something of `before`."""
    return [key for key, one in value.entries.items() if one.value is None and key in before.entries]


def with_base(group: Node) -> Node:
    """A world or closure as a mapping with its base: from its name, or from what is written as `from`."""
    if isinstance(group.value, str):
        return replace(group, value={"base": group}, keys={"base": group.where})
    if "from" in group.entries and "base" not in group.entries:
        named = {"base" if key == "from" else key: inner for key, inner in group.entries.items()}
        keys = {"base" if key == "from" else key: where for key, where in group.keys.items()}
        return replace(group, value=named, keys=keys)
    return group


def _with_others(parameters: Node) -> Node:
    """Parameters as a mapping: a word alone holds for all that is not named."""
    if not isinstance(parameters.value, str):
        return parameters
    return replace(parameters, value={OTHERS: parameters}, keys={OTHERS: parameters.where})


def _single(item: Node) -> tuple[str, Node] | None:
    """Name and settings of a line under `policies`, None when it is not one instrument."""
    return next(iter(item.entries.items())) if len(item.entries) == 1 else None


def _listed(node: Node | None) -> dict[str | int, Node]:
    """Lines under `policies` by instrument, by number where a line is not one."""
    lines = enumerate(node.items) if node is not None else ()
    return {single[0] if (single := _single(item)) else index: item for index, item in lines}


def _merge_policies(before: Node | None, value: Node, errors: list[InputError]) -> Node:
    """Policies by instrument, in the order of first appearance."""
    merged = _listed(before)
    first = len(before.items) if before is not None else 0
    for index, item in enumerate(value.items, first):
        single = _single(item)
        if single is None:
            merged[index] = item
            continue
        name, settings = single
        if settings.value is None and name not in merged:
            known = [str(known) for known in merged]
            message = f"nothing to remove: what this scenario extends has {', '.join(known) or 'no policy'}"
            errors.append(item.where.error(message + suggestion(name, known), f"policies.{name}"))
        elif settings.value is None:
            del merged[name]
        elif name in merged and (older := _single(merged[name])):
            merged[name] = replace(item, value={name: _merge_group(name, older[1], settings)})
        else:
            merged[name] = item
    return replace(value, value=list(merged.values()))


def repeated_policies(node: Node) -> Iterable[InputError]:
    """An error for each instrument that one file lists twice."""
    seen: dict[str, Node] = {}
    policies = node.get("policies")
    for single, item in ((_single(item), item) for item in (policies.items if policies else ())):
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
    if value is not None and not isinstance(value, Real | str):
        found = f"{type(value).__name__} stands where"
        errors.append(where.error(f"{found} a number, a text, a list or a mapping is needed", ""))
        return None
    if isinstance(value, str) and (hidden := unseen(value)):
        errors.append(where.error(hidden, ""))
    return scalar_of(value)


def scalar_of(value: Any) -> Scalar:
    """As a file gives it: whole to 2**53 is exact; what is not finite is told where it is used."""
    if isinstance(value, str | bool | None):
        return value
    if isinstance(value, Integral) and abs(int(value)) < 2**53:
        return int(value)
    try:
        number = float(value)
    except OverflowError:
        return not_finite("number", "a number above 1e308 is too large")
    return number if math.isfinite(number) else not_finite(str(number), f"{number} is not a finite number")


MAXIMUM_CHAIN = 10
SWEPT, START, LAW = "--over", "start", "law."
"""The option that sets values of a sweep; when all policies or a change of the law start; what names one."""
QUICK = {"persons": 2000, "seeds": 3, "opening_states": 1}
CLASSROOM = {"persons": 5000, "seeds": 12, "months": 60, "opening_states": 1}
"""What the two options stand for: a first look, and an answer within a minute that has verdicts."""
_GROUPS = {"seeds": "runs", "base_seed": "runs", "opening_states": "runs", "persons": "population",
           "months": "horizon"}  # fmt: skip


@dataclass(frozen=True)
class Options:
    """What the command line decides; None leaves it to the scenario.

    A scenario that names rule files is refused unless code is allowed to run, or is only read. `over` are
    values that a sweep sets: under `instrument.parameter`, `law.name`, `law.name.start`, `world.name`,
    `closure.returns` or the name of a parameter of the model; under `world` and `closure` the name of one.
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

    def node(self, below: Node | None = None) -> Node:
        """The options as a layer of the scenario; `--quick` yields to the options it stands for.

        So does `--classroom`. InputError where both are asked for. `below` is the scenario: a `start` that is
        swept is of all its policies, which lie over those of its file; a change of the law keeps its date.
        """
        instruments = _listed(below.get("policies") if below else None)
        if self.quick and self.classroom:
            raise InputError("stands for other sizes than --quick; give one of the two", field="--classroom")
        preset, sizes = (
            ("--classroom", CLASSROOM) if self.classroom else ("--quick", QUICK if self.quick else {})
        )
        where, swept = Where("options"), Where(SWEPT)
        groups, policies = defaultdict[str, dict[str, Node]](dict), list[Node]()
        for key, group in _GROUPS.items():
            chosen = getattr(self, key, None)
            option = f"--{key.replace('_', '-')}" if chosen is not None else preset
            value = scalar_of(sizes.get(key) if chosen is None else chosen)
            if value is not None:
                groups[group][key] = Node(value, Where(f"option {option}"), layer=f"option {option}")
        for name, value in sorted(self.over, key=lambda one: one[0].endswith(f".{START}")):
            group, _, own = name.rpartition(".")
            node = Node(value, swept, layer=f"option {SWEPT}")
            if name == START:
                named = (one for one in instruments if isinstance(one, str))
                policies += (Node({one: Node({START: node}, swept)}, swept) for one in named)
            elif name.startswith(LAW):
                groups["law"] |= _changed(name.removeprefix(LAW), node, groups["law"], below)
            elif name in BASED:
                groups[name]["base"] = node
            elif group in ("world", "closure", ""):
                groups[group or "parameters"][own] = node
            else:
                policies.append(Node({group: Node({own: node}, swept)}, swept))
        tree = {group: Node(dict(inner), where) for group, inner in groups.items()}
        return Node(tree | ({"policies": Node(policies, swept)} if policies else {}), where)


def _changed(name: str, node: Node, swept: Mapping[str, Node], below: Node | None) -> dict[str, Node]:
    """A value of the law as a sweep has it: its first change, or, of `NAME.start`, when that comes."""
    is_date, name = name.endswith(f".{START}"), name.removesuffix(f".{START}")
    written = (below.get("law") if below else None) or Node({}, node.where)
    change = swept.get(name) or written.get(name)
    dated = dict(change.entries) if change else {}
    first = next(iter(dated), None)
    if not is_date:
        return {name: Node({**dated, first: node}, node.where, layer=node.layer) if first else node}
    if change is None:
        return {}
    moved, later = str(node.value), dict(list(dated.items())[1:])
    if (then := next(iter(later), None)) is not None and moved >= then:
        raise node.where.error(f"{moved} is not before the next change, of {then}", f"{LAW}{name}.{START}")
    dates = {moved: dated[first] if first else change, **later}
    return {name: Node(dates, node.where, dict.fromkeys(dates, node.where), node.layer)}


@dataclass
class Layers:
    """A scenario laid over all that it extends: the merged tree, and what is wrong so far.

    `folder` holds all of its files, `label` is its name in messages; `countries`: by the name of each file,
    the country that it is written for.
    """

    folder: Path
    label: str
    tree: Node = field(default_factory=lambda: Node({}, Where()))
    errors: list[InputError] = field(default_factory=list)
    countries: dict[str, Any] = field(default_factory=dict)

    def under(self, options: Options, tree: Node) -> Self:
        """With the options laid over a tree."""
        self.tree = merge(tree, options.node(tree), self.errors).without("extends")
        return self

    def read(self, path: Path, label: str, layer: str = "scenario", seen: tuple[Path, ...] = ()) -> Node:
        """The file at `path` merged over what it extends."""
        from simulator.scenario.library import read_scenario  # which reads documents too

        node = read_scenario(path, name=label, layer=layer)
        return self.completed(node, path.parent, label, (*seen, path.resolve()))

    def completed(self, node: Node, here: Path, label: str, seen: tuple[Path, ...] = ()) -> Node:
        """What a file in the folder `here` holds, merged over what it extends."""
        self.errors += repeated_policies(node)
        written = node.get("format")
        if written is not None and (written.value != 1 or isinstance(written.value, bool)):
            message = f"{shown(written.plain())} is not a known format; allowed: 1, without quotes"
            self.errors.append(node.place(("format",)).error(message, "format"))
        for key in CODE:
            node = self._anchored(node, key, here.resolve())
        parent = self._parent(node, here, label, seen)
        merged = node if parent is None else merge(parent.without(*_OWN), node, self.errors)
        if (country := merged.get("country")) is not None:
            self.countries[label] = country.value
        return merged

    def _parent(self, node: Node, here: Path, label: str, seen: tuple[Path, ...]) -> Node | None:
        written = node.get("extends")
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
            return self.read(target, target_label, f"extends {written.value}", seen)
        except InputErrors as errors:
            self.errors += errors.errors
        except InputError as error:
            self.errors.append(written.where.error(error.message, "extends"))
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
        named = node.get(key)
        if named is None or not named.entries or not here.is_relative_to(self.folder):
            return node
        prefix = PurePosixPath(here.relative_to(self.folder).as_posix())
        anchored = {
            name: replace(file, value=str(prefix / file.value)) if isinstance(file.value, str) else file
            for name, file in named.entries.items()
        }
        return node.having(**{key: replace(named, value=anchored)})


def read_layers(source: Path | Mapping[str, Any], label: str, options: Options) -> Layers:
    """Read a scenario with all that it extends, and lay the options over it.

    The files of a mapping are looked for from the working folder.
    """
    if isinstance(source, Mapping):
        layers = Layers(Path.cwd(), label)
        return layers.under(options, layers.completed(read_mapping(source), layers.folder, label))
    shipped = shipped_folder().resolve()
    folder = shipped if source.resolve().is_relative_to(shipped) else source.resolve().parent
    layers = Layers(folder, label)
    return layers.under(options, layers.read(source, label))
