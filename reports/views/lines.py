"""The answer for a terminal: 24 lines of 80 characters, the page's sentences and numbers."""

from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest
from textwrap import wrap

from reports.views.compare import ComparePage
from reports.views.parts import Answer
from reports.views.rows import Cell
from reports.views.run import RunPage

WIDTH, ROWS, NAME = 80, 24, 24
"""Characters of a line, lines, and characters of what a row is called."""
MOST = 16
"""Characters of a range."""
TOLD = ("employed", "people_in_poverty", "real_wage", "real_gdp", "public_balance")
"""Outcomes of options that have room."""


def lines(page: RunPage | ComparePage) -> list[str]:
    """Return place and policy, question, answer, numbers, and what is sure, as far as there is room."""
    told = page.answer()
    middle = _of_run(page) if isinstance(page, RunPage) else _of_options(page)
    said = [page.say("lines.said", title=title, told=words) for title, words in _sure(told)]
    made = [*wrapped([told.policy, told.question, told.headline]), "", *middle, "", *wrapped(said)]
    if len(made) > ROWS:
        made = [*wrapped([told.policy, told.headline]), "", *middle, "", *wrapped(said)]
    if len(made) > ROWS:
        made = [*wrapped([told.policy, told.headline]), "", *middle, "", *wrapped(said[-1:])]
    return made


def wrapped(texts: Iterable[str]) -> list[str]:
    """Return texts in lines, each from a line of its own."""
    return [*chain.from_iterable(wrap(one, WIDTH) for one in texts)]


def _sure(told: Answer) -> Sequence[tuple[str, str]]:
    return (*told.boxes[:1], *told.boxes[-1:]) if len(told.boxes) > 1 else told.boxes


def _of_run(page: RunPage) -> list[str]:
    """Return jobs by year, then other numbers: mean, range, one word."""
    years = page.years()
    assert years.grid is not None
    found = []
    columns, rows = years.grid.columns, years.grid.rows[: page.told_rows]
    room = (WIDTH - NAME - MOST - 12) // max(len(columns) - 2, 1)
    heads = "".join(one.rjust(room) for one in columns[1:-1])
    found.append(f"{page.say('lines.jobs'):<{NAME}.{NAME}}{heads}{columns[-1]:>28}"[:WIDTH].rstrip())
    for name, *cells in rows:
        means = "".join((one.text if len(one.text) < room else "–").rjust(room) for one in cells[:-1])
        last = cells[-1]
        between = last.about if len(last.about) <= MOST else ""
        found.append(f"  {name.text:<{NAME - 2}.{NAME - 3}}{means}{last.text:>11} {between:>{MOST}}".rstrip())
    found += ["", f"{page.say('lines.adds', policy=page.named, mean=page.mean_of):<.{WIDTH}}"]
    return [*found, *(_row(*one) for one in page.numbers())]


def _row(name: str, cell: Cell, word: str) -> str:
    """Return one number; the name gives way where words are long."""
    numbers = f"{cell.text:>10} {cell.about:>20}  {word}".rstrip()
    room = min(36, WIDTH - len(numbers) - 2)
    return f"  {name:<{room}.{room - 1}}{numbers}"


def _of_options(page: ComparePage) -> list[str]:
    """Return outcomes in lines, options in columns: the mean, and its range below."""
    grid = page.trades().grid
    assert grid is not None
    room = (WIDTH - NAME) // max(len(grid.columns) - 1, 1)
    heads = zip_longest(*(wrap(one, room - 1)[:2] for one in grid.columns[1:]), fillvalue="")
    found = [" " * NAME + "".join(one.rjust(room) for one in line) for line in heads]
    for place, (name, *cells) in enumerate(grid.rows):
        if page.outcomes[place] not in TOLD:
            continue
        label = [*wrap(name.text, NAME - 1)[:2], ""]
        found.append(label[0].ljust(NAME) + "".join(one.text.rjust(room) for one in cells))
        if all(len(one.about) < room for one in cells):
            found.append(label[1].ljust(NAME) + "".join(one.about.rjust(room) for one in cells))
    return [one.rstrip() for one in found]
