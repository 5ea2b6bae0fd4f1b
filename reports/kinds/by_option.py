"""What every figure of a comparison shares: each option against the baseline, in each world by itself.

A kind of figure: one effect at the end of the horizon, a row an option, a dot a world.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import ClassVar, override

from reports.data.run import Run
from reports.draw.pieces import ZERO, broken, dots, legend_below, names_of_rows, signed
from reports.draw.table import Cell, Table, bounded, effect_cells, name
from reports.draw.theme import SERIES, Json, Look, layout
from reports.draw.units import Scale, effect_scale, fitted
from reports.kinds.figure import Figure
from reports.story.sentences import option, option_within, span, tally, verdict_word, world_name
from simulator.findings.effects import Contrast, Effect, effect, options
from simulator.findings.verdicts import Verdict

Place = tuple[str, str]  # world, option
ROW, LEGEND = 30, 96  # pixels


class ByOption(Figure):
    """A figure of a comparison. Worlds stand side by side and are never pooled."""

    compares = True

    @cached_property
    def places(self) -> dict[Place, tuple[Run, Contrast]]:
        """What is compared: each option against the baseline, by world and option."""
        return {(view.world, one.scenario): (view, one) for view in self.run.worlds for one in options(view)}

    def each[T](self, of: Callable[[Run, Contrast], T | None]) -> dict[Place, T]:
        """Return what is found of each world and option, as far as there is anything."""
        found = {place: of(*compared) for place, compared in self.places.items()}
        return {place: one for place, one in found.items() if one}

    def option(self, name: str) -> str:
        """Return an option's title."""
        return option(self.run, self.text, name)

    def panel(self, world: str) -> str:
        """Return what stands over the panel of a world."""
        return self.text("legend.world", world=world_name(self.text, world))

    def looks(self) -> dict[str, Look]:
        """Return how each world is told from the others."""
        return {view.world: SERIES[place % len(SERIES)] for place, view in enumerate(self.run.worlds)}

    def values(self) -> dict[str, object]:
        """Return baseline and worlds for subtitle and note."""
        worlds = ", ".join(world_name(self.text, view.world) for view in self.run.worlds)
        return {"against": self.option(self.run.comparison["baseline"]), "worlds": worlds, **super().values()}

    def row_head(self, world: str, name: str) -> Cell:
        """Return what a row of a table is called: the option, with its world where there are several."""
        return Cell(option_within(self.run, self.text, name, world), head=True)

    def best(self, effects: Mapping[Place, Effect], stem: str, shown: Scale, *, lower: bool = False) -> str:
        """Return a title true for any effects: how many options would clearly be better, how many worse.

        An option counts only where it is so in every world it was run in. The best mean, the lowest where
        that is better, is told where its interval excludes zero. Of one option the verdict is told.
        """
        pick = min if lower else max
        best = pick(effects, key=lambda place: effects[place].mean)
        item, count = effects[best], len({name for _, name in effects})
        told = {
            "option": self.option(best[1]),
            "world": world_name(self.text, best[0]),
            "size": fitted(shown, item).show(self.text, item.mean, signed=True),
            "unit": shown.label(self.text, item.mean),
        }
        if any(one.n < 2 for one in effects.values()):
            return self.text.sentence("tally.single", **told)
        if count == 1:
            return self.text.sentence("tally.alone", verdict=verdict_word(self.run, self.text, item), **told)
        form = "one" if len({world for world, _ in effects}) == 1 else "several"
        if not item.excludes_zero():  # chance alone may have made it the best
            form = "worlds" if form == "several" else "counted"
        # In every world, less those of which it is not so in some.
        better, worse = (
            count - len({name for (_, name), one in effects.items() if one.seen is not verdict})
            for verdict in (Verdict.BETTER, Verdict.WORSE)
        )
        counted = tally(self.text, stem, better, worse, count)
        return self.text.sentence(f"tally.{form}", tally=counted, **told)


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
    def effects(self) -> dict[Place, Effect]:
        """Effects by world and option."""
        return self.each(self.effect_in)

    @cached_property
    def scale(self) -> Scale:
        """One scale for all."""
        return effect_scale(self.run, self.text, *self.effects.values())

    def finding(self) -> str:
        """Return how many options would be better or worse, and the best mean."""
        return self.best(self.effects, self.name, self.scale, lower=self.lower_is_better)

    @override
    def values(self) -> dict[str, object]:
        first = next(iter(self.effects.values()))
        return {**super().values(), "when": span(self.run, self.text, first.window)}

    def plot(self) -> Json:
        """Return dots with whiskers; the worlds of an option stand one above the other."""
        options = [name for name in self.run.options if any(own == name for _, own in self.effects)]
        worlds = self.looks()
        height = LEGEND + 20 + max(ROW, 13 * len(worlds) + 12) * len(options)
        form = layout(height) | {
            "showlegend": len(worlds) > 1,
            "legend": legend_below(height, 70),
            "xaxis": {"title": {"text": self.scale.label(self.text)}, "rangemode": "tozero", **ZERO},
            "yaxis": names_of_rows([broken(self.option(option), 26) for option in options]),
        }
        traces = []
        for place, (world, look) in enumerate(worlds.items()):
            shift = 0.0 if len(worlds) == 1 else 0.5 * (place / (len(worlds) - 1) - 0.5)
            rows = {row + shift: self.effects.get((world, option)) for row, option in enumerate(options)}
            known = {row: one for row, one in rows.items() if one}
            label = self.panel(world)
            hover = signed(self.scale.digits, after=f" {self.scale.label(self.text)}", extra=label)
            shown = list(known.values())
            traces.append(dots([*known], shown, self.scale.factor, look, hover, name=label))
        return {"data": traces, "layout": form}

    def table(self) -> Table:
        """Return mean and interval of each option in each world."""
        what = self.text(f"figure.{self.name}.measure", unit=self.scale.label(self.text))
        columns = [self.text("costs.option"), *bounded(self.text, what), self.text("table.verdict")]
        rows = []
        for place, item in self.effects.items():
            cells = effect_cells(self.text, self.scale, item)
            rows.append([self.row_head(*place), *cells, name(verdict_word(self.run, self.text, item))])
        return Table(columns, rows)
