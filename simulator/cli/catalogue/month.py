"""The page of the month: `python -m simulator.cli.catalogue.month docs/month.md`.

Made from the schedule: its headings are the boxes of the diagram, its steps the lines of the table.
"""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from simulator.core.files import write_whole
from simulator.core.rule import Runnable

HEAD = """\
# The month

Made by `make docs` from `simulator/economy/schedule.py`; edit that, not this page. Every month of every run
takes these steps in this order. Policies stand where they act: `policies act: law` is where instruments
change the law.
"""


def page() -> str:
    """Return the whole page in Markdown: a diagram of the parts, then every step."""
    parts = list(_parts())
    boxes = [f'  part{number}["{number}. {head}"]' for number, (head, _) in enumerate(parts, 1)]
    arrows = [f"  part{number} --> part{number + 1}" for number in range(1, len(parts))]
    back = f'  part{len(parts)} -. "next month" .-> part1'
    lines = [HEAD, "```mermaid", "flowchart TD", *boxes, *arrows, back, "```", ""]
    for number, (head, steps) in enumerate(parts, 1):
        lines += [f"## {number}. {head}", "", "| step | what it does |", "|---|---|"]
        lines += [f"| `{name}` | {meaning} |" for name, meaning in steps]
        lines.append("")
    return "\n".join(lines)


def _parts() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each heading of the schedule with its steps: name and meaning."""
    import simulator.economy.schedule as schedule

    source = Path(inspect.getfile(schedule)).read_text(encoding="utf-8")
    lines = source.splitlines()
    month = next(one for one in ast.parse(source).body
                 if isinstance(one, ast.AnnAssign) and ast.unparse(one.target) == "MONTH")  # fmt: skip
    assert isinstance(month.value, ast.Tuple)
    head, steps = "", list[tuple[str, str]]()
    begun = month.lineno
    for node, made in zip(month.value.elts, schedule.MONTH, strict=True):
        between = [line.strip() for line in lines[begun : node.lineno - 1]]
        begun = node.lineno
        if told := " ".join(line.removeprefix("# ") for line in between if line.startswith("# ")):
            if steps:
                yield head, steps
            head, steps = told[:1].upper() + told[1:], []
        steps += _told(node, made, vars(schedule))
    yield head, steps


def _told(node: ast.expr, made: Callable[..., Any], names: dict[str, Any]) -> list[tuple[str, str]]:
    """Name and meaning of a step; of rules that are run in one pass, of each."""
    written = ast.unparse(node)
    if isinstance(node, ast.Call):
        return [(f"policies act: {ast.literal_eval(node.args[0])}", "what instruments do here")]
    found = names[written.removesuffix(".run")] if written.endswith(".run") else made
    if isinstance(found, Runnable):
        return [(rule.name, _meaning(rule.python)) for rule in found.rules]
    return [(written.rpartition(".")[2], _meaning(made))]


def _meaning(function: Callable[..., Any]) -> str:
    text = (inspect.getdoc(function) or "").split("\n\n")[0].replace("\n", " ").strip()
    return text.rstrip(".").replace("|", "\\|")


def main() -> None:
    """Write the page to the path given."""
    write_whole(Path(sys.argv[1]), page())


if __name__ == "__main__":
    main()
