"""What a change costs the state by year: what is paid out, what comes back, what the balance is moved by.

What happens to public debt: the difference alone, since its level is not to be quoted after some years.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import override

import numpy as np

from reports.data.run import Run
from reports.draw.pieces import (
    Panels,
    bar,
    bars,
    legend_below,
    panel_title,
    panels,
    rounded,
    signed,
    sums,
    whiskers,
)
from reports.draw.table import STATS, Cell, Table, contrast_data, name
from reports.draw.theme import BLUE, GREEN, GREY, ORANGE, PURPLE, SERIES, Json
from reports.draw.units import Scale, digits_for, scale
from reports.kinds.by_option import OptionDots
from reports.kinds.figure import Figure
from reports.kinds.levels import Differences
from reports.story.balancing import debt_moved
from reports.story.limits import LAST
from reports.story.sentences import label, option, option_within, world_name, year_name
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

BUDGET = ("public_revenue_share", "public_spending_share", "income_tax_share", "social_contributions_share")
"""What figures of the public budget rest on."""
DRAWN = {
    "outlay": (PARTS[:1], ORANGE),
    "levies": (PARTS[1:2], SERIES[5]),
    "receipts": (PARTS[2:4], BLUE),
    "benefits": (PARTS[4:5], GREEN),
    "rest": (PARTS[5:6], GREY),
    "interest": (PARTS[6:], SERIES[8]),
}
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


def net_of(found: Costing, years: list[int]) -> Interval:
    """Return what these years' mean balance is moved by."""
    return found.interval(found.net[:, years].mean(axis=1)[:, None])[0]


def lines(text: Text, head: str, run: Run, contrast: Contrast) -> Iterator[list[Cell]]:
    """Items by year, years in columns, and what they add up to: a block a measure.

    Of an option the parts alone, in money of the first year: the workbook has the items of all.
    """
    for measure in MEASURES[:1] if run.comparison else MEASURES:
        found = costing(run, contrast, measure)
        assert found is not None
        shown = Scale(100.0, "percent_gdp", 3) if measure == OF_GDP else money(run, text, [found])
        shown = replace(shown, year="") if measure == NOMINAL else shown
        for called, values, data in _items(text, run, found, measure):
            row = [name(f"{head}: {shown.label(text)}"), name(called)]
            traced = contrast_data(contrast) | {"scale": f"{shown.factor:.10g}"} | data
            for year, value in zip(found.years, values.tolist(), strict=True):
                traces = (value * shown.factor, traced | {"window": year.name}) if data else ()
                row.append(Cell(shown.show(text, value, signed=True), *traces))
            yield row


def _items(text: Text, run: Run, found: Costing, measure: str) -> Iterator[tuple[str, Array, dict[str, str]]]:
    """Give the name of each row, its values by year, and what traces them, where it is an indicator's."""
    for own in drawn([found]) if run.comparison else ():
        yield text(f"costing.drawn.{own}"), found.of(*DRAWN[own][0]).mean(axis=0), {}
    traced = {"measure": "of_gdp" if measure == OF_GDP else "difference"}
    traced |= {"prices": "current"} if measure == NOMINAL else {"real": "1"}
    for item in () if run.comparison else found.rows:
        part = text("costing.item", part=text(f"costing.part.{item.part}"), item=label(run, text, item.item))
        data = traced | {"indicator": " − ".join((item.item, *item.less)), "stat": "mean"}
        yield part, item.amounts.mean(axis=0), data | ({"sign": "-1"} if sign_of(item.item) < 0 else {})
    what, net = text(f"costing.part.{NET}"), found.interval(found.net)
    for stat in STATS:
        values = np.array([getattr(one, stat) for one in net])
        titled = what if stat == "mean" else text(f"table.{stat}", what=what)
        yield titled, values, traced | {"indicator": BALANCE, "stat": stat}


class CostingByYear(Figure):
    """Parts of the change of the public balance, stacked by year, with what they add up to as a dot."""

    compares = None
    holds = "costed"
    section, order = "budget", 1
    rests_on = BUDGET

    @cached_property
    def compared(self) -> dict[str, tuple[Run, Contrast]]:
        """What is compared, by name: AI and the policy of a run, each option in each world of others."""
        if not self.run.comparison:
            return {self.text(f"panel.{one.name}"): (self.run, one) for one in self.contrasts}
        found = {}
        for view in self.run.worlds:
            for one in options(view):
                found[option_within(self.run, self.text, one.scenario, view.world)] = view, one
        return found

    @cached_property
    def costed(self) -> dict[str, Costing]:
        """The costing of each comparison that has a whole year."""
        found = {title: costing(*compared) for title, compared in self.compared.items()}
        return {title: one for title, one in found.items() if one is not None and one.years}

    def finding(self) -> str:
        """Return what the policy pays out a year in the run's window and leaves; of options the range."""
        *_, found = self.costed.values()
        told_of = list(self.costed.values()) if self.run.comparison else [found]
        if not any(one.rows for one in told_of):
            return self.text.sentence("finding.costing.zero")
        shown = money(self.run, self.text, told_of)
        years = found.within(self.run.window, self.run.last_month)
        net = {title: net_of(one, years) for title, one in self.costed.items()}
        *_, last = net.values()
        first, end = (year_name(self.run, self.text, found.years[years[at]]) for at in (0, -1))
        told = {"unit": shown.label(self.text, last.mean), "first": first, "last": end}
        if self.run.comparison:
            worst, best = (pick(net, key=lambda one: net[one].mean) for pick in (min, max))
            low, high = (shown.show(self.text, net[one].mean, signed=True) for one in (worst, best))
            told |= {"worst": worst, "best": best, "low": low, "high": high}
            return self.text.sentence("finding.costing.options", **told)
        outlay = -float(found.of(OUTLAY)[:, years].mean())
        form = f"finding.costing.{found.contrast.name}.{'paid' if outlay else 'net'}"
        told |= shown.ends(self.text, last)
        told["outlay"] = shown.show(self.text, outlay)
        return self.text.sentence(form if last.n > 1 else f"{form}.single", **told)

    def subtitle(self) -> str:
        """Return what is shown: of options the mean of the window's years."""
        if not (self.run.comparison and self.costed):
            return super().subtitle()
        unit = money(self.run, self.text, self.costed.values()).label(self.text)
        return self.text(f"figure.{self.name}.subtitle.options", **self.placeholders(), unit=unit)

    def _of_options(self) -> Json:
        """Return one panel a world, one stacked bar an option: means of the window's years."""
        shown, named = money(self.run, self.text, self.costed.values()), drawn(self.costed.values())
        hover, total, sheets = signed(shown.digits), self.text(f"costing.part.{NET}"), []
        for view in self.run.worlds:
            asked = {one.scenario: costing(view, one) for one in options(view)}
            found = {row: one for row, name in enumerate(self.run.options) if (one := asked.get(name))}
            if not found:
                continue
            years = next(iter(found.values())).within(view.window, view.last_month)
            series = []
            for part in named:
                parts, look = DRAWN[part]
                mean = [float(one.of(*parts)[:, years].mean()) * shown.factor for one in found.values()]
                title = self.text(f"costing.drawn.{part}")
                series.append(bar(title, mean, [*found], look, hover, legendgroup=part, width=0.6))
            net = [net_of(one, years) for one in found.values()]
            dots = sums([*found], net, shown.factor, PURPLE, hover, name=total)
            world = self.text("legend.world", world=world_name(self.text, view.world))
            sheets.append((world, [*series, dots | {"legendgroup": NET}]))
        names = [option(self.run, self.text, one) for one in self.run.options]
        return bars(sheets, names, BAR, LEGEND + 60)

    def plot(self) -> Json:
        """Return one panel a comparison, one stacked bar a year; of options a bar each."""
        if self.run.comparison:
            return self._of_options()
        height = PANEL * len(self.costed) + LEGEND
        form: Json = {"barmode": "relative", "showlegend": True, "legend": legend_below(height - LEGEND)}
        made = Panels(height, panels(len(self.costed), height - LEGEND), bargap=0.3, **form)
        named = drawn(self.costed.values())
        for title, found in self.costed.items():
            shown = money(self.run, self.text, [found])  # AI may move far more than a policy
            place: Json = {"x": [year_name(self.run, self.text, one) for one in found.years]}
            place |= {"hovertemplate": f"%{{x}}<br>%{{y:+,.{shown.digits}f}}<extra></extra>"}
            traces: list[Json] = []
            for part in named:
                parts, look = DRAWN[part]
                mean = rounded(found.of(*parts).mean(axis=0) * shown.factor)
                known = {"type": "bar", "y": mean, "marker": {"color": look.colour}, "legendgroup": part}
                traces.append(known | {"name": self.text(f"costing.drawn.{part}"), **place})
            traces.append(self._net(found.interval(found.net), shown) | place)
            ticks = {"type": "category", "nticks": 6, "tickangle": 0, "showgrid": False}
            over = panel_title(title, shown.label(self.text))
            made.add(traces, over, ticks, {"zeroline": True, "nticks": 6})
        return made.drawn()

    def _net(self, net: list[Interval], shown: Scale) -> Json:
        mean, half = ([getattr(one, part) * shown.factor for one in net] for part in ("mean", "half"))
        look = {
            "symbol": "diamond",
            "size": 9,
            "line": {"width": 1, "color": "white"},
            "color": PURPLE.colour,
        }
        made = {"type": "scatter", "mode": "markers", "y": rounded(mean), "legendgroup": NET, "marker": look}
        if np.isfinite(half).all():
            made["error_y"] = whiskers(half) | {"color": PURPLE.colour, "thickness": 2.2}
        return made | {"name": self.text(f"costing.part.{NET}")}

    def table(self) -> Table:
        """Return items in rows and years in columns, three blocks a comparison."""
        blocks = (lines(self.text, title, *self.compared[title]) for title in reversed(self.costed))
        found = next(iter(self.costed.values()))
        years = [year_name(self.run, self.text, one) for one in found.years]
        heads = [self.text(f"table.budget.{head}") for head in ("comparison", "item")]
        return Table([*heads, *years], [row for block in blocks for row in block])


class Debt(Differences):
    """Paired difference in public debt, in % of annual GDP."""

    section, order = "budget", 4
    rests_on = BUDGET
    indicator = "debt_ratio"

    @override
    def note(self) -> str:
        content = self.run.content.get("balancing")
        moved = debt_moved(self.run, self.text, content) if content else ""
        told = self.text("figure.debt.level", year=LAST)
        return " ".join(part for part in (super().note(), told, moved) if part)


class DebtByOption(OptionDots):
    """Paired difference in public debt, by option and world: what those who come later are left with."""

    section, order = "budget", 4
    rests_on = BUDGET
    indicator = "debt_ratio"
    lower_is_better = True
