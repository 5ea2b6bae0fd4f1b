"""How many options would clearly be better, how many worse, told as one says it: none, two, all four."""

from __future__ import annotations

from reports.text import Text


def tally(text: Text, outcome: str, better: int, worse: int, total: int) -> str:
    """Return both counts of the options as one clause; `outcome` names the sentences on what is counted."""
    return text("tally", better=_better(text, f"tally.{outcome}.better", better, total),
                worse=_worse(text, f"tally.{outcome}.worse", worse))  # fmt: skip


def _better(text: Text, name: str, number: int, total: int) -> str:
    told = {"number": in_words(text, number), "total": in_words(text, total)}
    if number == 0:
        return text(f"{name}.none", options=text("tally.of.none", **told))
    of = text.plural("tally.of", number, number=told["number"], total=told["total"])
    options = text("tally.of.all", **told) if number == total else of
    return text.plural(name, number, options=options)


def _worse(text: Text, name: str, number: int) -> str:
    return text.plural(name, number, number=in_words(text, number)) if number else text(f"{name}.none")


def in_words(text: Text, number: int) -> str:
    """Return a small number of options in letters, others in figures."""
    words = text("format.words").split()
    return words[number - 1] if 1 <= number <= len(words) else text.number(number, 0)
