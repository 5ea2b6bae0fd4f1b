"""Rules bound to the arrays of one economy, compiled and not."""

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
from simulator.core.rule_names import Argument, ColumnArgument, argument, written
from simulator.core.rule_seen import Ruled, SeenRule
from simulator.core.rule_source import array_paths, loop_source, purposes, watched
from simulator.core.streams import stream_key, uniform


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
