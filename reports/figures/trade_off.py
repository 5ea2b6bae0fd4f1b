"""Net cost of each option against the jobs that it makes, a panel a world."""

from __future__ import annotations

from functools import cached_property

from reports.draw.pieces import legend_below, panel_title, panels, rounded
from reports.draw.table import Table, bounded, effect_cells
from reports.draw.theme import SERIES, Json, layout
from reports.draw.units import Scale, effect_scale
from reports.kinds.by_option import ByOption
from reports.story.tradeoff import points
from simulator.findings.costs import BALANCE, JOBS
from simulator.findings.effects import Effect
from simulator.findings.verdicts import Verdict

PANEL, LEGEND = 380, 70  # pixels
Point = tuple[Effect, Effect]  # public balance, jobs


class TradeOff(ByOption):
    """One point an option: public money against employment, both with their 95 % intervals."""

    holds = "points"
    section = "tradeoff"
    order = 1

    @cached_property
    def points(self) -> dict[str, dict[str, Point]]:
        """Both effects by world and option."""
        found = {view.world: points(view) for view in self.views}
        return {world: own for world, own in found.items() if own}

    def scale(self, place: int) -> Scale:
        """Return one scale of the balance (0) or of jobs (1) for all options and worlds."""
        every = [point[place] for own in self.points.values() for point in own.values()]
        return effect_scale(self.run, self.text, *every)

    def finding(self) -> str:
        """Return which option gains most jobs, where one is shown to, and which costs least by the means."""
        every = [(world, one, point) for world, own in self.points.items() for one, point in own.items()]
        jobs, cheap = (max(every, key=lambda item: item[2][place].mean) for place in (1, 0))
        told = {"jobs": self.option(jobs[1]), "cheap": self.option(cheap[1]),
                "jobs_world": self.world(jobs[0]), "cheap_world": self.world(cheap[0])}  # fmt: skip
        if jobs[2][1].seen is not Verdict.BETTER:
            return self.text.sentence("finding.trade_off.none", **told)
        same = jobs[:2] == cheap[:2]
        return self.text.sentence("finding.trade_off.same" if same else "finding.trade_off", **told)

    def values(self) -> dict[str, object]:
        """Return both units, worlds and baseline."""
        money, jobs = (self.scale(place).label(self.text) for place in (0, 1))
        return {**super().values(), "money": money, "jobs": jobs}

    def plot(self) -> Json:
        """Return one numbered point an option with whiskers in both directions."""
        height = PANEL * len(self.points) + LEGEND + 18 * len(self.run.options)
        form = layout(self.text.separators, height=height) | {
            "showlegend": True, "legend": legend_below(height) | {"y": -76 / height}, "annotations": [],
        }  # fmt: skip
        traces = []
        places = panels(len(self.points), height)
        for (world, own), (axis, domain) in zip(self.points.items(), places, strict=True):
            traces += [self._point(one, point, axis) for one, point in own.items()]
            form["annotations"].append(
                panel_title(self.panel(world), self.text("axis.jobs", **self.values()), domain[1])
            )
            match = {"matches": "x"} if axis else {}
            form[f"xaxis{axis}"] = {"anchor": f"y{axis}", "zeroline": True, "nticks": 5, **match,
                                    "rangemode": "tozero",
                                    **({"title": {"text": self.text("axis.cost", **self.values())}}
                                       if world == list(self.points)[-1] else {})}  # fmt: skip
            form[f"yaxis{axis}"] = {"domain": domain, "anchor": f"x{axis}", "zeroline": True, "nticks": 5,
                                    "rangemode": "tozero",
                                    **({"matches": "y"} if axis else {})}  # fmt: skip
        return {"data": traces, "layout": form}

    def _point(self, one: str, point: Point, axis: str) -> Json:
        money, jobs = self.scale(0), self.scale(1)
        balance, gain = point
        look = SERIES[self.run.options.index(one) % len(SERIES)]
        number = self.number_of(one)
        return {
            "type": "scatter", "mode": "markers+text", "showlegend": axis == "", "legendgroup": one,
            "name": self.text("legend.numbered", number=number, option=self.option(one)),
            "text": [number], "textposition": "top right", "textfont": {"size": 13},
            "x": rounded([-balance.mean * money.factor]), "y": rounded([gain.mean * jobs.factor]),
            "marker": {"symbol": look.symbol, "size": 11, "color": look.colour},
            "error_x": _whisker(-balance.mean, -balance.high, -balance.low, money, look.colour),
            "error_y": _whisker(gain.mean, gain.low, gain.high, jobs, look.colour),
            "hovertemplate": f"%{{x:+,.{money.digits}f}}, %{{y:+,.{jobs.digits}f}}<extra>{number}</extra>",
            "xaxis": f"x{axis}", "yaxis": f"y{axis}",
        }  # fmt: skip

    def table(self) -> Table:
        """Return both effects of each option in each world; the balance, whose negative is the net cost."""
        heads = [self.text("costs.option")]
        for place, indicator in enumerate((BALANCE, JOBS)):
            what = f"{self.label(indicator)} ({self.scale(place).label(self.text)})"
            heads += bounded(self.text, what)
        rows = []
        for world, own in self.points.items():
            for one, point in own.items():
                cells = [cell for place in (0, 1)
                         for cell in effect_cells(self.text, self.scale(place), point[place])]  # fmt: skip
                rows.append([self.row_head(world, one), *cells])
        return Table(heads, rows)


def _whisker(mean: float, low: float, high: float, scale: Scale, colour: str) -> Json:
    return {"type": "data", "symmetric": False, "array": rounded([(high - mean) * scale.factor]),
            "arrayminus": rounded([(mean - low) * scale.factor]), "color": colour, "thickness": 1.4,
            "width": 4}  # fmt: skip
