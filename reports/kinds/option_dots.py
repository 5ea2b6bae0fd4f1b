"""A kind of figure: one effect at the end of the horizon, a row an option, a dot a world."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

from reports.data.run import Run
from reports.draw.pieces import FEW, broken, dots, legend_below, names_of_rows
from reports.draw.table import Table, bounded, effect_cells, name
from reports.draw.theme import Json, layout
from reports.draw.units import Scale, effect_scale, fitted
from reports.kinds.by_option import ByOption, Place
from reports.story.sentences import span, verdict_word
from simulator.findings.effects import Contrast, Effect, effect

ROW, LEGEND = 30, 96  # pixels


class OptionDots(ByOption):
    """Paired difference of each option in each world."""

    holds = "effects"
    kind = "option_dots"
    indicator: ClassVar[str]
    lower_is_better: ClassVar[bool] = False

    def effect_in(self, view: Run, contrast: Contrast) -> Effect | None:
        """Return the effect that a dot shows."""
        return effect(view, contrast, self.indicator)

    @cached_property
    def effects(self) -> Mapping[Place, Effect]:
        """Effects by world and option."""
        found = {(view.world, contrast.scenario): self.effect_in(view, contrast)
                 for view in self.views for contrast in self.contrasts_in(view)}  # fmt: skip
        return {place: item for place, item in found.items() if item is not None}

    @cached_property
    def scale(self) -> Scale:
        """One scale for all."""
        return effect_scale(self.run, self.text, *self.effects.values())

    def finding(self) -> str:
        """Return how many options would be better or worse, and the best mean."""
        pick = min if self.lower_is_better else max
        best = pick(self.effects, key=lambda place: self.effects[place].mean)
        shown = fitted(self.scale, self.effects[best]).show(self.text, self.effects[best].mean, signed=True)
        unit = self.scale.label(self.text, self.effects[best].mean)
        return self.tally(dict(self.effects), self.name, shown, unit, best)

    def values(self) -> dict[str, object]:
        """Return unit, window, baseline and worlds."""
        first = next(iter(self.effects.values()))
        return {**super().values(), "when": span(self.run, self.text, first.window)}

    def plot(self) -> Json:
        """Return dots with whiskers; the worlds of an option stand one above the other."""
        options = [name for name in self.run.options if any(own == name for _, own in self.effects)]
        height = LEGEND + 20 + max(ROW, 13 * len(self.views) + 12) * len(options)
        form = layout(self.text.separators, height=height)
        form |= {
            "showlegend": len(self.views) > 1,
            "legend": legend_below(height) | {"y": -70 / height},
            "xaxis": {"title": {"text": self.scale.label(self.text)}, "zeroline": True,
                      "rangemode": "tozero", **FEW},
            "yaxis": names_of_rows([broken(self.option(option), 26) for option in options]),
        }  # fmt: skip
        traces = []
        for place, view in enumerate(self.views):
            shift = 0.0 if len(self.views) == 1 else 0.5 * (place / (len(self.views) - 1) - 0.5)
            shown = {line: self.effects[view.world, option] for line, option in enumerate(options)
                     if (view.world, option) in self.effects}  # fmt: skip
            mean, low, high = ([getattr(item, part) * self.scale.factor for item in shown.values()]
                               for part in ("mean", "low", "high"))  # fmt: skip
            label = self.panel(view.world)
            hover = f"%{{x:+,.{self.scale.digits}f}} {self.scale.label(self.text)}<extra>{label}</extra>"
            traces.append(dots(mean, [line + shift for line in shown], low, high, self.look(view), hover,
                               name=label))  # fmt: skip
        return {"data": traces, "layout": form}

    def table(self) -> Table:
        """Return mean and interval of each option in each world."""
        unit = self.scale.label(self.text)
        what = self.text(f"figure.{self.name}.measure", unit=unit)
        columns = [self.text("costs.option"), *bounded(self.text, what), self.text("table.verdict")]
        rows = []
        for (world, option), item in self.effects.items():
            cells = effect_cells(self.text, self.scale, item)
            word = name(verdict_word(self.run, self.text, item))
            rows.append([self.row_head(world, option), *cells, word])
        return Table(columns, rows)
