"""The scorecard: rows are outcomes, columns are comparisons, a cell is difference, interval and verdict."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from math import isfinite

from reports.data.run import Run
from reports.draw.table import Cell, effect_cells, in_common, level
from reports.draw.units import Scale, base_scale, effect_scale, fitted
from reports.story.limits import is_quoted, unquoted
from reports.story.sentences import (
    SYMBOLS,
    closure_name,
    interval_text,
    label,
    option,
    relevant_text,
    span,
    verdict_word,
    world_name,
    year_name,
)
from reports.story.settings import declaration_of, instrument_name
from reports.text import Text
from simulator.findings.costing import REVENUE, outlay
from simulator.findings.effects import Contrast, Effect, contrasts, effect, slack
from simulator.findings.headline import across, beside
from simulator.findings.spread import GENDER, OLDER, YOUNGER
from simulator.findings.verdicts import is_held_back
from simulator.findings.windows import CUMULATED, Window, window_of
from simulator.findings.winners import DECILE, LEFT

_OF_FAMILY = {"adapt": "d3", "compensate": "d4", "contribute": "d5", "share": "d6"}
_OF = {
    "d3": "payroll_training_levy",
    "d4": "law.ui_replacement law.ui_replacement_later law.benefit_step law.ui_cap law.ui_floor "
    "law.ui_months_max law.contribution_limit",
    "d5": "law.corporate_tax",
    "d6": "working_time_reduction wealth_tax law.minimum_wage law.top_income_tax law.capital_income_tax "
    "law.assistance_amount law.assistance_threshold_ratio law.child_benefit law.other_transfers",
    "d7": "training_account",
    "d8": "care_services",
    "d9": "ai_competition",
    "d10": "public_ai",
    "d11": "notice_and_consultation human_oversight transparent_hiring",
    "d12": "tax_cooperation",
    "d13": "digital_education",
}
"""By clause: instruments for which it is not that of their family, and values of the law."""
CLAUSES = tuple(_OF)
"""Clauses that ask for policies; message `declaration.<clause>`. D1 and D2 say what is at stake."""
_CLAUSES_OF = {name: clause for clause, names in _OF.items() for name in names.split()}


def _clause(run: Run, name: str) -> str:
    family = run.content.get("families", {}).get(name, "")
    return _CLAUSES_OF.get(name, _OF_FAMILY.get(family, ""))


def answered(run: Run, scenario: str) -> dict[str, list[str]]:
    """Return the instruments that a scenario sets, and `law.<name>` of what it changes in the law, by clause.

    Empty where it does neither, or where the run was made before run folders named families.
    """
    own, families = run.content.get("scenarios", {}).get(scenario, {}), run.content.get("families", {})
    named = [name for item in own.get("policies", ()) for name in item if name in families]
    found: dict[str, list[str]] = {}
    for name in (*named, *(f"law.{one}" for one in own.get("law", ()))):
        found.setdefault(_clause(run, name), []).append(name)
    return {clause: found[clause] for clause in CLAUSES if clause in found}


def _called(run: Run, text: Text, names: Iterable[str]) -> str:
    """Return instruments by their names, and values of the law by what they mean."""

    def of_law(name: str) -> str:
        about = declaration_of(run, name, list(run.options)).get("about", name)
        return text.declared(str(about)).partition(";")[0]

    return ", ".join(
        of_law(name) if name.startswith("law.") else instrument_name(run, text, name) for name in names
    )


def answers(run: Run, text: Text, scenario: str) -> list[str]:
    """Return a line for each clause that a scenario answers, by what, and one for those it leaves open."""
    found = answered(run, scenario)
    lines = []
    for clause, names in found.items():
        told = {"clause": text(f"declaration.{clause}"), "instruments": _called(run, text, names)}
        lines.append(text.sentence("declaration.answered", **told))
    left = ", ".join(one.upper() for one in CLAUSES if one not in found)
    return [*lines, text("declaration.open", clauses=left)] if found and left else lines


@dataclass(frozen=True)
class Outcome:
    """One row: an indicator of everybody or of a group, in %, as a share of GDP, or summed over the run."""

    indicator: str
    measure: str = ""  # "", relative, of_gdp or sum
    by: str = "total"
    group: str = "all"
    name: str = ""  # of the row where it is not the indicator's: message `scorecard.row.<name>`
    of_one: bool = False  # told of a run of one scenario, not option by option


SLACK = "slack"  # the unemployed, and those in courses
OUTLAY = "outlay"  # what all instruments of a scenario spend together
GAPS = {gap.group: gap for gap in (OLDER, YOUNGER, GENDER)}
SINCE = "months_since_displacement"
NAMED = {
    "slack": Outcome(SLACK, name="slack"),
    "displaced_unemployed": Outcome("displaced_unemployed", "", SINCE, "12", "displaced_unemployed"),
    "poorest": Outcome(LEFT, by=DECILE, group="1", name="poorest"),
    "real_gdp": Outcome("real_gdp", "relative"),
    "productivity": Outcome("productivity", "relative", of_one=True),
    "current_account": Outcome("current_account", "of_gdp"),
    "foreign_position": Outcome("current_account", "sum", name="foreign_position", of_one=True),
    "outlay": Outcome(OUTLAY, "of_gdp", name="outlay"),
    "balance_of_gdp": Outcome("public_balance", "of_gdp"),
}
NAMED |= {
    gap.lower: Outcome(gap.indicator, by=gap.by, group=gap.group, name=f"gap.{gap.lower}", of_one=True)
    for gap in GAPS.values()
}
"""Rows that are more than an indicator of everybody."""
ROWS = {
    heading: [NAMED.get(name) or Outcome(name) for name in names.split()]
    for heading, names in {
        "d1": "employed unemployment_rate slack long_term_unemployment_share participation_rate displaced",
        "d3": "in_training",
        "d4": "displaced_unemployed arop_anchored poorest",
        "d5": "after_tax_corporations",
        "d6": "real_wage real_disposable_income labour_share arop gini",
        "d7": f"{OLDER.lower} {YOUNGER.lower}",
        "d8": GENDER.lower,
        "d9": "ai_adoption_10plus ai_rents_abroad",
        "economy": "real_gdp productivity current_account foreign_position",
        "budget": "outlay public_balance balance_of_gdp debt_ratio",
    }.items()
}
"""By clause of the Declaration, then what all rests on: what a reader looks for, not all that is measured."""


@dataclass(frozen=True)
class Beside:
    """What stands below a cell in words: the same in its worst year, over the whole run, under a closure."""

    words: str
    numbers: list[Cell]


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
    beside: tuple[Beside, ...] = ()
    is_held_back: bool = False  # unclear, though its interval excludes zero

    @cached_property
    def data(self) -> dict[str, str]:
        """What all numbers of the cell share: it is written once, on the cell."""
        beside = (cell for one in self.beside for cell in one.numbers)
        return in_common([cell.data for cell in (*self.numbers, *beside)])


@dataclass(frozen=True)
class Row:
    """One outcome with its scores.

    `window` is empty for that of the table, `level` is that of the run compared with, `relevant` the
    smallest difference that counts.
    """

    indicator: str
    label: str
    window: str
    level: Cell
    relevant: str
    scores: list[Score]


@dataclass(frozen=True)
class Card:
    """The scorecard of a run, or of one world of a comparison, which has a title and says against what."""

    suffix: str
    title: str
    level_head: str
    heads: list[str]
    rows: list[tuple[str, list[Row]]]
    against: str


def cards(run: Run, text: Text) -> list[Card]:
    """Return a card for each world; its levels are of the run that the first comparison starts from."""
    against, found = option(run, text, run.comparison["baseline"]) if run.comparison else "", []
    for place, one in enumerate(run.worlds):
        title = text("scorecard.title", world=world_name(text, one.world), against=against) if against else ""
        compared = contrasts(one)
        head = text(f"scorecard.level.{compared[0].base if compared else 'no_policy'}")
        suffix = f"-{place + 1}" if place else ""
        found.append(Card(suffix, title, head, heads(one, text), scorecard(one, text), against))
    return found


def declaration(run: Run, text: Text) -> list[str]:
    """Return which clauses of the Declaration the run answers; of a comparison, which each option does."""
    if "families" not in run.content:
        return []
    if not run.comparison:
        return answers(run, text, run.scenario) or [text("declaration.none")]
    told = []
    for one in run.options:
        if asked := answered(run, one):
            named = text("brief.items").join(text(f"declaration.{clause}") for clause in asked)
            told.append(text("declaration.option", option=option(run, text, one), clauses=named))
    return told or [text("declaration.none")]


def heads(run: Run, text: Text) -> list[str]:
    """Return the titles of the comparisons, with the scenario's name where there are several."""
    told = []
    for item in contrasts(run):
        own = f" · {item.scenario}" if len(run.scenarios) > 1 and item.name == "policy" else ""
        is_option = item.name == "option"
        told.append(option(run, text, item.scenario) if is_option else text(f"contrast.{item.name}") + own)
    return told


def scorecard(run: Run, text: Text) -> list[tuple[str, list[Row]]]:
    """Return headings with the rows under them; outcomes that the run did not measure are left out."""
    sections = []
    gainers = [Outcome(f"{REVENUE}{name}") for name in run.instruments if _clause(run, name) == "d5"]
    for heading, outcomes in ROWS.items():
        rows = [
            row
            for outcome in (*(gainers if heading == "d5" else ()), *outcomes)
            if not (run.comparison and outcome.of_one) and (row := _row(run, text, outcome))
        ]
        if rows:
            sections.append((_heading(run, text, heading), rows))
    return sections


def _heading(run: Run, text: Text, heading: str) -> str:
    """Return a clause of the Declaration, and what a run answers it by; options have theirs in the brief."""
    if not text.has(f"declaration.{heading}"):
        return text(f"scorecard.{heading}")
    clause = text.sentence(f"declaration.{heading}")
    if heading not in CLAUSES or run.comparison or "families" not in run.content:
        return clause
    names = answered(run, run.scenario).get(heading, ())
    by = _called(run, text, names) or text("scorecard.by.none")
    return text("scorecard.by", clause=clause, instruments=by)


def _row(run: Run, text: Text, outcome: Outcome) -> Row | None:
    indicator, measure = outcome.indicator, outcome.measure
    window = _window(run, outcome)
    effects = [_effect(run, item, outcome) for item in contrasts(run)]
    known = [item for item in effects if item is not None]
    if not known:
        return None
    first, shared = known[0], effect_scale(run, text, *known)
    told = text(f"scorecard.row.{outcome.name}") if outcome.name else label(run, text, indicator)
    when = "" if window == run.window else span(run, text, window)
    when = text("scorecard.of_gdp") if measure == "of_gdp" else when
    quoted = is_quoted(run, indicator, window.end(run.last_month))
    base = _level(text, base_scale(run, text, first), first) if quoted else unquoted(text)
    scores = [_score(run, text, shared, item, outcome) for item in effects]
    return Row(indicator, told, when, base, relevant_text(run, text, first), scores)


def _level(text: Text, shown: Scale, first: Effect) -> Cell:
    contrast = first.contrast
    told = {"world": contrast.world} if contrast.world else {}
    told |= {"real": "1"} if first.real else {}
    told |= {"measure": "of_gdp"} if first.of_gdp else {}
    told |= {"role": contrast.base, "scenario": contrast.against or contrast.scenario, "stat": "mean"}
    told |= {"indicator": first.indicator, "by": first.by, "group": first.group, "window": first.window.name}
    cell = level(text, shown, first.base, **told)
    return Cell(f"{cell.text}\N{NO-BREAK SPACE}{shown.short_label(text, first.base)}", cell.value, cell.data)


def _score(run: Run, text: Text, shared: Scale, item: Effect | None, outcome: Outcome) -> Score:
    if item is None:
        return Score([], word=text("verdict.missing"))
    below = [
        _other_windows(run, text, shared, item, outcome),
        _other_closures(run, text, shared, item, outcome),
    ]
    interval = interval_text(text, fitted(shared, item), item)
    judged = (str(item.verdict), SYMBOLS[item.verdict], verdict_word(run, text, item))
    cells, unit = effect_cells(text, shared, item), shared.short_label(text, item.mean)
    beside, held_back = tuple(chain(*below)), is_held_back(item, item.verdict)
    return Score(cells, unit, interval, *judged, _share(text, item), beside, held_back)


def _window(run: Run, outcome: Outcome) -> Window:
    return CUMULATED if outcome.measure == "sum" else window_of(outcome.indicator, run.window)


def _effect(run: Run, contrast: Contrast, outcome: Outcome) -> Effect | None:
    return run.once(("outcome", contrast, outcome), lambda: _found(run, contrast, outcome))


def _found(run: Run, contrast: Contrast, outcome: Outcome) -> Effect | None:
    if outcome.indicator == OUTLAY:
        return outlay(run, contrast, run.instruments_of(contrast.scenario))
    if outcome.indicator == SLACK:
        return slack(run, contrast)
    if outcome.group in GAPS:
        return GAPS[outcome.group].effect(run, contrast)
    how = {name: outcome.measure == name for name in ("relative", "of_gdp")}
    by, group = outcome.by, outcome.group
    return effect(run, contrast, outcome.indicator, _window(run, outcome), by=by, group=group, **how)


def _other_windows(run: Run, text: Text, shared: Scale, item: Effect, outcome: Outcome) -> Iterator[Beside]:
    """Give the worst year and the whole run of everybody, where they are not what the cell tells."""
    if outcome.by != "total" or outcome.measure == "sum" or outcome.indicator in (OUTLAY, SLACK):
        return
    worst, whole = beside(run, item.contrast, item.indicator, relative=item.relative, of_gdp=item.of_gdp)
    for name, one in (("worst", worst), ("whole", whole)):
        if one is not None and one.window != item.window and (one.mean or one.half):
            ends = fitted(shared, one).ends(text, one)
            mean = ends["mean"] if one.n < 2 else text("scorecard.mean", **ends)
            told = text(f"scorecard.{name}", year=year_name(run, text, one.window), mean=mean)
            yield Beside(told, effect_cells(text, shared, one))


def _other_closures(run: Run, text: Text, shared: Scale, item: Effect, outcome: Outcome) -> Iterator[Beside]:
    """Give the lowest and the highest mean over the closures that were run, where there are several."""
    if len(run.closures) == 1:
        return
    for name, one in run.once(("ends", item.contrast, outcome), lambda: _ends(run, item, outcome)):
        mean = fitted(shared, one).show(text, one.mean, signed=True)
        told = text(f"scorecard.{name}", mean=mean, closure=closure_name(text, one.contrast.closure))
        yield Beside(told, effect_cells(text, shared, one)[:1])


def _ends(run: Run, item: Effect, outcome: Outcome) -> list[tuple[str, Effect]]:
    """Return the effects where the mean is lowest and highest over closures; none of what is under one."""
    found: dict[str, Effect] = {}
    for one in run.under_all:
        if made := _effect(one, replace(item.contrast, closure=one.closure), outcome):
            found[one.closure] = made
    means = across({closure: one.mean for closure, one in found.items()})
    return [] if means is None else [("lowest", found[means.low_at]), ("highest", found[means.high_at])]


def _share(text: Text, item: Effect) -> str:
    """Return in which share of seeds an option is better; empty where no direction is, or with one seed."""
    if item.contrast.name != "option" or not isfinite(item.share) or item.n < 2:
        return ""
    return text("scorecard.share", share=text.number(item.share * 100, 0))
