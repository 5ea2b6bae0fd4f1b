"""Columns: what each agent of a kind has, with unit and meaning; a rule may read any of them."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from rich.text import Text

from simulator.agents import firm, markets, person
from simulator.cli.catalogue.reference import shipped_rules
from simulator.cli.terminal.console import console, print_entry
from simulator.core.rule import RULES
from simulator.core.rule_names import ColumnArgument, argument

if TYPE_CHECKING:
    from simulator.core.population import ArrayAgent, Column

AGENTS: Mapping[str, type[ArrayAgent]] = {
    kind.__name__.lower(): kind
    for kind in (person.Person, person.Household, firm.Firm, firm.Post, markets.Occupation, markets.Sector)
}
"""The kinds of agents whose state lies in columns, by the name of their set."""


def columns() -> list[tuple[str, ...]]:
    """Name, agent, unit and meaning of every column."""
    return [
        (name, agent, column.unit, column.about)
        for agent, kind in AGENTS.items()
        for name, column in kind.columns.items()
    ]


def describe_agent(agent: str) -> None:
    """Print what an agent is and each of its columns: unit, type, what it links to, meaning."""
    kind = AGENTS[agent]
    console.print(Text(f"{agent} (agent): {len(kind.columns)} columns that a rule may read", style="bold"))
    console.print(Text(inspect.cleandoc(kind.__doc__ or "")))
    console.print(Text(f"A rule over {agent} reads them by name, those of what it links to as LINK_COLUMN."))
    for name, column in kind.columns.items():
        print_entry(f"{name}: {column.about}", _facts(name, column))


def describe_column(name: str) -> None:
    """Print which agents have a column, and which rules read and write it."""
    for agent, kind in AGENTS.items():
        if name not in kind.columns:
            continue
        column = kind.columns[name]
        console.print(Text(f"{name} (column of {agent}): {column.about}", style="bold"))
        written = [rule.name for rule in shipped_rules() if (agent, name) in _written(rule.name)]
        read = [rule.name for rule in shipped_rules() if (agent, name) in _read(rule.name)]
        print_entry(_facts(name, column))
        print_entry(f"written by the rules: {', '.join(written) or 'none'}")
        print_entry(f"read by the rules: {', '.join(read) or 'none'}")
        if not written:
            print_entry("set by the markets, the accounts or instruments, not by a rule")


def _facts(name: str, column: Column) -> str:
    many = f", {' × '.join(map(str, column.shape))} values" if column.shape else ""
    link = column.link or (name if name in AGENTS else "")
    links = f"; links to {link}" if link else ""
    return f"unit: {column.unit or 'none'}; type: {column.dtype}{many}{links}"


@cache
def _written(rule: str) -> frozenset[tuple[str, str]]:
    return frozenset((RULES[rule].over, name) for name in RULES[rule].writes)


@cache
def _read(rule: str) -> frozenset[tuple[str, str]]:
    """Agent and column of everything that a rule reads, through links too."""
    over = RULES[rule].over
    found = (argument(name, over, AGENTS) for name in RULES[rule].reads)
    return frozenset(one.path[-1] for one in found if isinstance(one, ColumnArgument))
