"""Whether the tests would notice: `uv run python tests/mutations.py --flips 30 --lot 18`.

Flips of the model are drawn by lot: a sign, a comparison, `and` for `or`, `min` for `max`. Each is made alone
in a copy of the repository, and the tests of `make test` run until one fails: those that name the module or
the function first, with `--all` the others after them.
"""

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODEL = ("rules", "markets", "flows", "policies", "kit", "indicators", "economy", "start", "agents")
TURNED = {
    ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*"),
    ast.Lt: ("<", ">="), ast.LtE: ("<=", ">"), ast.Gt: (">", "<="), ast.GtE: (">=", "<"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.And: ("and", "or"), ast.Or: ("or", "and"),
}  # fmt: skip
Flip = tuple[Path, int, str, str]
"""File, place in its bytes, what stands there, what comes in its place."""
QUICK = (sys.executable, "-m", "pytest", "-x", "-q", "-m", "not slow", "-p", "no:cacheprovider")


def flips(path: Path) -> Iterator[Flip]:
    """Every flip that a file of the model allows."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("min", "max"):
            place = starts[node.func.lineno - 1] + node.func.col_offset
            yield path, place, node.func.id, "max" if node.func.id == "min" else "min"
            continue
        if isinstance(node, ast.BinOp):
            left, right, turned = node.left, node.right, TURNED.get(type(node.op))
        elif isinstance(node, ast.Compare):
            left, right, turned = node.left, node.comparators[0], TURNED.get(type(node.ops[0]))
        elif isinstance(node, ast.BoolOp):
            left, right, turned = node.values[0], node.values[1], TURNED[type(node.op)]
        else:
            continue
        if turned and left.end_lineno and left.end_col_offset is not None:
            begin = starts[left.end_lineno - 1] + left.end_col_offset
            end = starts[right.lineno - 1] + right.col_offset
            place = source.find(turned[0].encode(), begin, end)
            if place >= 0:
                yield path, place, *turned


def first_tests(path: Path, line: int, within: Path) -> list[str]:
    """Files of tests that name the module, or the function in which the line stands."""
    functions = [
        one for one in ast.walk(ast.parse((within / path).read_bytes())) if isinstance(one, ast.FunctionDef)
    ]
    around = [one.name for one in functions if one.lineno <= line <= (one.end_lineno or 0)]
    named = re.compile(rf"\b({'|'.join(['.'.join(path.with_suffix('').parts), path.stem, *around])})\b")
    tests = [str(one.relative_to(within)) for one in sorted((within / "tests").glob("*/test_*.py"))]
    found = [one for one in tests if named.search((within / one).read_text(encoding="utf-8"))]
    rooms = ("identities", "unit", "metamorphic")
    return sorted(found, key=lambda one: (path.stem not in one, one.split("/")[1] not in rooms))


def failing(command: list[str], within: Path) -> str:
    """The first test that fails; empty where none does. RuntimeError where pytest itself did not work."""
    here = os.environ | {"PYTHONPATH": str(within)}
    ran = subprocess.run(command, cwd=within, env=here, capture_output=True, text=True, check=False)
    if ran.returncode in (0, 5):  # all passed; none was collected
        return ""
    lines = [line for line in ran.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    if not lines:
        raise RuntimeError(f"pytest ended with {ran.returncode}: {ran.stdout[-500:]}{ran.stderr[-500:]}")
    return lines[0].split(" - ")[0]


def main() -> None:
    """Draw flips, try each, print which test found it."""
    parser = argparse.ArgumentParser(prog="python tests/mutations.py", description=__doc__)
    parser.add_argument("--flips", type=int, default=30)
    parser.add_argument("--only", type=int, nargs="*", help="numbers of flips in the lot, from 1")
    parser.add_argument("--all", action="store_true", help="go on to all of them where those find nothing")
    parser.add_argument("--lot", type=int, default=18)
    asked = parser.parse_args()
    files = sorted(one for room in MODEL for one in (ROOT / "simulator" / room).glob("*.py"))
    drawn = random.Random(asked.lot).sample([one for path in files for one in flips(path)], asked.flips)
    found = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "runs", "build"))
        for number, (path, place, old, new) in enumerate(drawn, 1):
            if asked.only and number not in asked.only:
                continue
            at = path.relative_to(ROOT)
            source = path.read_bytes()
            (copy / at).write_bytes(source[:place] + new.encode() + source[place + len(old) :])
            line = source[:place].count(b"\n") + 1
            named = first_tests(at, line, copy)
            by = failing([*QUICK, *named], copy) if named else ""
            by = by or (failing([*QUICK], copy) if asked.all else "")
            (copy / at).write_bytes(source)
            found += bool(by)
            print(f"{number:>3} {at}:{line} {old} → {new}: {by or 'NOT FOUND'}", flush=True)
    print(f"{found} found")


if __name__ == "__main__":
    main()
