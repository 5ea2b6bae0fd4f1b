"""`sim new scenario` and `sim new rule`: files of the user's own, in the present folder."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

from rich.text import Text

from simulator.cli.console import console
from simulator.cli.starter import module_name, scenario_name, starter, write_new
from simulator.core.errors import InputError, suggestion


def new_scenario(name: str) -> None:
    """Write NAME.yaml and say what to do with it."""
    name = scenario_name(name)
    path = Path(f"{name}.yaml")
    write_new({path: starter("scenario.yaml", name=name, title=name.replace("_", " ").replace("-", " "))})
    say(f"{path} is written. Read it, change it, then:", f"sim explain {path}", f"sim run {path} --quick")


def new_rule(name: str, source: str) -> None:
    """Write NAME.py, a copy of the file of rule `source`, and print the line that puts it to use."""
    from simulator.core.rule import RULES
    from simulator.scenario.file.checks import rule_names

    name = module_name(name, "rule file")
    known = rule_names()
    if source not in known:
        hint = suggestion(source, known)
        raise InputError(f'there is no rule "{source[:80]}"; see sim list rules.{hint}', field="--from")
    path = Path(f"{name}.py")
    file = Path(inspect.getfile(RULES[source].python))
    write_new({path: rule_text(file.read_text(encoding="utf-8"), source, path)})
    say(
        f"{path} is written: a copy of {source}, which gives the same results until you change it.",
        "Change its body; what it may read is its arguments (sim describe " + source + ").",
        "In a scenario file beside it:",
        f"  rules: {{{source}: {path}:{source}}}",
        "Run that with --allow-code.",
    )


def rule_text(original: str, rule: str, path: Path) -> str:
    """The file of a rule under a head that tells what to do with it."""
    opening = ast.get_docstring(ast.parse(original)) or ""
    return starter("rule.py", rule=rule, file=path.name, about=opening, body=_after_docstring(original))


def _after_docstring(source: str) -> str:
    first = ast.parse(source).body[0]
    return "\n".join(source.splitlines()[first.end_lineno :]).strip()


def say(*lines: str) -> None:
    """Print lines as they are, uncut."""
    for line in lines:
        console.print(Text(line), soft_wrap=True)
