"""What a change costs the state by year: what is paid out, what comes back, what the balance is moved by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

import numpy as np

from reports.data.run import Run
from reports.draw.pictures import Bars, bars
from reports.draw.pieces import FEW, bar, dots, legend_below, panel_title, panels, rounded, whiskers
from reports.draw.table import Cell, Table, contrast_data, name
from reports.draw.theme import BLUE, GREEN, GREY, ORANGE, PURPLE, SERIES, Json, layout
from reports.draw.units import Scale, digits_for, scale
from reports.kinds import BUDGET
from reports.kinds.by_option import ByOption, Place
from reports.kinds.figure import Figure
from reports.story.sentences import label, year_name
from reports.text import Text
from simulator.findings.costing import (
    BALANCE,
    BENEFITS,
    CONTRIBUTIONS,
    INTEREST,
    LEVIES,
    MEASURES,
    NET,
    NOMINAL,
    OF_GDP,
    OTHER,
    OUTLAY,
    REAL,
    TAXES,
    Costing,
    costing,
    sign_of,
)
from simulator.findings.effects import Contrast
from simulator.findings.intervals import Array, Interval

DRAWN = {
    "outlay": ((OUTLAY,), ORANGE),
    "levies": ((LEVIES,), SERIES[5]),
    "receipts": ((TAXES, CONTRIBUTIONS), BLUE),
    "benefits": ((BENEFITS,), GREEN),
    "rest": ((OTHER, INTEREST), GREY),
}
"""What stands in one part of a bar, and its look."""
PANEL, LEGEND, ROW = 250, 70, 44  # pixels


def money(run: Run, text: Text, costed: Iterable[Costing]) -> Scale:
    """One scale of money of the first year for sums over a year."""
    every = np.concatenate([np.append(one.of(OUTLAY), one.net) for one in costed]) / 12.0
    made = scale(run, text, BALANCE, every.tolist(), difference=True)
    digits = max(digits_for([float(np.abs(every).max()) * made.factor]), 1)
    return replace(made, factor=made.factor / 12.0, digits=digits, zeros=0)


def drawn(costed: Iterable[Costing]) -> list[str]:
    """What any of them moves, by what stands together in a bar."""
    known = list(costed)
    return [one for one, (parts, _) in DRAWN.items() if any(np.any(each.of(*parts)) for each in known)]


def lines(run: Run, text: Text, head: str, contrast: Contrast) -> Iterator[list[Cell]]:
    """Every item by year, years in columns, and what they add up to: a block a measure."""
    for measure in MEASURES:
        found = costing(run, contrast, measure)
        assert found is not None
        shown = Scale(100.0, "percent_gdp", 3) if measure == OF_GDP else money(run, text, [found])
        shown = replace(shown, year="") if measure == NOMINAL else shown
        told = name(f"{head}: {shown.label(text)}")
        traced = contrast_data(contrast) | {
            "measure": "of_gdp" if measure == OF_GDP else "difference",
            "scale": f"{shown.factor:.10g}",
        }
        traced |= {"real": "1"} if measure != NOMINAL else {}
        for row in found.rows:
            data = traced | {"indicator": " − ".join((row.item, *row.less))}
            data |= {"sign": "-1"} if sign_of(row.item) < 0 else {}
            part = text(
                "costing.item", part=text(f"costing.part.{row.part}"), item=label(run, text, row.item)
            )
            yield [told, name(part), *_cells(text, shown, found, row.amounts.mean(axis=0), data, "mean")]
        net = found.interval(found.net)
        for stat in ("mean", "low", "high"):
            what = text(f"costing.part.{NET}")
            titled = what if stat == "mean" else text(f"table.{stat}", what=what)
            values = np.array([getattr(one, stat) for one in net])
            yield [
                told,
                name(titled),
                *_cells(text, shown, found, values, traced | {"indicator": BALANCE}, stat),
            ]


def _cells(
    text: Text, shown: Scale, found: Costing, values: Array, data: Mapping[str, str], stat: str
) -> Iterator[Cell]:
    for year, value in zip(found.years, values.tolist(), strict=True):
        traced = {**data, "window": year.name, "stat": stat}
        yield Cell(shown.show(text, value, signed=True), value * shown.factor, traced)


def heads(run: Run, text: Text, found: Costing) -> list[str]:
    """The heads of that table."""
    years = [year_name(run, text, one) for one in found.years]
    return [text("table.budget.comparison"), text("table.budget.item"), *years]


class CostingByYear(Figure):
    """Parts of the change of the public balance, stacked by year, with what they add up to as a dot."""

    holds = "costed"
    section = "budget"
    order = 1
    rests_on = BUDGET

    @cached_property
    def costed(self) -> dict[Contrast, Costing]:
        """The costing of each comparison that has a whole year."""
        found = {contrast: costing(self.run, contrast) for contrast in self.contrasts}
        return {contrast: one for contrast, one in found.items() if one is not None and one.years}

    def scale(self, contrast: Contrast) -> Scale:
        """Return the scale of one panel: AI may move the balance far more than a policy."""
        return money(self.run, self.text, [self.costed[contrast]])

    def finding(self) -> str:
        """Return what the last comparison pays out a year in the run's window, and what it leaves."""
        contrast, found = list(self.costed.items())[-1]
        if not found.rows:
            return self.text.sentence("finding.costing.zero")
        years, shown = found.within(self.run.window, self.run.last_month), self.scale(contrast)
        (net,) = found.interval(found.net[:, years].mean(axis=1)[:, None])
        outlay = -float(found.of(OUTLAY)[:, years].mean())
        form = "paid" if outlay else "net"
        ends = {key: shown.show(self.text, getattr(net, key), signed=True) for key in ("mean", "low", "high")}
        return self.text.sentence(
            f"finding.costing.{contrast.name}.{form}" + (".single" if net.n < 2 else ""),
            **ends,
            outlay=shown.show(self.text, outlay),
            unit=shown.label(self.text, net.mean),
            first=year_name(self.run, self.text, found.years[years[0]]),
            last=year_name(self.run, self.text, found.years[years[-1]]),
        )

    def plot(self) -> Json:
        """Return one panel a comparison, one stacked bar a year."""
        height = PANEL * len(self.costed) + LEGEND
        form = layout(self.text.separators, height=height) | {
            "annotations": [],
            "bargap": 0.3,
            "barmode": "relative",
            "showlegend": True,
            "legend": legend_below(height - LEGEND),
        }
        traces: list[Json] = []
        named = drawn(self.costed.values())
        for (contrast, found), (axis, domain) in zip(
            self.costed.items(), panels(len(self.costed), height - LEGEND), strict=True
        ):
            shown, years = self.scale(contrast), [year_name(self.run, self.text, one) for one in found.years]
            place = {"xaxis": f"x{axis}", "yaxis": f"y{axis}", "showlegend": axis == ""}
            hover = f"%{{x}}<br>%{{y:+,.{shown.digits}f}}<extra></extra>"
            for part in named:
                parts, look = DRAWN[part]
                mean = found.of(*parts).mean(axis=0) * shown.factor
                traces.append(
                    {
                        "type": "bar",
                        "x": years,
                        "y": rounded(mean),
                        "hovertemplate": hover,
                        "name": self.text(f"costing.drawn.{part}"),
                        "legendgroup": part,
                        "marker": {"color": look.colour},
                        **place,
                    }
                )
            traces.append(self._net(found.interval(found.net), shown, years) | place)
            title = self.text(f"panel.{contrast.name}")
            form["annotations"].append(panel_title(title, shown.label(self.text), domain[1]))
            form[f"xaxis{axis}"] = {
                "anchor": f"y{axis}",
                "type": "category",
                "nticks": 6,
                "tickangle": 0,
                "showgrid": False,
            }
            form[f"yaxis{axis}"] = {"domain": domain, "anchor": f"x{axis}", "zeroline": True, "nticks": 6}
        return {"data": traces, "layout": form}

    def _net(self, net: list[Interval], shown: Scale, years: list[str]) -> Json:
        known = [one.half * shown.factor for one in net]
        error = (
            {"error_y": whiskers(known) | {"color": PURPLE.colour, "thickness": 2.2}}
            if np.isfinite(known).all()
            else {}
        )
        return {
            "type": "scatter",
            "mode": "markers",
            "x": years,
            "legendgroup": NET,
            "y": rounded([one.mean * shown.factor for one in net]),
            "name": self.text(f"costing.part.{NET}"),
            "marker": {
                "symbol": "diamond",
                "size": 9,
                "color": PURPLE.colour,
                "line": {"width": 1, "color": "white"},
            },
            "hovertemplate": f"%{{x}}<br>%{{y:+,.{shown.digits}f}}<extra></extra>",
            **error,
        }

    def table(self) -> Table:
        """Return items in rows and years in columns, three blocks a comparison."""
        rows = [
            row
            for contrast in reversed(self.costed)
            for row in lines(self.run, self.text, self.text(f"panel.{contrast.name}"), contrast)
        ]
        return Table(heads(self.run, self.text, next(iter(self.costed.values()))), rows)


class CostingByOption(ByOption):
    """The same for each option: a stacked bar of the mean of the window's years; every year in the table."""

    holds = "costed"
    section = "budget"
    order = 1
    rests_on = BUDGET

    @cached_property
    def places(self) -> dict[Place, tuple[Run, Contrast]]:
        """What is compared, by world and option."""
        return {
            (view.world, contrast.scenario): (view, contrast)
            for view in self.views
            for contrast in self.contrasts_in(view)
        }

    @cached_property
    def costed(self) -> dict[Place, Costing]:
        """The costing of each option in each world."""
        found = {place: costing(*compared, REAL) for place, compared in self.places.items()}
        return {place: one for place, one in found.items() if one is not None and one.years}

    @cached_property
    def scale(self) -> Scale:
        """One scale for all."""
        return money(self.run, self.text, self.costed.values())

    def _mean(self, found: Costing, amounts: Array) -> Interval:
        """Return the mean of the window's years."""
        years = found.within(self.run.window, self.run.last_month)
        return found.interval(amounts[:, years].mean(axis=1)[:, None])[0]

    def finding(self) -> str:
        """Return the option that weighs most on the balance, and the one that weighs least."""
        if not any(one.rows for one in self.costed.values()):
            return self.text.sentence("finding.costing.zero")
        net = {place: self._mean(one, one.net) for place, one in self.costed.items()}
        low, high = (pick(net, key=lambda place: net[place].mean) for pick in (min, max))
        low_mean, high_mean = (self.scale.show(self.text, net[one].mean, signed=True) for one in (low, high))
        return self.text.sentence(
            "finding.costing_by_option",
            low=low_mean,
            high=high_mean,
            worst=self.option(low[1]),
            best=self.option(high[1]),
            unit=self.scale.label(self.text),
        )

    def plot(self) -> Json:
        """Return one stacked bar an option, a panel a world."""
        options = [one for one in self.run.options if any(one == own for _, own in self.costed)]
        unit = self.scale.label(self.text)
        sheets = [Bars(self.panel(view.world), unit, list(self._bars(view, options))) for view in self.views]
        return bars(
            self.text.separators,
            sheets,
            [self.option(option) for option in options],
            mode="relative",
            row=ROW,
            legend=LEGEND,
            numbers={"zeroline": True, **FEW},
        )

    def _bars(self, view: Run, options: list[str]) -> Iterator[Json]:
        found = {
            option: self.costed[view.world, option]
            for option in options
            if (view.world, option) in self.costed
        }
        rows = [options.index(option) for option in found]
        for part in drawn(self.costed.values()):
            parts, look = DRAWN[part]
            means = [self._mean(one, one.of(*parts)).mean * self.scale.factor for one in found.values()]
            title = self.text(f"costing.drawn.{part}")
            yield bar(
                title,
                means,
                rows,
                {"color": look.colour},
                f"%{{x:+,.{self.scale.digits}f}}<extra>{title}</extra>",
                legendgroup=part,
                width=0.6,
            )
        net = [self._mean(one, one.net) for one in found.values()]
        mean, low, high = (
            [getattr(one, stat) * self.scale.factor for one in net] for stat in ("mean", "low", "high")
        )
        title = self.text(f"costing.part.{NET}")
        yield dots(
            mean,
            rows,
            low,
            high,
            replace(PURPLE, symbol="diamond"),
            f"%{{x:+,.{self.scale.digits}f}}<extra>{title}</extra>",
            name=title,
        ) | {"legendgroup": NET}

    def table(self) -> Table:
        """Return items in rows and years in columns, three blocks an option and world."""
        rows = [
            row
            for (world, option), (view, contrast) in self.places.items()
            if (world, option) in self.costed
            for row in lines(view, self.text, self.row_head(world, option).text, contrast)
        ]
        return Table(heads(self.run, self.text, next(iter(self.costed.values()))), rows)
