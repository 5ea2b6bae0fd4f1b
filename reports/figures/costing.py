"""What a change costs the state by year: what is paid out, what comes back, what the balance is moved by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

import numpy as np

from reports.data.run import Run
from reports.draw.pictures import Bars, bars
from reports.draw.pieces import FEW, bar, filled, legend_below, panel_title, panels, rounded, sums, whiskers
from reports.draw.table import Cell, Table, contrast_data, name
from reports.draw.theme import BLUE, GREEN, GREY, ORANGE, PURPLE, SERIES, Json, layout
from reports.draw.units import Scale, digits_for, scale
from reports.kinds import BUDGET
from reports.kinds.figure import Figure
from reports.story.sentences import label, option, world_name, year_name
from reports.text import Text
from simulator.findings.costing import (
    BALANCE,
    MEASURES,
    NET,
    NOMINAL,
    OF_GDP,
    OUTLAY,
    PARTS,
    Costing,
    costing,
    sign_of,
)
from simulator.findings.effects import Contrast, options
from simulator.findings.intervals import Array, Interval

DRAWN = {
    "outlay": (PARTS[:1], ORANGE), "levies": (PARTS[1:2], SERIES[5]), "receipts": (PARTS[2:4], BLUE),
    "benefits": (PARTS[4:5], GREEN), "rest": (PARTS[5:6], GREY), "interest": (PARTS[6:], SERIES[8]),
}  # fmt: skip
"""What stands in one part of a bar, and its look."""
PANEL, LEGEND, BAR = 250, 70, 40  # pixels


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


def lines(text: Text, head: str, run: Run, contrast: Contrast) -> Iterator[list[Cell]]:
    """Items by year, years in columns, and what they add up to: a block a measure.

    Of an option the parts alone, in money of the first year: the workbook has the items of all.
    """
    for measure in MEASURES[:1] if run.comparison else MEASURES:
        found = costing(run, contrast, measure)
        assert found is not None
        shown = Scale(100.0, "percent_gdp", 3) if measure == OF_GDP else money(run, text, [found])
        shown = replace(shown, year="") if measure == NOMINAL else shown
        told = name(f"{head}: {shown.label(text)}")
        traced = contrast_data(contrast) | {
            "measure": "of_gdp" if measure == OF_GDP else "difference",
            "scale": f"{shown.factor:.10g}",
        }
        traced |= {"prices": "current"} if measure == NOMINAL else {"real": "1"}
        for own in drawn([found]) if run.comparison else ():
            values = found.of(*DRAWN[own][0]).mean(axis=0)
            yield [told, name(text(f"costing.drawn.{own}")), *_cells(text, shown, found, values)]
        for row in () if run.comparison else found.rows:
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
    text: Text, shown: Scale, found: Costing, values: Array, data: Mapping[str, str] | None = None,
    stat: str = "",
) -> Iterator[Cell]:  # fmt: skip
    """One cell a year; `data` trace it, where it is an indicator's."""
    for year, value in zip(found.years, values.tolist(), strict=True):
        if data is None:
            yield Cell(shown.show(text, value, signed=True))
            continue
        traced = {**data, "window": year.name, "stat": stat}
        yield Cell(shown.show(text, value, signed=True), value * shown.factor, traced)


class CostingByYear(Figure):
    """Parts of the change of the public balance, stacked by year, with what they add up to as a dot."""

    compares = None
    holds = "costed"
    section = "budget"
    order = 1
    rests_on = BUDGET

    @cached_property
    def compared(self) -> dict[str, tuple[Run, Contrast]]:
        """What is compared, by name: AI and the policy of a run, each option in each world of others."""
        if not self.run.comparison:
            return {self.text(f"panel.{one.name}"): (self.run, one) for one in self.contrasts}
        several = len(self.run.worlds) > 1
        return {
            self._option(one.scenario, view.world if several else ""): (view, one)
            for view in self.run.worlds
            for one in options(view)
        }

    def _option(self, name: str, world: str) -> str:
        told = option(self.run, self.text, name)
        world = world and world_name(self.text, world)
        return self.text("table.option.world", option=told, world=world) if world else told

    @cached_property
    def costed(self) -> dict[str, Costing]:
        """The costing of each comparison that has a whole year."""
        found = {title: costing(*compared) for title, compared in self.compared.items()}
        return {title: one for title, one in found.items() if one is not None and one.years}

    def finding(self) -> str:
        """Return what the policy pays out a year in the run's window and leaves; of options the range."""
        found = list(self.costed.values())[-1]
        told_of = list(self.costed.values()) if self.run.comparison else [found]
        if not any(one.rows for one in told_of):
            return self.text.sentence("finding.costing.zero")
        shown = money(self.run, self.text, told_of)
        years = found.within(self.run.window, self.run.last_month)
        net = {
            title: one.interval(one.net[:, years].mean(axis=1)[:, None])[0]
            for title, one in self.costed.items()
        }
        last, outlay = list(net.values())[-1], -float(found.of(OUTLAY)[:, years].mean())
        form = f"finding.costing.{found.contrast.name}.{'paid' if outlay else 'net'}"
        told = {
            key: shown.show(self.text, getattr(last, key), signed=True) for key in ("mean", "low", "high")
        }
        if self.run.comparison:
            form, ends = (
                "finding.costing.options",
                [pick(net, key=lambda one: net[one].mean) for pick in (min, max)],
            )
            told = dict(zip(("worst", "best"), ends, strict=True))
            told |= {
                key: shown.show(self.text, net[told[end]].mean, signed=True)
                for key, end in (("low", "worst"), ("high", "best"))
            }
        elif last.n < 2:
            form += ".single"
        first, end = (year_name(self.run, self.text, found.years[years[at]]) for at in (0, -1))
        unit = shown.label(self.text, last.mean)
        told |= {"outlay": shown.show(self.text, outlay), "unit": unit, "first": first, "last": end}
        return self.text.sentence(form, **told)

    def subtitle(self) -> str:
        """Return what is shown: of options the mean of the window's years."""
        if not (self.run.comparison and self.costed):
            return super().subtitle()
        unit = money(self.run, self.text, self.costed.values()).label(self.text)
        return self.text(f"figure.{self.name}.subtitle.options", **self.placeholders(), unit=unit)

    def _of_options(self) -> Json:
        """Return one panel a world, one stacked bar an option: means of the window's years."""
        shown = money(self.run, self.text, self.costed.values())
        hover = f"%{{x:+,.{shown.digits}f}}<extra></extra>"
        sheets = []
        for view in self.run.worlds:
            asked = {one.scenario: costing(view, one) for one in options(view)}
            found = {row: one for row, name in enumerate(self.run.options) if (one := asked.get(name))}
            if not found:
                continue
            years = next(iter(found.values())).within(view.window, view.last_month)
            rows = list(found)
            series = []
            for part in drawn(self.costed.values()):
                parts, look = DRAWN[part]
                mean = [float(one.of(*parts)[:, years].mean()) * shown.factor for one in found.values()]
                title = self.text(f"costing.drawn.{part}")
                series.append(bar(title, mean, rows, filled(look), hover, legendgroup=part, width=0.6))
            net = [one.interval(one.net[:, years].mean(axis=1)[:, None])[0] for one in found.values()]
            ends = ([getattr(one, end) * shown.factor for one in net] for end in ("mean", "low", "high"))
            mean, low, high = ends
            title = self.text(f"costing.part.{NET}")
            series.append(sums(mean, rows, low, high, PURPLE, hover, name=title) | {"legendgroup": NET})
            sheets.append(
                Bars(self.text("legend.world", world=world_name(self.text, view.world)), "", series)
            )
        names = [option(self.run, self.text, one) for one in self.run.options]
        return bars(self.text.separators, sheets, names, mode="relative", row=BAR, legend=LEGEND + 60,
                    numbers={"zeroline": True, **FEW})  # fmt: skip

    def plot(self) -> Json:
        """Return one panel a comparison, one stacked bar a year; of options a bar each."""
        if self.run.comparison:
            return self._of_options()
        height = PANEL * len(self.costed) + LEGEND
        form = layout(self.text.separators, height=height) | {"annotations": [], "bargap": 0.3}
        form |= {"barmode": "relative", "showlegend": True, "legend": legend_below(height - LEGEND)}
        traces: list[Json] = []
        named = drawn(self.costed.values())
        places = panels(len(self.costed), height - LEGEND)
        for (title, found), (axis, domain) in zip(self.costed.items(), places, strict=True):
            shown = money(self.run, self.text, [found])  # AI may move far more than a policy
            years = [year_name(self.run, self.text, one) for one in found.years]
            place = {"x": years, "xaxis": f"x{axis}", "yaxis": f"y{axis}", "showlegend": axis == ""}
            place |= {"hovertemplate": f"%{{x}}<br>%{{y:+,.{shown.digits}f}}<extra></extra>"}
            for part in named:
                parts, look = DRAWN[part]
                mean = rounded(found.of(*parts).mean(axis=0) * shown.factor)
                known = {"type": "bar", "y": mean, "marker": {"color": look.colour}, "legendgroup": part}
                traces.append(known | {"name": self.text(f"costing.drawn.{part}"), **place})
            traces.append(self._net(found.interval(found.net), shown) | place)
            form["annotations"].append(panel_title(title, shown.label(self.text), domain[1]))
            ticks = {"type": "category", "nticks": 6, "tickangle": 0, "showgrid": False}
            form[f"xaxis{axis}"] = {"anchor": f"y{axis}", **ticks}
            form[f"yaxis{axis}"] = {"domain": domain, "anchor": f"x{axis}", "zeroline": True, "nticks": 6}
        return {"data": traces, "layout": form}

    def _net(self, net: list[Interval], shown: Scale) -> Json:
        mean, half = ([getattr(one, part) * shown.factor for one in net] for part in ("mean", "half"))
        look = {
            "symbol": "diamond",
            "size": 9,
            "color": PURPLE.colour,
            "line": {"width": 1, "color": "white"},
        }
        made = {"type": "scatter", "mode": "markers", "y": rounded(mean), "legendgroup": NET, "marker": look}
        if np.isfinite(half).all():
            made["error_y"] = whiskers(half) | {"color": PURPLE.colour, "thickness": 2.2}
        return made | {"name": self.text(f"costing.part.{NET}")}

    def table(self) -> Table:
        """Return items in rows and years in columns, three blocks a comparison."""
        rows = [
            row for title in reversed(self.costed) for row in lines(self.text, title, *self.compared[title])
        ]
        found = next(iter(self.costed.values()))
        years = [year_name(self.run, self.text, one) for one in found.years]
        return Table([self.text("table.budget.comparison"), self.text("table.budget.item"), *years], rows)
