"""The source text of a compiled loop, generated from the source of its rules."""

from collections.abc import Sequence

from simulator.core.rule_function import plain_function
from simulator.core.rule_names import Argument, ColumnArgument, DrawArgument
from simulator.core.rule_seen import SeenRule

_HEADER = """import numpy as np
from simulator.core.compiled import njit
from simulator.core.streams import uniform
"""
_CASTS = {"f": "np.float64({})", "i": "np.int64({})", "u": "np.int64({})"}


def loop_source(
    rules: Sequence[SeenRule], arguments: Sequence[Sequence[Argument]], skip_inactive: bool
) -> str:
    """Return a module whose `loop(n, ...)` applies the rules to rows 0 ... n - 1.

    Its arguments are, in this order: n; `active` when inactive rows are skipped; the arrays of
    `array_paths`; the id column and one key per purpose of `purposes`; the keyword-only values
    of each rule in turn; where there are `watched` outputs, the counts of their rows without a number.
    """
    lines = [_HEADER]
    body: list[str] = []
    arrays = {path: f"a{k}" for k, path in enumerate(array_paths(rules, arguments))}
    keys = {purpose: f"key{k}" for k, purpose in enumerate(purposes(arguments))}
    values: list[str] = []
    for number, (rule, reads) in enumerate(zip(rules, arguments, strict=True)):
        before, function = plain_function(rule, f"rule{number}")
        lines += [*before, f"@njit\n{function}\n"]
        own = [f"v{number}_{name}" for name in rule.keywords]
        body += _row(rule, number, reads, arrays, keys, own)
        body += _watch(rule, number, watched(rules))
        values += own
    head = ["n", *(["active"] if skip_inactive else []), *arrays.values()]
    head += [*(["ids"] if keys else []), *keys.values(), *values, *(["bad"] if watched(rules) else [])]
    guard = ["if active[i] == 0:", "    continue"] if skip_inactive else []
    text = "\n".join(f"        {line}" for line in [*guard, *body])
    lines.append(f"@njit\ndef loop({', '.join(head)}):\n    for i in range(n):\n{text}\n")
    return "\n".join(lines)


def array_paths(rules: Sequence[SeenRule], arguments: Sequence[Sequence[Argument]]) -> list[tuple[str, str]]:
    """Return the (set, column) pairs that the loop touches, each once."""
    found: dict[tuple[str, str], None] = {}
    for rule, reads in zip(rules, arguments, strict=True):
        for read in reads:
            found.update(dict.fromkeys(read.path if isinstance(read, ColumnArgument) else ()))
        found.update(dict.fromkeys((rule.over, name) for name in rule.writes))
    return list(found)


def purposes(arguments: Sequence[Sequence[Argument]]) -> list[str]:
    """Return the purposes of the draws, each once."""
    return list(dict.fromkeys(a.purpose for reads in arguments for a in reads if isinstance(a, DrawArgument)))


def watched(rules: Sequence[SeenRule]) -> list[tuple[SeenRule, str]]:
    """Return (rule, column) of what rules of the scenario's own write: nobody has tried those before."""
    return [(rule, name) for rule in rules if rule.is_own for name in rule.writes]


def _row(
    rule: SeenRule,
    number: int,
    reads: Sequence[Argument],
    arrays: dict[tuple[str, str], str],
    keys: dict[str, str],
    values: list[str],
) -> list[str]:
    """Return the lines that apply one rule to row i."""
    lines, given = [], []
    for position, read in enumerate(reads):
        name = f"r{number}_{position}"
        if isinstance(read, DrawArgument):
            lines.append(f"{name} = uniform({keys[read.purpose]}, ids[i])")
        else:
            lines += _load(name, read, arrays)
        given.append(name)
    outputs = [f"{arrays[rule.over, name]}[i]" for name in rule.writes]
    call = f"rule{number}({', '.join([*given, *values])})"
    if not rule.is_own:
        return [*lines, f"{', '.join(outputs)} = {call}"]
    # Seen before it is stored: what is no number would be one in a column of whole numbers.
    found = [f"o{number}_{name}" for name in rule.writes]
    lines.append(f"{', '.join(found)} = {call}")
    return [*lines, *(f"{output} = {name}" for output, name in zip(outputs, found, strict=True))]


def _watch(rule: SeenRule, number: int, seen: Sequence[tuple[SeenRule, str]]) -> list[str]:
    """Return the lines that count in which rows a rule of the scenario's own gave no number."""
    places = [(place, name) for place, (own, name) in enumerate(seen) if own is rule]
    return [
        line
        for place, name in places
        for line in (f"if not np.isfinite(o{number}_{name}):", f"    bad[{place}] += 1")
    ]


def _load(name: str, read: ColumnArgument, arrays: dict[tuple[str, str], str]) -> list[str]:
    """Return the lines that load a value through its links, 0 where a link is below zero.

    Small and unsigned integers become int64 and floats float64, as in Python: numba would turn
    an unsigned minus a signed integer into a float.
    """
    column = read.declaration
    cast = "{}" if column.shape else _CASTS.get(column.dtype.kind, "{}")
    *links, last = read.path
    if not links:
        return [f"{name} = {cast.format(f'{arrays[last]}[i]')}"]
    zero = cast.format("0") if cast != "{}" else "False"
    lines, index = [f"{name} = {zero}", f"{name}_0 = {arrays[links[0]]}[i]"], f"{name}_0"
    indent = ""
    for depth, far in enumerate([*links[1:], last], start=1):
        lines.append(f"{indent}if {index} >= 0:")
        indent += "    "
        if far is last and depth == len(links):
            lines.append(f"{indent}{name} = {cast.format(f'{arrays[far]}[{index}]')}")
        else:
            lines.append(f"{indent}{name}_{depth} = {arrays[far]}[{index}]")
            index = f"{name}_{depth}"
    return lines
