"""The scorecard: rows are outcomes, columns are comparisons, a cell is difference, interval and verdict."""

from __future__ import annotations

from dataclasses import dataclass

from reports.effects import CUMULATED, LAST, Effect, contrasts, effect
from reports.run import Run
from reports.sentences import SYMBOLS, interval_text, label, span
from reports.table import Cell, effect_cells, level
from reports.text import Text
from reports.units import effect_scale, level_scale, scale

# (heading, ((indicator, window, relative), …)): what a reader looks for, not all that is measured.
ROWS = (
    ("jobs", (
        ("employed", LAST, False),
        ("unemployment_rate", LAST, False),
        ("long_term_unemployment_share", LAST, False),
        ("participation_rate", LAST, False),
        ("displaced", CUMULATED, False),
        ("vacancy_rate", LAST, False),
    )),
    ("livelihoods", (
        ("real_wage", LAST, False),
        ("real_disposable_income", LAST, False),
        ("labour_share", LAST, False),
    )),
    ("equality", (
        ("arop", LAST, False),
        ("gini", LAST, False),
    )),
    ("economy", (
        ("real_gdp", LAST, True),
        ("productivity", LAST, True),
        ("ai_adoption_10plus", LAST, False),
        ("ai_rents_abroad", LAST, False),
    )),
    ("budget", (
        ("public_balance", LAST, False),
        ("debt_ratio", LAST, False),
    )),
)  # fmt: skip


@dataclass(frozen=True)
class Score:
    """One cell: the three numbers, unit and verdict; `numbers` is empty where the run has no such effect."""

    numbers: list[Cell]
    unit: str = ""
    interval: str = ""
    verdict: str = ""
    symbol: str = ""
    word: str = ""


@dataclass(frozen=True)
class Row:
    """One outcome with its scores.

    `window` is empty for the last 12 months, `level` is that of the run compared with, `relevant` the
    smallest difference that counts.
    """

    indicator: str
    label: str
    window: str
    level: Cell
    relevant: str
    scores: list[Score]


def heads(run: Run, text: Text) -> list[str]:
    """Return the titles of the comparisons, with the scenario's name where there are several."""
    several = len(run.scenarios) > 1
    return [
        text(f"contrast.{item.name}") + (f" · {item.scenario}" if several and item.name == "policy" else "")
        for item in contrasts(run)
    ]


def scorecard(run: Run, text: Text) -> list[tuple[str, list[Row]]]:
    """Return headings with the rows under them; outcomes that the run did not measure are left out."""
    sections = []
    for heading, outcomes in ROWS:
        rows = [_row(run, text, *outcome) for outcome in outcomes]
        shown = [row for row in rows if row is not None]
        if shown:
            sections.append((text(f"scorecard.{heading}"), shown))
    return sections


def _row(run: Run, text: Text, indicator: str, window: str, relative: bool) -> Row | None:
    effects = [effect(run, item, indicator, window, relative=relative) for item in contrasts(run)]
    first = next((item for item in effects if item is not None), None)
    if first is None:
        return None
    return Row(
        indicator,
        label(run, text, indicator),
        span(run, text, window) if window != LAST else "",
        _level(run, text, first, window),
        _relevant(run, text, first),
        [_score(run, text, item) for item in effects],
    )


def _level(run: Run, text: Text, first: Effect, window: str) -> Cell:
    scale_ = (
        scale(run, first.indicator, [first.base], difference=False, window=window)
        if window == CUMULATED
        else level_scale(run, first.indicator, [first.base])
    )
    role = first.contrast.base
    cell = level(text, scale_, first.base, indicator=first.indicator, role=role, window=window, stat="mean",
                 scenario=first.contrast.scenario, by="total", group="all")  # fmt: skip
    return Cell(f"{cell.text} {scale_.label(text)}", cell.value, cell.data)


def _relevant(run: Run, text: Text, item: Effect) -> str:
    """Return the smallest difference that counts, in the unit of the row."""
    if not item.relevant:
        return text("number.missing")
    shown = scale(run, item.indicator, [item.relevant], difference=True, window=item.window,
                  relative=item.relative)  # fmt: skip
    value = item.relevant * shown.factor
    digits = next(
        (count for count in range(value < 10, 3) if abs(round(value, count) - value) < 0.02 * value), 3
    )
    return f"{text.number(value, digits)} {shown.label(text)}"


def _score(run: Run, text: Text, item: Effect | None) -> Score:
    if item is None:
        return Score([], word=text("verdict.missing"))
    scale_ = effect_scale(run, item)
    return Score(
        effect_cells(text, scale_, item),
        scale_.label(text),
        interval_text(text, scale_, item),
        str(item.verdict),
        SYMBOLS[item.verdict],
        text(f"verdict.{item.verdict}"),
    )
