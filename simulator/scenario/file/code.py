"""Files of code that a scenario names (rules, policies, figures): their texts, what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.core.errors import InputError
from simulator.scenario.file.layers import CODE, Layers, Options
from simulator.scenario.file.own_check import FIGURES, INSTRUMENTS, only_python, read_own
from simulator.scenario.file.problems import Problem
from simulator.scenario.file.rule_check import read_rules
from simulator.scenario.file.wording import runs_code


@dataclass
class Code:
    """Text by file, the instruments that the files declare, and what is wrong in the scenario."""

    sources: dict[str, str] = field(default_factory=dict)
    instruments: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faulty: frozenset[str] = frozenset()

    def untold(self, errors: Iterable[InputError]) -> list[InputError]:
        """Errors without those of policies whose file is at fault, which is said already."""
        return [one for one in errors if one.field not in self.faulty]


def read_code(plain: Mapping[str, Any], layers: Layers, shipped: Mapping[str, Any], options: Options) -> Code:
    """What a scenario names, read and not run; faults in the files join `layers.errors`.

    `shipped`: instruments whose names are taken. Without leave to run or read code, naming any is wrong.
    """
    from simulator.kit.own import declared_in

    code = Code()

    def declared(name: str, called: str, text: str) -> None:
        code.instruments[name] = declared_in(name, called, text)

    found = [
        read_rules(plain.get("rules"), layers.folder, layers.label),
        read_own(INSTRUMENTS, plain.get(INSTRUMENTS), layers.folder, layers.label, shipped, declared),
        read_own(FIGURES, plain.get(FIGURES), layers.folder, layers.label, {}, only_python),
    ]
    for sources, problems, faults in found:
        code.sources |= sources
        code.problems += problems
        layers.errors += faults
    named = [key for key in CODE if plain.get(key)]
    if named and not (options.allow_code or options.reads_code):
        code.problems.append(((named[0],), runs_code(code.sources)))
    own = plain.get(INSTRUMENTS)
    names = own if isinstance(own, dict) else ()
    code.faulty = frozenset(f"policies.{name}" for name in names if name not in code.instruments)
    return code
