"""What happens to similar people: those whom AI displaced, and the others, by kind of work and age."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from reports.data.run import Run
from reports.draw.pieces import FEW, YEARS, band, dates, legend_below, line, panel_name, panels
from reports.draw.table import Cell, Table, bounded, name, number_cells
from reports.draw.theme import SERIES, Json, layout
from reports.draw.units import Scale, digits_of_halves
from reports.kinds.by_option import Cell3, OptionGroups
from reports.kinds.figure import Figure
from reports.text import Text
from simulator.findings.effects import Contrast, pair
from simulator.findings.intervals import Interval
from simulator.findings.lives import AGES, ALL, EVERY, FAMILIES, HIT, SPARED, Kind, Told, kinds
from simulator.findings.results import TOTAL, currency_of, first_year

PANEL = 250  # pixels
DRAWN = (HIT, SPARED)


class SimilarPeople(Figure):
    """Income by year relative to the same people without AI, a panel a fate, a line a kind of work."""

    section = "people"
    order = 7

    @cached_property
    def ai(self) -> Contrast | None:
        """What AI does."""
        return next((one for one in self.contrasts if one.name == "ai"), None)

    @cached_property
    def whole(self) -> dict[str, Told]:
        """What AI does to all employees of month 0, by what happened to them."""
        if self.ai is None:
            return {}
        found = {fate: self.run.similar.told(self.ai, Kind(fate=fate)) for fate in DRAWN}
        return {fate: one for fate, one in found.items() if one is not None}

    def available(self) -> bool:
        """Tell whether enough people were displaced to be shown."""
        return len(self.whole) == len(DRAWN)

    def values(self) -> dict[str, object]:
        """Return the first month and how many lives are followed."""
        return {"opening": self.text.month(self.start, 0),
                "lives": self.text.number(sum(one.lives for one in self.whole.values()), 0)}  # fmt: skip

    def finding(self) -> str:
        """Return what those have less whom AI displaced, and the others more."""
        told = {}
        for fate, one in self.whole.items():
            digits = max(digits_of_halves([one.relative.half]), 0) if one.relative.n > 1 else 1
            told[fate] = self.text.number(one.relative.mean, min(digits, 1), signed=True)
            told[f"{fate}_lives"] = self.text.number(one.lives, 0)
        return self.text.sentence("finding.similar_people", **told)

    def plot(self) -> Json:
        """Return lines with bands over the years."""
        height = (PANEL + 40) * len(DRAWN) + 90
        form = layout(self.text.separators, height=height) | {
            "showlegend": True, "annotations": [], "legend": legend_below(height),
        }  # fmt: skip
        traces: list[Json] = []
        for fate, (axis, domain) in zip(DRAWN, panels(len(DRAWN), height), strict=True):
            for place, family in enumerate((*FAMILIES, ALL)):
                traces += self._line(family, fate, place, axis)
            form["annotations"].append(panel_name(self.text(f"similar.fate.{fate}"), domain[1]))
            form[f"xaxis{axis}"] = {"anchor": f"y{axis}", **YEARS}
            form[f"yaxis{axis}"] = {"anchor": f"x{axis}", "domain": domain, "zeroline": True,
                                    "ticksuffix": self.text("similar.percent"), **FEW}  # fmt: skip
        return {"data": traces, "layout": form}

    def _line(self, family: str, fate: str, place: int, axis: str) -> list[Json]:
        assert self.ai is not None
        similar = self.run.similar
        found = {year: similar.told(self.ai, Kind(family, fate=fate), year)
                 for year in range(1, len(similar.lives.months))}  # fmt: skip
        known = {year: one for year, one in found.items() if one is not None}
        if not known:
            return []
        when = dates(self.start, similar.lives.months[list(known)])
        parts = [one.relative for one in known.values()]
        look, label = SERIES[place], self.text(f"similar.family.{family}")
        drawn = line(when, [one.mean for one in parts], look, label, f"{label}: %{{y:+.1f}} %<extra></extra>",
                     axis=axis)  # fmt: skip
        drawn |= {"legendgroup": family, "showlegend": fate == SPARED}
        if family != ALL:
            return [drawn]
        return [*band(when, [one.low for one in parts], [one.high for one in parts], look, axis=axis), drawn]

    @cached_property
    def scale(self) -> Scale:
        """Money by the month."""
        return money_of(self.run)

    def table(self) -> Table:
        """Return each kind of people: how many, whom AI displaced, income without, what changes."""
        unit, text = self.scale.label(self.text), self.text
        heads = [text(f"table.similar.{one}") for one in ("work", "age", "fate", "lives", "share")]
        heads.append(text("table.similar.without", unit=unit))
        for contrast in self.contrasts:
            what = f"{text(f'contrast.{contrast.name}')} ({unit})"
            heads += bounded(text, what)
        rows = [self._row(kind) for kind in kinds()]
        return Table(heads, [row for row in rows if row])

    def _row(self, kind: Kind) -> list[Cell]:
        similar, text = self.run.similar, self.text
        found = {one: similar.told(one, kind) for one in self.contrasts}
        first = next((one for one in found.values() if one is not None), None)
        if first is None:
            return []
        data = {"life": kind.fate, "family": kind.family, "age": kind.age, "scenario": self.run.scenario,
                "against": self.contrasts[0].base}  # fmt: skip
        share = similar.share_hit(kind) * 100
        cells = [name(text(f"similar.family.{kind.family}")), name(_age(text, kind)),
                 name(text(f"similar.fate.{kind.fate}")),
                 Cell(text.number(first.lives, 0), first.lives, data | {"stat": "lives"}),
                 Cell(text.number(share, 1), share, data | {"stat": "share"}) if kind.fate == EVERY else
                 Cell(text("number.missing")),
                 Cell(text.number(first.without, 0), first.without, data | {"stat": "without"})]  # fmt: skip
        for contrast, one in found.items():
            roles = {"role": contrast.treated, "against": contrast.base}
            cells += _cells(text, one.change, data | roles) if one else [Cell(text("number.missing"))] * 3
        return cells


def _age(text: Text, kind: Kind) -> str:
    return text("similar.age.all") if kind.age == ALL else text(f"group.age_group.{kind.age}")


def _cells(text: Text, change: Interval, data: dict[str, str]) -> list[Cell]:
    return number_cells(text, (change.mean, change.low, change.high), 0, data)


def money_of(run: Run) -> Scale:
    """Return money by the month, at the prices of the first year."""
    return Scale(1.0, "money_month", 0, currency_of(run.content), year=first_year(run.content))


KINDS = [Kind(family, age) for family in (*FAMILIES, ALL) for age in (AGES if family != ALL else (ALL,))]


class SimilarByOption(OptionGroups):
    """Effect on real income over the run's months, in %, a row a kind of people, a column an option.

    Of whole kinds alone: whom AI displaces differs by option, so that no part of them is the same people.
    """

    holds = "told"
    kind = "similar_by_option"
    section = "people"
    order = 8
    indicator = "disposable_income"
    rests_on = ("gini_world_bank", "household_deposits")
    scale = Scale(1.0, "percent", 1, most=1)

    @cached_property
    def told(self) -> Mapping[tuple[str, Kind, Contrast], Told]:
        """What is changed by world, kind of people and option; too few people are left out."""
        found = {}
        for view in self.views:
            run = [one for one in self.contrasts_in(view)
                   if pair(view, one, self.indicator, *TOTAL) is not None]  # fmt: skip
            for kind in KINDS:
                for contrast in run:
                    item = view.similar.told(contrast, kind)
                    if item is not None:
                        found[view.world, kind, contrast] = item
        return found

    @cached_property
    def shown(self) -> Mapping[Cell3, Interval]:
        """The same in %, by what the kinds are called."""
        return {(world, called(self.text, kind), one.scenario): item.relative
                for (world, kind, one), item in self.told.items()}  # fmt: skip

    def table(self) -> Table:
        """Return each kind of people under each option: how many, income without, what changes, in money."""
        text, money = self.text, money_of(self.run).label(self.text)
        what = text(f"figure.{self.name}.measure", unit=money)
        heads = [text("costs.option"), text("table.group"), text("table.similar.lives"),
                 text("table.similar.without", unit=money), *bounded(text, what)]  # fmt: skip
        rows = []
        for (world, kind, contrast), one in self.told.items():
            data = {"life": EVERY, "family": kind.family, "age": kind.age, "scenario": contrast.scenario,
                    "role": contrast.treated, "against": contrast.base,
                    "against-scenario": contrast.against or contrast.scenario, "world": world}  # fmt: skip
            rows.append([
                self.row_head(world, contrast.scenario), name(called(text, kind)),
                Cell(text.number(one.lives, 0), one.lives, data | {"stat": "lives"}),
                Cell(text.number(one.without, 0), one.without, data | {"stat": "without"}),
                *_cells(text, one.change, data),
            ])  # fmt: skip
        return Table(heads, rows)


def called(text: Text, kind: Kind) -> str:
    """Return what a kind of people is called: their major groups, which the note names, and their age."""
    if kind.family == ALL:
        return text("similar.family.all")
    groups = text("similar.groups", groups=kind.family.replace("-", "\N{EN DASH}"))
    return f"{groups}, {text(f'group.age_group.{kind.age}')}"
