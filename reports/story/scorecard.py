"""The scorecard: rows are outcomes, columns are comparisons, a cell is difference, interval and verdict."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from reports.data.run import Run
from reports.draw.table import Cell, effect_cells, level
from reports.draw.units import Scale, effect_scale, level_scale, scale
from reports.story.sentences import SYMBOLS, interval_text, label, option, relevant_text, span
from reports.text import Text
from simulator.findings.effects import Effect, contrasts, effect
from simulator.findings.windows import CUMULATED, LAST, Window

# (heading, ((indicator, window, relative), …)): what a reader looks for, not all that is measured.
ROWS = (
    ("jobs", (
        ("employed", LAST, False),
        ("unemployment_rate", LAST, False),
        ("long_term_unemployment_share", LAST, False),
        ("participation_rate", LAST, False),
        ("in_training", LAST, False),
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
    share: str = ""


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
        option(run, text, item.scenario)
        if item.name == "option"
        else text(f"contrast.{item.name}")
        + (f" · {item.scenario}" if several and item.name == "policy" else "")
        for item in contrasts(run)
    ]


def level_head(run: Run, text: Text) -> str:
    """Return the title of the column of levels: those of the run that the first comparison starts from."""
    found = contrasts(run)
    return text(f"scorecard.level.{found[0].base if found else 'no_policy'}")


def scorecard(run: Run, text: Text) -> list[tuple[str, list[Row]]]:
    """Return headings with the rows under them; outcomes that the run did not measure are left out."""
    sections = []
    for heading, outcomes in ROWS:
        rows = [_row(run, text, *outcome) for outcome in outcomes]
        shown = [row for row in rows if row is not None]
        if shown:
            sections.append((text(f"scorecard.{heading}"), shown))
    return sections


def _row(run: Run, text: Text, indicator: str, window: Window, relative: bool) -> Row | None:
    effects = [effect(run, item, indicator, window, relative=relative) for item in contrasts(run)]
    known = [item for item in effects if item is not None]
    if not known:
        return None
    first, shared = known[0], effect_scale(run, *known)
    return Row(
        indicator,
        label(run, text, indicator),
        span(run, text, window) if window != LAST else "",
        _level(run, text, first, window),
        relevant_text(run, text, first),
        [_score(text, shared, item) for item in effects],
    )


def _level(run: Run, text: Text, first: Effect, window: Window) -> Cell:
    scale_ = (
        scale(run, first.indicator, [first.base], difference=False, window=window)
        if window.total
        else level_scale(run, first.indicator, [first.base])
    )
    contrast = first.contrast
    place = {"world": contrast.world} if contrast.world else {}
    cell = level(text, scale_, first.base, indicator=first.indicator, role=contrast.base, window=window.name,
                 stat="mean", scenario=contrast.against or contrast.scenario, by="total", group="all",
                 **place)  # fmt: skip
    return Cell(f"{cell.text}\N{NO-BREAK SPACE}{scale_.short_label(text, first.base)}", cell.value, cell.data)


def _score(text: Text, shared: Scale, item: Effect | None) -> Score:
    if item is None:
        return Score([], word=text("verdict.missing"))
    return Score(
        effect_cells(text, shared, item),
        shared.short_label(text, item.mean),
        interval_text(text, shared, item),
        str(item.verdict),
        SYMBOLS[item.verdict],
        text(f"verdict.{item.verdict}"),
        _share(text, item),
    )


def _share(text: Text, item: Effect) -> str:
    """Return in which share of seeds an option is better; empty where no direction is, or with one seed."""
    if item.contrast.name != "option" or not isfinite(item.share) or item.n < 2:
        return ""
    return text("scorecard.share", share=text.number(item.share * 100, 0))
