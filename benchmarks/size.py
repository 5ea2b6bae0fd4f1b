"""How large the house is: `python -m benchmarks.size`.

Functions with more than ten arguments are listed: those of rules may have them, compiled ones are marked.
Lines of the product are Python as ruff writes it with no line exempt (`# fmt: skip`). So dense lines do not
count less. Words are those of Markdown that people write; generated pages and history are counted apart.
"""

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from calibration.study.__main__ import MODULES

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ("simulator", "reports", "calibration", "benchmarks")
GENERATED = ("docs/reference.md", "docs/results.md", "docs/month.md", "calibration/results/")
HISTORY = ("docs/history/",)


def lines(paths: Iterable[Path]) -> int:
    """Lines of Python files as ruff formats them where nothing is exempt."""
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(paths):
            text = path.read_text(encoding="utf-8").replace("# fmt: skip", "")
            (Path(folder) / f"n{number}.py").write_text(text, encoding="utf-8")
        (Path(folder) / "ruff.toml").write_text("line-length = 110\n", encoding="utf-8")
        subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", folder], check=True)
        return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in Path(folder).glob("*.py"))


def tracked(*patterns: str) -> list[Path]:
    """Files of the repository that git tracks, by its own patterns."""
    named = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [ROOT / name for name in named.stdout.splitlines() if (ROOT / name).exists()]


def words(paths: Iterable[Path]) -> int:
    """Words of texts."""
    return sum(len(path.read_text(encoding="utf-8").split()) for path in paths)


def crowded(paths: Iterable[Path]) -> list[str]:
    """Functions with more than ten arguments, `self` aside, most first; those of rules are exempt."""
    found = []
    for path in paths:
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
                given = [*one.args.posonlyargs, *one.args.args, *one.args.kwonlyargs]
                number = sum(argument.arg not in ("self", "cls") for argument in given)
                made = {ast.unparse(decorator).partition("(")[0] for decorator in one.decorator_list}
                if number > 10 and "rule" not in made:
                    mark = ", compiled" if made & {"njit", "guvectorize", "vectorize"} else ""
                    found.append((number, f"{path.relative_to(ROOT)}:{one.lineno} {one.name}{mark}"))
    return [f"{number:>4}  {name}" for number, name in sorted(found, reverse=True)]


def main() -> None:
    """Print one row a figure."""
    product = tracked(*(f"{room}/*.py" for room in PRODUCT))
    tests = tracked("tests/*.py")
    pages = tracked("*.md")
    generated, history = ([one for one in pages if str(one.relative_to(ROOT)).startswith(starts)]
                          for starts in (GENERATED, HISTORY))  # fmt: skip
    rows = {
        "product lines, formatted": lines(product),
        "of these as they stand": sum(len(one.read_text(encoding="utf-8").splitlines()) for one in product),
        "modules": len(product),
        "functions above ten arguments": len(above := crowded(product)),
        "studies": len(MODULES),
        "words of documents": words({*pages} - {*generated} - {*history}),
        "words of generated pages": words(generated),
        "words of history": words(history),
        "test lines, formatted": lines(tests),
    }
    for name, value in rows.items():
        print(f"{name:<32}{value:>10,}")
    print("\nMore than ten arguments:", *above, sep="\n")


if __name__ == "__main__":
    main()
