"""What every figure of a comparison shares: each option against the baseline, in each world by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from reports.data.run import Run
from reports.draw.pictures import Sheet, grid
from reports.draw.table import Cell
from reports.draw.theme import DOWN, SERIES, UP, Json, Look
from reports.draw.units import Scale
from reports.kinds.figure import Figure
from reports.story.sentences import option, verdict_word, world_name
from reports.story.tally import tally
from simulator.findings.effects import Contrast, Effect, options
from simulator.findings.intervals import Interval
from simulator.findings.verdicts import Verdict

Place = tuple[str, str]  # world, option


class ByOption(Figure):
    """A figure of a comparison. Worlds stand side by side and are never pooled."""

    compares = True

    @cached_property
    def views(self) -> tuple[Run, ...]:
        """The run in each world."""
        return self.run.worlds

    @cached_property
    def against(self) -> str:
        """What the options are compared with."""
        return option(self.run, self.text, self.run.comparison["baseline"])

    def contrasts_in(self, view: Run) -> tuple[Contrast, ...]:
        """Each option against the baseline, in one world."""
        return options(view)

    def option(self, name: str) -> str:
        """Return an option's title."""
        return option(self.run, self.text, name)

    def world(self, name: str) -> str:
        """Return a world's name."""
        return world_name(self.text, name)

    def panel(self, world: str) -> str:
        """Return what stands over the panel of a world."""
        return self.text("legend.world", world=self.world(world))

    def look(self, view: Run) -> Look:
        """Return how a world is told from the others."""
        return SERIES[self.views.index(view) % len(SERIES)]

    def values(self) -> dict[str, object]:
        """Return baseline and worlds for subtitle and note."""
        worlds = ", ".join(self.world(view.world) for view in self.views)
        return {"against": self.against, "worlds": worlds, **super().values()}

    def row_head(self, world: str, name: str) -> Cell:
        """Return what a row of a table is called: the option, with its world where there are several."""
        if len(self.views) == 1:
            return Cell(self.option(name), head=True)
        told = self.text("table.option.world", option=self.option(name), world=self.world(world))
        return Cell(told, head=True)

    def tinted(
        self,
        rows: Sequence[str],
        at: Callable[[str, str, str], Interval | None],
        shown: Scale,
        mark: str = "",
    ) -> Json:
        """Return a table of tinted cells, a panel a world: rows as named, a column an option.

        `at` gives the effect of a world, row and option; `mark` follows those whose interval excludes zero.
        """
        sheets = []
        for view in self.views:
            cells = [[at(view.world, row, option) for option in self.run.options] for row in rows]
            numbers = [[one.mean * shown.factor if one else float("nan") for one in line] for line in cells]
            words = [
                [shown.show(self.text, one.mean, signed=True) + mark * one.excludes_zero() if one else ""
                 for one in line]
                for line in cells
            ]  # fmt: skip
            sheets.append(Sheet(self.panel(view.world), shown.label(self.text), numbers, words))
        heads = [self.option(one) for one in self.run.options]
        return grid(self.text.separators, sheets, rows, heads, UP, DOWN)

    def number_of(self, name: str) -> str:
        """Return the number by which an option is told where there is no room for its name."""
        return self.text.number(self.run.options.index(name) + 1, 0)

    def tally(self, effects: dict[Place, Effect], stem: str, shown: str, unit: str, best: Place) -> str:
        """Return a title true for any effects: how many options would clearly be better, how many worse.

        An option counts only where it is so in every world it was run in. `best` is the place with the best
        mean, `shown` that mean, told where its interval excludes zero. Of one option the verdict is told.
        """
        count = len({name for _, name in effects})
        told = {"option": self.option(best[1]), "world": self.world(best[0]), "size": shown, "unit": unit}
        if any(item.n < 2 for item in effects.values()):
            return self.text.sentence("tally.single", **told)
        if count == 1:
            verdict = verdict_word(self.run, self.text, effects[best])
            return self.text.sentence("tally.alone", verdict=verdict, **told)
        form = "one" if len({world for world, _ in effects}) == 1 else "several"
        better, worse = (_in_every(effects, one) for one in (Verdict.BETTER, Verdict.WORSE))
        counted = tally(self.text, stem, better, worse, count)
        if not effects[best].excludes_zero():  # chance alone may have made it the best
            form = "worlds" if form == "several" else "counted"
        return self.text.sentence(f"tally.{form}", tally=counted, **told)


def _in_every(effects: dict[Place, Effect], verdict: Verdict) -> int:
    """Return how many options have this verdict in every world."""
    names: Iterable[str] = {name for _, name in effects}
    return sum(all(item.seen is verdict for (_, own), item in effects.items() if own == name)
               for name in names)  # fmt: skip
