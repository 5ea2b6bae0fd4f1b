"""Rules bound to the arrays of one economy: the text of their compiled loop, and run as they are."""

import importlib.util
import math
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from simulator.core.aggregates import Aggregates
from simulator.core.cache import digest, folder
from simulator.core.compiled import NotCompiledError
from simulator.core.errors import InputError, suggestion
from simulator.core.files import write_whole
from simulator.core.param import PARAMS
from simulator.core.rule_function import plain_function
from simulator.core.rule_names import Argument, ColumnArgument, DrawArgument, argument, written
from simulator.core.rule_seen import Ruled, SeenRule
from simulator.core.streams import stream_key, uniform

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


class Binding:
    """One loop over a set. It holds arrays, never the economy, which must stay free to go."""

    def __init__(self, rules: Sequence[SeenRule], economy: Ruled) -> None:
        self.rules = tuple(rules)
        self.over = rules[0].over
        classes = {name: members.agent_class for name, members in economy.sets.items()}
        self.arguments = tuple(
            tuple(argument(name, self.over, classes) for name in rule.reads) for rule in rules
        )
        for rule in rules:
            written(rule.writes, self.over, classes)
        self.purposes = purposes(self.arguments)
        columns = economy.sets[self.over].columns
        self.active = columns.get("active")
        if self.purposes and "id" not in columns:
            raise InputError(f"{self.over} has no column id, by which draws are keyed")
        self.ids = columns.get("id")
        paths = array_paths(rules, self.arguments)
        self.arrays = {path: economy.sets[path[0]].columns[path[1]] for path in paths}
        self._first = self.arrays[self.over, rules[0].writes[0]]
        self.values = [(name, _is_parameter(name, rule, economy)) for rule in rules for name in rule.keywords]
        self.defaults = {name: p.monthly for r in rules for name, p in r.params.items()}
        fixed = [] if self.active is None else [self.active]
        fixed += [*self.arrays.values(), *([self.ids] if self.purposes else [])]
        self._fixed = tuple(fixed)
        self._watched = watched(rules)
        self._loop: Callable[..., None] | None = None

    def run(self, economy: Ruled) -> None:
        """Run the compiled loop over the rows in use."""
        if self._loop is None:
            self._loop = _compiled(self.rules, self.arguments, self.active is not None)
        rows = economy.sets[self.over].n
        bad = np.zeros(len(self._watched), np.int64)
        counted = [bad] if self._watched else []
        try:
            self._loop(rows, *self._fixed, *self._keys(economy), *self._given(economy), *counted)
        except (ArithmeticError, NotCompiledError) as error:
            _blame(self.rules, error, economy)
            raise
        for (rule, column), count in zip(self._watched, bad.tolist(), strict=True):
            if count:
                among = rows if self.active is None else int(np.count_nonzero(self.active[:rows]))
                raise _no_number(rule, column, f"{count:,} of {among:,} rows", economy)

    def fits(self, economy: Ruled) -> bool:
        """Tell whether the economy still has the arrays of this binding."""
        return economy.sets[self.over].columns[self.rules[0].writes[0]] is self._first

    def run_python(self, economy: Ruled) -> None:
        """Run the plain functions row by row."""
        keys = dict(zip(self.purposes, self._keys(economy), strict=True))
        given = iter(self._given(economy))
        keywords = [{name: next(given) for name in rule.keywords} for rule in self.rules]
        for row in range(economy.sets[self.over].n):
            if self.active is not None and not self.active[row]:
                continue
            for rule, reads, values in zip(self.rules, self.arguments, keywords, strict=True):
                try:
                    result = rule.python(*(self._value(read, row, keys) for read in reads), **values)
                except ArithmeticError as error:
                    error.add_note(f"in rule {rule.name}, row {row} of {self.over}")
                    raise
                results = result if len(rule.writes) > 1 else (result,)
                for name, value in zip(rule.writes, results, strict=True):
                    if rule.is_own and not math.isfinite(value):
                        raise _no_number(rule, name, f"row {row}", economy)
                    self.arrays[self.over, name][row] = value

    def _value(self, read: Any, row: int, keys: dict[str, Any]) -> Any:
        if not isinstance(read, ColumnArgument):
            return uniform(keys[read.purpose], self.ids[row])
        index = row
        for link in read.path[:-1]:
            index = self.arrays[link][index]
            if index < 0:
                return read.declaration.dtype.type(0).item()
        value = self.arrays[read.path[-1]][index]
        return value if read.declaration.shape else value.item()

    def _keys(self, economy: Ruled) -> list[Any]:
        return [stream_key(economy.root, purpose, economy.month) for purpose in self.purposes]

    def _given(self, economy: Ruled) -> list[float]:
        parameters, defaults = economy.parameters, self.defaults
        return [
            float(parameters[name] if name in parameters else defaults[name])
            if declared
            else float(economy.scalar(name))
            for name, declared in self.values
        ]


def _no_number(rule: SeenRule, column: str, where: str, economy: Ruled) -> InputError:
    """The error of a scenario's own rule that gave NaN or an infinite number, from which all else follows."""
    return InputError(
        f"the rule file's function gives no finite number for {column} in {where} of {rule.over}, in "
        f"{_when(economy)}; have it return a finite number whatever it reads",
        field=rule.name,
    )


def _when(economy: Ruled) -> str:
    return f"month {economy.month} (seed {economy.checker.seed})"


def _blame(rules: Sequence[SeenRule], error: Exception, economy: Ruled) -> None:
    """Raise InputError when a rule of the scenario's own may be at fault; else say which rules it was."""
    own = [rule for rule in rules if rule.is_own]
    if own:
        what = "cannot be compiled" if isinstance(error, NotCompiledError) else f"fails in {_when(economy)}"
        # Numba's first lines name its own steps, the next what it stumbled on.
        said = (line for line in str(error).splitlines() if line.strip() and not line.startswith("Failed in"))
        raise InputError(f"the rule file's function {what}: {next(said, '')}", field=own[0].name) from error
    error.add_note(f"in rule {', '.join(rule.name for rule in rules)}; run_python finds the row")


def _is_parameter(name: str, rule: SeenRule, economy: Ruled) -> bool:
    """Tell parameters from economy-wide values; InputError when the name is neither."""
    if name in economy.controllers:
        return False
    if name in rule.params:
        return True
    try:
        economy.scalar(name)
    except KeyError:
        if name in economy.parameters:
            return True
        message = f"rule {rule.name}: no parameter or economy-wide value of this name."
        known = {*PARAMS, *economy.parameters, *Aggregates.declared()}
        raise InputError(message + suggestion(name, known), field=name) from None
    return False


@lru_cache(maxsize=256)
def _compiled(
    rules: tuple[SeenRule, ...], arguments: tuple[tuple[Argument, ...], ...], skips_inactive: bool
) -> Callable[..., None]:
    """Return the loop of a generated module: a file, because Numba caches nothing else on disk."""
    text = loop_source(rules, arguments, skips_inactive)
    stem = f"{'_'.join(rule.name for rule in rules)[:80]}_{digest(text)}"
    module_name = f"simulator_generated_{stem}"
    if module_name not in sys.modules:
        path = folder() / "rules" / f"{stem}.py"
        if not path.exists():
            write_whole(path, text)
        spec = importlib.util.spec_from_file_location(module_name, path)
        module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
        spec.loader.exec_module(module)  # type: ignore[union-attr]
        sys.modules[module_name] = module
    loop: Callable[..., None] = sys.modules[module_name].loop
    return loop
