"""A kind of figure: the effect on each group of people, a dot with its interval, panels by comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from reports.draw.pieces import TITLE, broken, dots, panel_of_rows, panel_title, panels
from reports.draw.table import Table, bounded, effect_cells, name
from reports.draw.theme import CONTRASTS, Json, layout
from reports.draw.units import Scale, effect_scale, fitted
from reports.kinds.figure import Figure
from reports.text import Text
from simulator.findings.effects import Contrast, Effect, effect


@dataclass(frozen=True)
class Panel:
    """Effects of one comparison by the label of the row that shows each."""

    contrast: Contrast
    effects: Mapping[str, Effect]


def spread(text: Text, panel: Panel, scale: Scale, what: str) -> str:
    """Return a title that is true for any effects.

    All zero; one seed; none different from zero; groups that differ, when even the intervals of the
    lowest and the highest do not overlap; else in how many it is clear, for extremes differ by chance alone.
    """
    effects = panel.effects
    stem = f"finding.groups.{panel.contrast.name}"
    worst, best = (pick(effects, key=lambda row: effects[row].mean) for pick in (min, max))
    clear = sum(item.excludes_zero() for item in effects.values())
    values = {
        "what": what,
        "some": text.number(clear, 0),
        "all": text.number(len(effects), 0),
        "worst": worst,
        "best": best,
        "low": fitted(scale, effects[worst]).show(text, effects[worst].mean, signed=True),
        "high": fitted(scale, effects[best]).show(text, effects[best].mean, signed=True),
        "low_unit": scale.label(text, effects[worst].mean),
        "unit": scale.label(text, effects[best].mean),
    }
    if all(item.mean == 0 for item in effects.values()):
        return text.sentence(f"{stem}.zero", **values)
    if all(item.n < 2 for item in effects.values()):
        return text.sentence(f"{stem}.single", **values)
    if not clear:
        return text.sentence(f"{stem}.unclear", **values)
    apart = effects[worst].high < effects[best].low
    return text.sentence(f"{stem}.{'range' if apart else 'alike'}", **values)


class ByGroup(Figure):
    """Effects by group; a subclass says which indicator, and by which groupings."""

    holds = "panels"
    kind = "groups"
    label_width = 24  # characters
    indicator: ClassVar[str]
    by: ClassVar[tuple[str, ...]]
    tells_all: ClassVar[bool] = False  # the title tells what AI does as well

    def effects(self, contrast: Contrast) -> Mapping[str, Effect]:
        """Return the effect by the label of each row, in the order shown from the top."""
        found = {}
        for by in self.by:
            for group in self.run.groups(self.indicator, by):
                item = effect(self.run, contrast, self.indicator, by=by, group=group)
                if item is not None:
                    found[self.group(by, group)] = item
        return found

    def noun(self) -> str:
        """Return what is measured, as it stands inside a sentence."""
        return self.text(f"figure.{self.name}.noun")

    @cached_property
    def panels(self) -> list[Panel]:
        """One panel a comparison that has rows."""
        found = [Panel(contrast, self.effects(contrast)) for contrast in self.contrasts]
        return [panel for panel in found if panel.effects]

    def scale(self, panel: Panel) -> Scale:
        """Return the scale of one panel."""
        return effect_scale(self.run, self.text, *panel.effects.values())

    def finding(self) -> str:
        """Return the range over groups of the last comparison: the policy's if there is one; or of each."""
        shown = self.panels if self.tells_all else self.panels[-1:]
        return ". ".join(spread(self.text, panel, self.scale(panel), self.noun()) for panel in shown)

    def values(self) -> dict[str, object]:
        """Return unit and month for the subtitle: breakdowns are counted once a year."""
        month = self.run.last_count
        return {
            "unit": self.scale(self.panels[-1]).label(self.text),
            "when": self.text.month(self.start, month),
            "opening": self.text.month(self.start, 0),
        }

    def plot(self) -> Json:
        """Return dots with whiskers, one row a group."""
        labels = [broken(row, self.label_width) for panel in self.panels for row in panel.effects]
        lines = max(label.count("<br>") + 1 for label in labels)
        height = (TITLE + 24) * len(self.panels) + (11 + 15 * lines) * len(labels)
        form = layout(self.text.separators, height=height) | {"annotations": []}
        traces = []
        for panel, (axis, domain) in zip(self.panels, panels(len(self.panels), height), strict=True):
            scale = self.scale(panel)
            rows = [broken(row, self.label_width) for row in panel.effects]
            mean, low, high = (
                [getattr(item, part) * scale.factor for item in panel.effects.values()]
                for part in ("mean", "low", "high")
            )
            hover = f"%{{y}}: %{{x:+,.{scale.digits}f}} {scale.label(self.text)}<extra></extra>"
            traces.append(dots(mean, rows, low, high, CONTRASTS[panel.contrast.name], hover, axis=axis))
            title = self.text(f"panel.{panel.contrast.name}")
            over = panel_title(title, scale.label(self.text), domain[1], rows)
            panel_of_rows(form, axis, domain, over)
            form[f"xaxis{axis}"]["rangemode"] = "tozero"
        return {"data": traces, "layout": form}

    def table(self) -> Table:
        """Return mean and interval of each group, comparison by comparison."""
        columns = [self.text("table.group")]
        for panel in self.panels:
            what = f"{self.text(f'contrast.{panel.contrast.name}')} ({self.scale(panel).label(self.text)})"
            columns += bounded(self.text, what)
        rows = []
        for row in dict.fromkeys(label for panel in self.panels for label in panel.effects):
            cells = [name(row)]
            for panel in self.panels:
                cells += effect_cells(self.text, self.scale(panel), panel.effects.get(row))
            rows.append(cells)
        return Table(columns, rows)
