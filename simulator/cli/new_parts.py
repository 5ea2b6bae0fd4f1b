"""`sim new policy` and `sim new figure`: parts of the simulator itself, written into a checkout.

Instruments and figures are found by their file in the package, and the hash of code that a run records covers
the package: there is no other place from which they could be used.
"""

from __future__ import annotations

from pathlib import Path

from simulator.cli.new import say
from simulator.cli.starter import module_name, starter, write_new
from simulator.core.errors import InputError
from simulator.core.files import write_whole
from simulator.core.shipped import package_folder


def new_policy(name: str) -> None:
    """Write an instrument and its cases; say what else a policy needs."""
    name = module_name(name, "policy")
    root = _checkout("policy")
    code, cases = root / "simulator/policies" / f"{name}.py", root / "tests/policies" / f"{name}.yaml"
    words = _words(name)
    write_new({code: starter("policy.py", **words), cases: starter("policy.yaml", name=name)})
    say(
        f"{code} is written, and what it must do in {cases}. It works as it stands:",
        f"  policies: [{name}: {{rate: 2 %, start: 2027-01}}]",
        f"  uv run pytest tests/policies -k {name}",
        'What else a policy needs: CONTRIBUTING.md, "Add a policy".',
    )


def new_figure(name: str) -> None:
    """Write a figure and its sentence; say what else a figure needs."""
    name = module_name(name, "figure")
    root = _checkout("figure")
    path = root / "reports/figures" / f"{name}.py"
    write_new({path: starter("figure.py", **_words(name))})
    catalogues = sorted((root / "reports/text").glob("*.po"))
    for catalogue in catalogues:
        text = catalogue.read_text(encoding="utf-8")
        sentence = "Job seekers who find work within the month, in {unit}; band: middle 80 % of the seeds"
        draft = "" if catalogue.stem == "en" else "#, fuzzy\n"  # to be translated; a test says so
        entry = f'\n{draft}msgid "figure.{name}.subtitle"\nmsgstr "{sentence}"\n'
        if f'"figure.{name}.subtitle"' not in text:
            write_whole(catalogue, text.rstrip("\n") + "\n" + entry)
    say(
        f"{path} is written, and its sentence at the end of {', '.join(map(str, catalogues))}.",
        "It stands in every report from now on. Draw a finished run again:",
        """  python -c "import pathlib, reports; reports.build(pathlib.Path('runs/mine'))\"""",
        "Then: translate the sentence, and take away the word fuzzy above it; one more in the number of",
        "figures in tests/unit/test_report_page.py and tests/browser/test_page.py.",
    )


def _checkout(what: str) -> Path:
    """Root of the checkout that is running; InputError when it is an installed copy."""
    root = package_folder("simulator").parent
    if not ((root / "pyproject.toml").is_file() and (root / "tests" / "policies").is_dir()):
        raise InputError(
            f"a {what} is part of the simulator, and what runs here is an installed copy, not a checkout; "
            f"get the repository, then run there: uv run sim new {what} NAME"
        )
    return root


def _words(name: str) -> dict[str, str]:
    words = name.split("_")
    return {
        "title": " ".join(words).capitalize(),
        "class_name": "".join(word.capitalize() for word in words),
    }
