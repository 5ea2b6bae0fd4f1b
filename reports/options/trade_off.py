"""Net cost of each option against the jobs that it makes."""

from __future__ import annotations

from functools import cached_property

from reports.draw import legend_below, rounded
from reports.effects import Contrast, effect, options
from reports.figure import Figure
from reports.sentences import option, world_name
from reports.table import Table, effect_cells, name
from reports.theme import SERIES, Json, layout
from reports.tradeoff import BALANCE, JOBS, points
from reports.units import Scale, effect_scale
from reports.verdict import Verdict

HEIGHT = 460  # pixels


class TradeOffFigure(Figure):
    """One point an option: public money against employment, both with their 95 % intervals."""

    section = "tradeoff"
    order = 1

    @cached_property
    def points(self) -> list[tuple[Contrast, tuple[float, float, float], tuple[float, float, float]]]:
        """Options with net cost and jobs: mean, low and high of each."""
        return points(self.run)

    def scale(self, indicator: str) -> Scale:
        """Return one scale of an indicator for all options."""
        effects = [effect(self.run, contrast, indicator) for contrast in options(self.run)]
        return effect_scale(self.run, *(item for item in effects if item is not None))

    def available(self) -> bool:
        """Tell whether the run holds both measures."""
        return bool(self.points)

    def finding(self) -> str:
        """Return which option gains most jobs, where one is shown to, and which costs least by the means."""
        jobs = max(self.points, key=lambda point: point[2][0])[0]
        cheap = min(self.points, key=lambda point: point[1][0])[0]
        names = {"jobs": option(self.run, self.text, jobs.scenario),
                 "cheap": option(self.run, self.text, cheap.scenario)}  # fmt: skip
        gain = effect(self.run, jobs, JOBS)
        if gain is None or gain.verdict != Verdict.BETTER:
            return self.text.sentence("finding.trade_off.none", **names)
        return self.text.sentence("finding.trade_off.same" if jobs == cheap else "finding.trade_off", **names)

    def values(self) -> dict[str, object]:
        """Return both units, world and baseline."""
        return {"money": self.scale(BALANCE).label(self.text), "jobs": self.scale(JOBS).label(self.text),
                "against": option(self.run, self.text, self.run.comparison["baseline"]),
                "world": world_name(self.text, self.run.world)}  # fmt: skip

    def plot(self) -> Json:
        """Return one point an option with whiskers in both directions."""
        money, jobs = self.scale(BALANCE), self.scale(JOBS)
        form = layout(self.text.separators, height=HEIGHT)
        titles = {axis: self.text(f"axis.{axis}", **self.values()) for axis in ("cost", "jobs")}
        form |= {"showlegend": True, "legend": legend_below(HEIGHT) | {"y": -90 / HEIGHT},
                 "xaxis": {"title": {"text": titles["cost"]}, "zeroline": True, "nticks": 5},
                 "yaxis": {"title": {"text": titles["jobs"]}, "zeroline": True}}  # fmt: skip
        traces: list[Json] = []
        for place, (contrast, cost, gain) in enumerate(self.points):
            look = SERIES[place % len(SERIES)]
            traces.append({
                "type": "scatter", "mode": "markers", "name": option(self.run, self.text, contrast.scenario),
                "x": rounded([cost[0] * money.factor]), "y": rounded([gain[0] * jobs.factor]),
                "marker": {"symbol": look.symbol, "size": 11, "color": look.colour},
                "error_x": _whisker(cost, money, look.colour), "error_y": _whisker(gain, jobs, look.colour),
                "hovertemplate": f"%{{x:+.{money.digits}f}}, %{{y:+.{jobs.digits}f}}",
            })  # fmt: skip
        return {"data": traces, "layout": form}

    def table(self) -> Table:
        """Return both effects of each option; the balance, whose negative is the net cost."""
        heads = [self.text("costs.option")]
        for indicator in (BALANCE, JOBS):
            what = f"{self.label(indicator)} ({self.scale(indicator).label(self.text)})"
            heads += [what, self.text("table.low", what=what), self.text("table.high", what=what)]
        rows = []
        for contrast in options(self.run):
            cells = [name(option(self.run, self.text, contrast.scenario))]
            for indicator in (BALANCE, JOBS):
                found = effect(self.run, contrast, indicator)
                cells += effect_cells(self.text, self.scale(indicator), found)
            rows.append(cells)
        return Table(heads, rows)


def _whisker(value: tuple[float, float, float], scale: Scale, colour: str) -> Json:
    mean, low, high = (part * scale.factor for part in value)
    return {"type": "data", "symmetric": False, "array": rounded([high - mean]),
            "arrayminus": rounded([mean - low]), "color": colour, "thickness": 1.4, "width": 4}  # fmt: skip
