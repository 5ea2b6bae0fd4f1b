"""Help prints as it was written: nothing cut, nothing over the edge, examples that can be pasted."""

import re
from collections.abc import Iterator

import click
import pytest

from simulator.cli.app import sim as program
from simulator.cli.options import GONE
from tests.cli.calling import sim, words


def verbs(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, command in group.commands.items():
        yield from verbs(command, (*path, name)) if isinstance(command, click.Group) else [(*path, name)]


VERBS = list(verbs(program))


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_no_line_is_cut_or_too_long(
    verb: tuple[str, ...], width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert sim(*verb, "--help") == 0
    printed = capsys.readouterr().out
    assert [line for line in printed.splitlines() if len(line) > width] == []
    assert not re.search(r"[a-z ]\.\.\.$", printed, re.MULTILINE)
    assert "\b" not in printed


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_examples_stand_on_lines_of_their_own_and_name_what_there_is(
    verb: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim(*verb, "--help") == 0
    _, _, examples = capsys.readouterr().out.replace(" \\\n", " ").partition("\n  Example")
    lines = [line.strip() for line in examples.splitlines()[1:]]
    assert lines
    for line in lines:
        assert line.startswith("sim ")
        assert (*line.split()[1:3],) in VERBS or (line.split()[1],) in VERBS
        assert set(re.findall(r"--[a-z-]+", line)) <= options_of(line.split()[1:])


def options_of(given: list[str]) -> set[str]:
    command: click.Command = program
    for word in given:
        if isinstance(command, click.Group):
            command = command.commands[word]
    return {name for one in command.params for name in one.opts}


def test_limits_and_defaults_are_those_declared(capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("run", "--help") == 0
    printed = words(capsys.readouterr().out)
    assert "Simulated persons (1,000 to 2,000,000). [default: the scenario's]" in printed
    assert "[default: a core each, as far as memory and work reach] [1<=x<=1024]" in printed


@pytest.mark.parametrize("verb", GONE)
def test_a_verb_that_is_gone_names_what_does_its_work(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert GONE[verb].split()[0] in program.commands
    assert verb not in program.commands
    for given in ((verb,), (verb, "x", "--jobs", "2"), (verb, "--help")):
        assert sim(*given) == 2
        printed = capsys.readouterr()
        assert printed.err == f"sim {verb}: is no verb any more; type sim {GONE[verb]}\n"
        assert not printed.out


def test_there_are_few_verbs() -> None:
    assert len(program.commands) <= 15
