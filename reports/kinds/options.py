"""A kind of figure: the paired difference in one indicator over time, one line an option."""

from __future__ import annotations

from functools import cached_property

from reports.draw import YEARS, legend_below, line
from reports.effects import Contrast, Effect, options
from reports.kinds.differences import Differences
from reports.periods import dates
from reports.sentences import option, world_name
from reports.theme import SERIES, Json, layout
from reports.units import Scale, scale

HEIGHT = 420  # pixels


class OptionLines(Differences):
    """Mean over seeds of the paired difference of each option; intervals stand in the table."""

    kind = "options"

    @cached_property
    def contrasts(self) -> tuple[Contrast, ...]:
        """Each option against the baseline."""
        return options(self.run)

    def scale(self, contrast: Contrast) -> Scale:
        """Return one scale for all options, so that their lines can be compared."""
        values = [float(value) for parts in self.lines.values() for part in parts[1:] for value in part]
        return scale(self.run, self.indicator, values, difference=True)

    def finding(self) -> str:
        """Return which option raises the indicator most, as far as its interval tells."""
        effects = [self.effect(contrast) for contrast in self.lines]
        clear = [item for item in effects if item.low > 0]
        best = max(clear or effects, key=lambda item: item.mean)
        values = {"option": option(self.run, self.text, best.contrast.scenario),
                  "size": self.scale(best.contrast).show(self.text, best.mean, signed=True),
                  "unit": self.scale(best.contrast).label(self.text, best.mean)}  # fmt: skip
        return self.text.sentence(f"finding.options.{_clarity(best)}.{self.indicator}", **values)

    def values(self) -> dict[str, object]:
        """Return unit and baseline for subtitle and note."""
        first = next(iter(self.lines))
        return {"unit": self.scale(first).label(self.text),
                "against": option(self.run, self.text, first.against),
                "world": world_name(self.text, self.run.world)}  # fmt: skip

    def what(self, contrast: Contrast) -> str:
        """Return the name of a column: the option."""
        return option(self.run, self.text, contrast.scenario)

    def plot(self) -> Json:
        """Return one line an option, told apart by colour, dash and symbol."""
        form = layout(self.text.separators, height=HEIGHT)
        form |= {"showlegend": True, "legend": legend_below(HEIGHT), "xaxis": {**YEARS, "nticks": 6},
                 "yaxis": {"zeroline": True, "rangemode": "tozero"}}  # fmt: skip
        traces = []
        for place, (contrast, (months, mean, *_)) in enumerate(self.lines.items()):
            measure, title = self.scale(contrast), option(self.run, self.text, contrast.scenario)
            hover = f"%{{x|%Y-%m}}<br>%{{y:+.{measure.digits}f}}<extra></extra>"
            look = SERIES[place % len(SERIES)]
            traces.append(line(dates(self.start, months), mean * measure.factor, look, title, hover))
        return {"data": traces, "layout": form}


def _clarity(item: Effect) -> str:
    """Return whether the best effect is surely above zero, surely below, or neither."""
    if item.n < 2:
        return "single"
    return "clear" if item.low > 0 else "below" if item.high < 0 else "unclear"
