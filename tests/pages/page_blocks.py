"""Runs the code blocks of a page in order: what a reader types, and what the page says they will see."""

import io
import os
import re
import subprocess
import sys
from contextlib import chdir, redirect_stdout
from pathlib import Path

from tests.cli.calling import sim

_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(page: str) -> list[tuple[str, str, str]]:
    """Language, file name ("" without one) and text of each block of a page."""
    return [(language, name, text) for language, name, text in _BLOCK.findall(page)]


def follow(page: str, folder: Path, environment: dict[str, str]) -> list[str]:
    """Do in `folder` what a page says; returns what was printed by each block that prints.

    `sh` blocks are run in this process, `python` blocks in one of their own; `yaml NAME` and `python NAME`
    are saved, `diff NAME` applied, and every line of a `text` block must stand in what the block before it
    printed, whatever the line breaks.
    """
    printed: list[str] = []
    for language, name, text in blocks(page):
        if language == "sh":
            printed.append("\n".join(_sim(_words(line), folder) for line in text.strip().splitlines()))
        elif name and language in ("yaml", "python"):
            (folder / name).write_text(text, encoding="utf-8")
        elif language == "python":
            printed.append(_run(["-c", text], folder, environment))
        elif language == "diff":
            _apply(text, folder / name)
        elif language == "text":
            seen = " ".join(printed[-1].split())
            missing = [line for line in text.strip().splitlines() if " ".join(line.split()) not in seen]
            assert not missing, f"{missing} not in what was printed:\n{printed[-1]}"
        else:
            raise AssertionError(f"a block that nobody runs: {language} {name}")
    return printed


def _words(line: str) -> list[str]:
    sim, *words = line.split()
    assert sim == "sim", line
    return words


def _sim(words: list[str], folder: Path) -> str:
    told = io.StringIO()
    with chdir(folder), redirect_stdout(told):
        assert sim(*words) == 0, f"{words}\n{told.getvalue()}"
    return told.getvalue()


def _run(arguments: list[str], folder: Path, environment: dict[str, str]) -> str:
    given = {**os.environ, **environment}
    done = subprocess.run([sys.executable, *arguments], cwd=folder, env=given, capture_output=True, text=True)
    assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _apply(text: str, path: Path) -> None:
    old = "".join(line[1:] for line in text.splitlines(keepends=True) if line.startswith("-"))
    new = "".join(line[1:] for line in text.splitlines(keepends=True) if line.startswith("+"))
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1, f"{path.name} does not hold once:\n{old}"
    path.write_text(before.replace(old, new), encoding="utf-8")
