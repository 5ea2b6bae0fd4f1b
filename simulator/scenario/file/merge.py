"""One scenario file laid over another: groups key by key, policies by instrument, null removes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from simulator.core.errors import InputError, suggestion
from simulator.scenario.file.checks import OTHERS
from simulator.scenario.file.document import Node

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
