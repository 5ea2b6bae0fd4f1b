"""Help that prints as it was written: whole sentences, and examples that fit a narrow terminal."""

from __future__ import annotations

import inspect
import shlex

import click

from simulator.core.errors import InputError

GONE = {
    "benchmark": "show benchmarks, or show B10",
    "brief": "report RUN --as brief",
    "describe": "show NAME",
    "diff": "show FIRST SECOND",
    "doctor": "check",
    "export": "report RUN --as png, svg, pdf, iamc or csv",
    "rerun": "verify RUN --again",
    "schema": "show schema",
    "validate-country": "check COUNTRY",
    "validate-scenario": "check SCENARIO",
}
"""Verbs of earlier versions, and what does their work."""
_WIDTH = 76  # characters of an example: 80 less the margins of click and of the example


class Verbs(click.Group):
    """A group that shows the whole first sentence of each of its verbs, and knows those that are gone."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs; click itself would cut what they do."""
        verbs = [(name, _summary(verb)) for name, verb in sorted(self.commands.items())]
        with formatter.section("Commands"):
            formatter.write_dl(verbs)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; InputError for one of an earlier version names what does its work."""
        if ctx.parent is None and args[0] in GONE:
            raise InputError(f"is no verb any more; type sim {GONE[args[0]]}", field=f"sim {args[0]}")
        return super().resolve_command(ctx, args)


def _summary(verb: click.Command) -> str:
    first, _, _ = inspect.cleandoc(verb.help or "").partition("\n\n")
    return " ".join(first.split())


def example(*commands: str) -> str:
    """The end of a verb's help: commands that can be pasted into a shell, on lines of their own.

    A long one goes on in the next line, behind a backslash.
    """
    lines = ["\b", "Example:" if len(commands) == 1 else "Examples:"]
    for command in commands:
        lines += [f"  {line}" for line in _folded(command)]
    return "\n".join(lines)


def _folded(command: str) -> list[str]:
    lines = [""]
    for word in _words(command):
        if lines[-1] and len(lines[-1]) + len(word) + 3 > _WIDTH:  # a space, and room for the backslash
            lines[-1] += " \\"
            lines.append("   ")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def _words(command: str) -> list[str]:
    """An option with its value stays in one piece."""
    words: list[str] = []
    lexer = shlex.shlex(command, posix=False, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters = True, ""
    for word in lexer:
        if words and words[-1].startswith("--") and " " not in words[-1] and not word.startswith("--"):
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words
