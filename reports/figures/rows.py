"""Figures that show rows of `findings.parquet`: effects by year, by group, and by part of a sum.

Add one: a class with its section, its order and what it shows. It serves a run and a comparison alike.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, ClassVar

from reports.draw.pieces import broken
from reports.draw.table import STATS, Cell, Table, bounded, name
from reports.draw.theme import SERIES, Json, layout
from reports.kinds.figure import Figure
from reports.story.balancing import debt_moved
from reports.story.limits import LAST
from reports.story.sentences import option
from reports.views.charts import AI, POLICY, dots
from reports.views.rows import (
    BILLIONS,
    BILLIONS_A_YEAR,
    EUROS,
    ONE_DECIMAL,
    PER_1000,
    POINTS_OF_100,
    THOUSANDS,
    Form,
    Row,
    View,
    is_open,
    traced,
    view_of,
)  # fmt: skip
from simulator.findings.costing import (
    BALANCE,
    BENEFITS,
    CONTRIBUTIONS,
    INTEREST,
    LEVIES,
    OTHER,
    OUTLAY,
    TAXES,
)
from simulator.findings.effects import EMPLOYERS
from simulator.findings.headline import AFTER, EARNED, GNI
from simulator.findings.options import JOBS as EMPLOYED

BUDGET = ("public_revenue_share", "public_spending_share", "income_tax_share", "social_contributions_share")
"""What figures of the public budget rest on."""
INCOMES = ("gini_world_bank", "household_deposits")
"""What figures of incomes rest on."""
SUMS = (OUTLAY, LEVIES, TAXES, CONTRIBUTIONS, BENEFITS, OTHER, INTEREST)
MOST = 3
"""Groups that a title names on either side."""
PANEL, HEAD, GAP = 120, 52, 26
"""Pixels of a panel, of the words above it, and between two."""


@dataclass(frozen=True)
class Shown:
    """One number of findings: its indicator and group, how it is written, in what unit."""

    indicator: str
    form: Form
    unit: str
    by: str = "total"
    group: str = "all"
    measure: str = "own"
    kind: str = "effect"

    def row(self, view: View, contrast: str, window: str = "") -> Row | None:
        """Return the row of a contrast in a window."""
        return view.row(
            contrast, self.indicator, window,
            by=self.by, group=self.group, measure=self.measure, kind=self.kind,
        )  # fmt: skip


def people(indicator: str) -> Shown:
    """Return a number of people, in thousands."""
    return Shown(indicator, THOUSANDS, "thousand")


def rate(indicator: str, by: str = "total", group: str = "all") -> Shown:
    """Return a share or rate, in points."""
    return Shown(indicator, POINTS_OF_100, "points", by, group)


@dataclass(frozen=True)
class Told:
    """What is compared: its name, its colour, where its rows stand."""

    name: str
    colour: str
    view: View
    contrast: str


class OfRows(Figure):
    """A figure of rows, for each contrast of a run or each option of a comparison."""

    compares: ClassVar[bool | None] = None
    holds = "lines"

    @cached_property
    def told(self) -> list[Told]:
        """AI and the policy of a run, or the options of a comparison."""
        if self.run.comparison:
            named = ((one, option(self.run, self.text, one)) for one in self.run.options)
            looks = (one.colour for one in SERIES)
            return [Told(told, next(looks, POLICY), view_of(self.run, one), "policy") for one, told in named]
        view = view_of(self.run)
        both = (
            (self.text("view.row.ai"), AI, "ai"),
            (option(self.run, self.text, self.run.scenario), POLICY, "policy"),
        )
        found = [Told(told, colour, view, contrast) for told, colour, contrast in both]
        return [one for one in found if view.row(one.contrast, EMPLOYED)]

    @property
    def lines(self) -> list[tuple[str, Shown]]:
        """What stands in the rows, by name; what no contrast holds is left out."""
        raise NotImplementedError

    def known(self, lines: Sequence[tuple[str, Shown]]) -> list[tuple[str, Shown]]:
        """Return the lines that any contrast holds."""
        return [one for one in lines if any(one[1].row(told.view, told.contrast) for told in self.told)]

    def unit(self, shown: Shown) -> str:
        """Return the unit in words."""
        currency = self.text.currency(str(self.run.content["country"].get("currency", "EUR")))
        return self.text(f"view.unit.{shown.unit}", currency=currency["currency_name"])

    def subtitle(self) -> str:
        """Return measure and time window; a figure may have a message of its own."""
        own = f"figure.{self.name}.subtitle"
        name = own if self.text.has(own) else f"figure.{self.kind}.subtitle"
        return self.text(name, **self.placeholders())

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators that it shows, by which it is found."""
        return tuple(dict.fromkeys(shown.indicator for _, shown in self.lines))

    def note(self) -> str:
        """Return how to read it."""
        return self.text("figure.rows.note")

    def cells(self, shown: Shown, one: Told, window: str = "") -> Iterator[Cell]:
        """Yield mean and ends of a contrast, traced to their row."""
        row = shown.row(one.view, one.contrast, window)
        for stat in STATS:
            if row is None or row[stat] is None:
                yield Cell(self.text("number.missing"))
            else:
                data = traced(row, shown.form, stat)
                yield Cell(shown.form.show(self.text, row[stat]), float(data.pop("value")), data)


class Years(OfRows):
    """Effects by year: a panel a number, a line a contrast with its ranges."""

    kind = "years"
    shown: ClassVar[tuple[Shown, ...]]
    drawn: ClassVar[int] = 9

    @property
    def lines(self) -> list[tuple[str, Shown]]:
        """The numbers that the run holds."""
        return self.known([(self.called(one), one) for one in self.shown])

    def called(self, shown: Shown) -> str:
        """Return what a number is called."""
        formula = f"view.formula.{shown.indicator}"
        return self.text(formula) if self.text.has(formula) else self.label(shown.indicator)

    def years(self, shown: Shown, one: Told) -> list[Row]:
        """Return the rows of each year."""
        asked = {"by": shown.by, "group": shown.group, "measure": shown.measure}
        return one.view.years(one.contrast, shown.indicator, shown.kind, **asked)

    def finding(self) -> str:
        """Return the first number over the window, for each contrast."""
        called, shown = self.lines[0]
        parts = "; ".join(self.parts(shown))
        return self.text("figure.years.finding", what=called, unit=self.unit(shown), parts=parts)

    def parts(self, shown: Shown) -> Iterator[str]:
        """Yield each contrast with its mean and range."""
        for one in self.told:
            if (row := shown.row(one.view, one.contrast)) is not None:
                mean, between = shown.form.show(self.text, row["mean"]), shown.form.range(self.text, row)
                form = "figure.years.part" if between else "figure.years.mean"
                yield self.text(form, who=one.name, mean=mean, range=between)

    def plot(self) -> Json:
        """Return the panels, one above the other."""
        lines = self.lines[: self.drawn]
        height = len(lines) * (PANEL + HEAD + GAP) + 40
        made, data = layout(height), list[Json]()
        made["annotations"], made["showlegend"] = [], True
        made["margin"] = {"l": 8, "r": 12, "t": 8, "b": 30}
        room = height - 38
        for place, (called, shown) in enumerate(lines):
            axis = str(place + 1) if place else ""
            top = 1 - (place * (PANEL + HEAD + GAP) + HEAD) / room
            span = [max(top - PANEL / room, 0.0), top]
            made[f"yaxis{axis}"] = {
                "domain": span,
                "anchor": f"x{axis}",
                "zeroline": True,
                "fixedrange": True,
            }
            made[f"xaxis{axis}"] = {"anchor": f"y{axis}", "dtick": 2, "tickformat": "d", "fixedrange": True}
            made["annotations"].append(
                {"xref": "paper", "yref": "paper", "x": 0, "y": top, "yanchor": "bottom", "xanchor": "left",
                 "text": f"<b>{broken(called, 34)}</b><br>{self.unit(shown)}", "align": "left",
                 "showarrow": False}
            )  # fmt: skip
            for one in self.told:
                if rows := self.years(shown, one):
                    data.append(self.line(one, rows, shown, axis, first=not place))
        made["legend"] = made["legend"] | {"y": 1.0}
        return {"data": data, "layout": made}

    def line(self, one: Told, rows: Sequence[Row], shown: Shown, axis: str, *, first: bool) -> Json:
        """Return the line of a contrast with its ranges."""
        factor = shown.form.factor
        return {
            "type": "scatter", "mode": "lines+markers", "name": one.name, "legendgroup": one.name,
            "showlegend": first, "x": [row["year"] for row in rows],
            "y": [row["mean"] * factor for row in rows], "xaxis": f"x{axis}", "yaxis": f"y{axis}",
            "line": {"color": one.colour, "width": 1.6}, "marker": {"size": 6},
            "error_y": errors(rows, factor) | {"color": one.colour, "thickness": 1, "width": 0},
            "hovertemplate": "%{x}: %{y:,.1f}<extra></extra>",
        }  # fmt: skip

    def table(self) -> Table:
        """Return every number of every year, then of the window."""
        heads = [head for one in self.told for head in bounded(self.text, one.name)]
        rows = []
        for called, shown in self.lines:
            years = {row["window"]: str(row["year"]) for one in self.told for row in self.years(shown, one)}
            mean = "–".join(map(str, self.told[0].view.span))
            for window, year in [*sorted(years.items(), key=itemgetter(1)), ("", mean)]:
                cells = [cell for one in self.told for cell in self.cells(shown, one, window)]
                rows.append([name(f"{called} ({self.unit(shown)})"), name(year), *cells])
        return Table([self.text("table.number"), self.text("table.year"), *heads], rows)


def errors(rows: Sequence[Row], factor: float) -> dict[str, Any]:
    """Return the ranges as Plotly has them."""
    if any(row["low"] is None for row in rows):
        return {"visible": False}
    high = [(row["high"] - row["mean"]) * factor for row in rows]
    return {"type": "data", "symmetric": False, "array": high,
            "arrayminus": [(row["mean"] - row["low"]) * factor for row in rows]}  # fmt: skip


class Lines(OfRows):
    """Effects over the window, a mark with its range a line: groups of people, or parts of a sum."""

    kind = "groups"

    def finding(self) -> str:
        """Return where the last contrast clearly raises or lowers it, the largest first."""
        one = self.told[-1]
        rows = [(called, shown.row(one.view, one.contrast)) for called, shown in self.lines]
        clear = [(row["mean"], called) for called, row in rows if row is not None and not is_open(row)]
        sides = {
            "up": [called for mean, called in sorted(clear, reverse=True) if mean > 0.0],
            "down": [called for mean, called in sorted(clear) if mean < 0.0],
        }
        parts = [
            self.text(f"figure.groups.{side}", names=self.text.listed(names[:MOST]))
            for side, names in sides.items()
            if names
        ]
        told = parts or [self.text("figure.groups.none")]
        return self.text("figure.groups.finding", who=one.name, what=self.measured, parts="; ".join(told))

    def values(self) -> dict[str, object]:
        """Return the placeholders: what is measured, and its unit."""
        shown = self.lines[0][1]
        return {"what": self.measured, "unit": self.unit(shown)}

    @property
    def measured(self) -> str:
        """What is measured."""
        return self.label(self.lines[0][1].indicator)

    def plot(self) -> Json:
        """Return the marks with their ranges."""
        names = [broken(called, 34) for called, _ in self.lines]
        series = [
            (one.name, one.colour, [shown.row(one.view, one.contrast) for _, shown in self.lines])
            for one in self.told
        ]
        made = dots(self.text, names, series, self.lines[0][1].form)
        made["layout"] |= {"showlegend": len(self.told) > 1}
        made["layout"]["margin"] = made["layout"]["margin"] | {"t": 34}
        return made

    def table(self) -> Table:
        """Return mean and ends of each line."""
        heads = [head for one in self.told for head in bounded(self.text, one.name)]
        rows = [
            [name(called), *(cell for one in self.told for cell in self.cells(shown, one))]
            for called, shown in self.lines
        ]
        return Table([f"{self.measured} ({self.unit(self.lines[0][1])})" if rows else "", *heads], rows)


class Groups(Lines):
    """Effects by group of one or several breakdowns."""

    indicator: ClassVar[str]
    by: ClassVar[tuple[str, ...]]
    form: ClassVar[Form]
    counted: ClassVar[str]

    @cached_property
    def lines(self) -> list[tuple[str, Shown]]:
        """The groups that the run holds, in their order; not the gap between two."""
        found = []
        for by in self.by:
            rows = (row for one in self.told for row in one.view.groups(one.contrast, self.indicator, by))
            for group in dict.fromkeys(row["group"] for row in rows if " − " not in row["group"]):
                found.append(
                    (self.group(by, group), Shown(self.indicator, self.form, self.counted, by, group))
                )
        return found


class Parts(Lines):
    """Effects on the parts of a sum, and on the sum."""

    shown: ClassVar[tuple[Shown, ...]]

    @cached_property
    def lines(self) -> list[tuple[str, Shown]]:
        """The parts that the run holds."""
        return self.known([(self.line(one.indicator), one) for one in self.shown])

    def line(self, indicator: str) -> str:
        """Return what a part is called."""
        told = f"{self.name}.line.{indicator}"
        return self.text(told) if self.text.has(told) else self.label(indicator)

    @property
    def measured(self) -> str:
        """What is measured."""
        return self.text(f"figure.{self.name}.measured")


class Path(Years):
    """Jobs, unemployment, output and the policy rate."""

    section, order = "jobs", 0
    shown = (
        people(EMPLOYED), rate("unemployment_rate"),
        Shown("real_gdp", ONE_DECIMAL, "percent", measure="relative"),
        Shown("policy_rate", ONE_DECIMAL, "points"),
    )  # fmt: skip


class JobsApart(Parts):
    """People in work by employer."""

    section, order = "jobs", 1
    rests_on = ("unemployment_rate",)
    shown = tuple(people(one) for one in (*EMPLOYERS, EMPLOYED))


class Unemployment(Years):
    """Where people are who do not work."""

    section, order = "jobs", 2
    rests_on = ("unemployment_rate",)
    shown = (
        people("unemployed"), people("in_training"), people("unemployed_or_training"), people("outside"),
        rate("unemployment_rate"), rate("participation_rate"),
    )  # fmt: skip


class Tenths(Groups):
    """Net income by tenth."""

    section, order = "people", 0
    rests_on = INCOMES
    indicator, by, form, counted = "net_income", ("income_decile",), EUROS, "money_month"


class PovertyRate(Years):
    """Poverty, by the line of each year and of the first."""

    section, order = "people", 1
    rests_on = INCOMES
    shown = (rate("arop"), rate("arop_anchored"), people("people_in_poverty"))


class Inequality(Years):
    """Inequality of income."""

    section, order = "people", 2
    rests_on = INCOMES
    shown = (rate("gini"), Shown("real_disposable_income", EUROS, "money_month"))


class PeopleWork(Groups):
    """Who works."""

    section, order = "people", 3
    rests_on = ("unemployment_rate", "youth_unemployment_rate")
    indicator, form, counted = "employment_rate", PER_1000, "per_1000"
    by = ("sex", "age_group", "generation", "education", "household_type")


class Exposure(Groups):
    """Who works, by exposure of the work to AI."""

    section, order = "people", 4
    indicator, by, form, counted = "employment_rate", ("exposure_quintile",), PER_1000, "per_1000"


class Occupation(Groups):
    """Who works, by occupation."""

    section, order = "people", 5
    indicator, by, form, counted = "employment_rate", ("occupation",), PER_1000, "per_1000"


class Sector(Groups):
    """Employees by branch."""

    section, order = "people", 6
    indicator, by, form, counted = "employees", ("sector",), THOUSANDS, "thousand"


class CostingByYear(Years):
    """What it costs the state: the net effect drawn, every item in the table, under the sum it belongs to."""

    section, order = "budget", 1
    rests_on = BUDGET
    drawn = 1

    @cached_property
    def lines(self) -> list[tuple[str, Shown]]:
        """The net effect, then each sum with its items."""
        parts: dict[str, dict[str, None]] = {one: {} for one in SUMS}
        for one in self.told:
            for part, item in one.view.costs(one.contrast):
                if item not in (BALANCE, part):
                    parts[part][item] = None
        items = [item for part, own in parts.items() for item in (part, *own)]
        shown = [Shown(item, BILLIONS, "billion_year", kind="cost") for item in (BALANCE, *items)]
        return self.known([(self.called(one), one) for one in shown])

    def called(self, shown: Shown) -> str:
        """Return what an item is called."""
        told = f"view.cost.{'net' if shown.indicator == BALANCE else shown.indicator}"
        return self.text(told) if self.text.has(told) else self.label(shown.indicator)


class Debt(Years):
    """Public debt."""

    section, order = "budget", 4
    rests_on = BUDGET
    shown = (rate("debt_ratio"),)

    def note(self) -> str:
        """Return that no level is shown, and what moves debt where a budget was balanced."""
        content = self.run.content.get("balancing")
        moved = debt_moved(self.run, self.text, content) if content else ""
        told = self.text("figure.debt.level", year=LAST)
        return " ".join(part for part in (super().note(), told, moved) if part)


class WhoGets(Parts):
    """National income by who receives it, before taxes and after."""

    section, order = "income", 1
    rests_on = ("labour_share", "investment_share", "household_net_wealth")
    shown = tuple(Shown(one, BILLIONS_A_YEAR, "billion_year") for one in (*EARNED, GNI, *AFTER))


class AiRents(Years):
    """What is paid abroad for AI."""

    section, order = "income", 3
    shown = (Shown("ai_rents_abroad", BILLIONS_A_YEAR, "billion_year"),)
