"""Every code block of the pages is one that works: commands are those there are, Python runs, YAML loads.

Tutorials, the README's tour and the site's start are carried out from end to end by tests that take longer.
"""

import re
import shlex
from pathlib import Path

import click
import pytest

from simulator.cli.app import sim
from simulator.scenario import load_scenario
from tests.pages.page_blocks import blocks

ROOT = Path(__file__).resolve().parents[2]
FOLLOWED = {"docs/tutorial/change_a_rule.md", "docs/tutorial/add_a_policy.md"}
MADE = {"docs/api.md", "docs/month.md", "docs/reference.md", "docs/results.md"}
FOLDERS = ("docs", "docs/model", "docs/tutorial", "docs/notebooks", "docs/example")
PAGES = ["README.md", "CONTRIBUTING.md", "DATA.md"]
PAGES += [
    path.relative_to(ROOT).as_posix() for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.md"))
]
TARGETS = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
INLINE = re.compile(r"(?<!`)`(?:uv run )?(sim [^`]+)`(?!`)")
PLACEHOLDER = re.compile(r"…|\.\.\.|[A-Z]{3}3?(?:\b|_)|\b[A-Z]\b|=LOW|\bRUN|\[")
"""What stands for something that the reader fills in."""


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def check(command: str) -> None:
    """A command is one that there is: a verb of `sim` with its options, a target of make, a module."""
    program, *words = shlex.split(command.removeprefix("uv run "))
    if program == "make":
        assert {word for word in words if "=" not in word} <= set(TARGETS), command
    elif program == "sim":
        check_verb(command, words)
    elif found := re.search(r"python -m ([\w.]+)", command):
        path = ROOT.joinpath(*found[1].split("."))
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), command
    else:
        assert command in ("pip install uv", "uv run pytest -n auto"), f"nobody checks this: {command}"


def check_verb(command: str, words: list[str]) -> None:
    group: click.Group = sim
    try:
        while words:
            name, verb, words = group.resolve_command(click.Context(group), words)
            assert verb is not None, command
            if not isinstance(verb, click.Group):
                verb.make_context(name, list(words))
                break
            group = verb
    except (click.NoSuchOption, click.exceptions.NoSuchCommand) as error:
        raise AssertionError(f"{command}: {error.format_message()}") from error
    except (click.UsageError, click.exceptions.Exit):
        pass  # a part of a command, a file that the reader has and the test has not, or --help


@pytest.mark.parametrize("page", [page for page in PAGES if page not in FOLLOWED | MADE])
def test_blocks_of_a_page_work(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fenced = re.findall(r"^```(\w*)[^\n]*\n(.*?)^```$", text_of(page), re.DOTALL | re.MULTILINE)
    names = {"__name__": "block"}  # what one block of Python makes, the next ones have
    for language, text in fenced:
        if language in ("sh", ""):
            for line in text.replace("&&", "\n").strip().splitlines():
                check(line.strip())
        elif language == "yaml":
            Path("example.yaml").write_text(text, encoding="utf-8")
            load_scenario("example.yaml")
        elif language == "python":
            exec(compile(text, page, "exec"), names)
        else:
            raise AssertionError(f"{page} has a block that nobody runs: {language}")


@pytest.mark.parametrize("page", [page for page in PAGES if page not in MADE])
def test_commands_in_the_text_of_a_page_are_there(page: str) -> None:
    plain = re.sub(r"^```.*?^```$", "", text_of(page), flags=re.DOTALL | re.MULTILINE)
    for command in INLINE.findall(plain.replace("\\|", "|")):
        whole = " ".join(command.split())
        if not PLACEHOLDER.search(whole) and "|" not in whole:
            check(whole)


def test_tutorials_are_followed_block_by_block() -> None:
    assert all(blocks(text_of(page)) for page in FOLLOWED)
