"""Rules of the house that a machine can check: what files may name and what they explain."""

import ast
import re
import subprocess
from pathlib import Path

import grimp
import networkx
import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("simulator", "scenarios", "calibration", "reports")
IGNORED = {"__pycache__", ".git", ".venv", "dist", "build", "runs", "node_modules"}
# Written with a bracket in each word, so that this file does not name what it looks for.
MACHINE = re.compile(
    r"/wo[r]k/|/ro[o]t/|/hom[e]/[a-z]|/tm[p]/[a-z]|/User[s]/[a-z]"
    r"|pyp[i][.]org|pythonhoste[d]|npmj[s][.]org|debia[n][.]org|files[.]pythonhoste[d]"
)


def project_files() -> list[Path]:
    """Files that are, or would be, under version control; all files where git is missing."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not IGNORED & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in paths if path.is_file())


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


FILES = project_files()
PYTHON = [path for path in FILES if path.suffix == ".py"]
RULES = sorted(path for path in (ROOT / "simulator" / "rules").rglob("*.py") if path.name != "__init__.py")


def test_no_file_names_a_machine_or_a_registry() -> None:
    named = [
        f"{name_of(path)}:{number}: {line.strip()[:80]}"
        for path in FILES
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert not named, "\n".join(named)


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_file_says_what_it_does(path: Path) -> None:
    module = ast.parse(text_of(path))
    assert ast.get_docstring(module), f"{name_of(path)}: no docstring at its head"
    silent = [
        node.name
        for node in module.body
        if isinstance(node, ast.FunctionDef) and is_rule(node) and not ast.get_docstring(node)
    ]
    assert not silent, f"{name_of(path)}: rules without a docstring: {', '.join(silent)}"


def is_rule(function: ast.FunctionDef) -> bool:
    """Whether the function carries the decorator `@rule(…)`."""
    calls = [node.func if isinstance(node, ast.Call) else node for node in function.decorator_list]
    return any(isinstance(call, ast.Name) and call.id == "rule" for call in calls)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"fastmat[h]\s*=\s*True", "results would differ between machines"),
        (r"paralle[l]\s*=\s*True", "sums would depend on the number of threads"),
        (r"^\s*(import|from) pandas\b", "tables are polars here"),
        (r"\bnp\.random\.(?!Generator)", "draws are keyed: simulator.core.streams"),
    ],
)
def test_the_packages_avoid(pattern: str, why: str) -> None:
    sought = re.compile(pattern, re.MULTILINE)
    inside = [path for path in PYTHON if name_of(path).startswith(PACKAGES)]
    found = [name_of(path) for path in inside if sought.search(text_of(path))]
    assert not found, f"{', '.join(found)}: {why}"


@pytest.mark.parametrize(
    "page", [path for path in FILES if path.suffix == ".md" and "history" not in path.parts], ids=name_of
)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text_of(page))
    broken = [
        target for target in targets if "://" not in target and not (page.parent / target).resolve().exists()
    ]
    assert not broken, f"{name_of(page)}: links to files that are not there: {', '.join(broken)}"


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)  # imports for types alone are in it
    arrows = networkx.DiGraph(
        (importer, imported)
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    )
    circles = [sorted(circle) for circle in networkx.strongly_connected_components(arrows) if len(circle) > 1]
    assert not circles


def test_every_file_lies_in_a_room() -> None:
    inside = [path.relative_to(ROOT).parts for path in PYTHON if name_of(path).startswith(PACKAGES)]
    loose = {"/".join(parts) for parts in inside if len(parts) == 2}
    assert loose == {f"{package}/__init__.py" for package in PACKAGES}
