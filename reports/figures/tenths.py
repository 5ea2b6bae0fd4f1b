"""Who gains and who pays: by tenth of income in month 0, in money and in %; poverty and inequality."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import override

from reports.data.run import Run
from reports.draw.pieces import (
    ZERO,
    Panels,
    Sheet,
    broken,
    dots,
    grid,
    panel_title,
    panels,
    row_pixels,
    rows_in_order,
)
from reports.draw.table import Cell, Table, bounded, effect_cells, effect_data, level, name
from reports.draw.theme import CONTRASTS, Json
from reports.draw.units import Scale, effect_scale, fitted
from reports.kinds.by_option import ByOption, OptionDots, Place
from reports.kinds.figure import Figure
from reports.kinds.levels import Differences, Levels
from reports.story.sentences import finding
from reports.text import Text
from simulator.findings.effects import Contrast, Effect, effect
from simulator.findings.windows import settled
from simulator.findings.winners import DECILE, LEFT

ENDS = ("1", "10")
OTHERS = ("sex", "age_group", "generation", "education")
INCOME, EXAMPLE = "disposable_income", "example_household"
POOR = ("people_in_poverty", "children_in_poverty")
RESTS_ON = ("gini_world_bank", "household_deposits")
ROW, SIDES = 21, ((0.0, 0.46), (0.54, 1.0))  # pixels of a tenth; where the panels of money and % stand


@dataclass(frozen=True)
class Changes:
    """What one comparison does to the income of some people: a month at first-year prices, and in %."""

    money: Effect
    share: Effect


def changes(run: Run, contrast: Contrast, by: str = DECILE) -> dict[str, Changes]:
    """Effects on what is left to each group of a breakdown, of those that were measured."""
    window, what = settled(run.window), {DECILE: LEFT, EXAMPLE: "example_income"}.get(by, INCOME)
    found = {}
    for group in run.groups(what, by):
        of = partial(effect, run, contrast, what, window, by=by, group=group)
        money, share = of(), of(relative=True)
        if money is not None and share is not None:
            found[group] = Changes(money, share)
    return found


def tenths(run: Run, contrast: Contrast) -> dict[str, Changes]:
    """Changes by tenth, where the poorest and the richest are known."""
    found = changes(run, contrast)
    return found if found.keys() >= {*ENDS} else {}


def poor(run: Run, contrast: Contrast) -> list[Effect]:
    """Effects on people, and on children among them, at risk of poverty, where both were counted."""
    found = [effect(run, contrast, one, settled(run.window)) for one in POOR]
    known = [one for one in found if one is not None]
    return known if len(known) == len(POOR) else []


def both(text: Text, one: Changes, money: Scale, share: Scale) -> str:
    """Return money with its % behind it."""
    told = text.percent(share.show(text, one.share.mean, signed=True))
    return text("tenths.both", money=money.show(text, one.money.mean, signed=True), share=told)


def table_of(figure: Figure, what: str, compared: Iterable[tuple[Cell, Run, Contrast]]) -> Table:
    """Return tenths, other groups, example households and who is poor: without, and what changes."""
    text, rows = figure.text, []
    for head, run, contrast in compared:
        found: list[tuple[str, Effect, Effect | None]] = [
            (figure.group(by, group), one.money, one.share)
            for by in (DECILE, *OTHERS, EXAMPLE)
            for group, one in changes(run, contrast, by).items()
        ]
        found += [(figure.label(one.indicator), one, None) for one in poor(run, contrast)]
        for told, money, share in found:
            scale = effect_scale(run, text, money)
            data = effect_data(money) | {"role": contrast.base, "stat": "mean"}
            data = {key: one for key, one in data.items() if not key.startswith(("against", "measure"))}
            data["scenario"] = contrast.against or contrast.scenario
            cells = [head, name(told), Cell(scale.label(text)), level(text, scale, money.base, **data)]
            percent = effect_scale(run, text, share) if share else scale
            rows.append([*cells, *effect_cells(text, scale, money), *effect_cells(text, percent, share)])
    effects = (*bounded(text, text("table.path.effect")), *bounded(text, text("unit.percent")))
    heads = (what, *map(text, ("table.group", "table.tenths.unit", "table.tenths.without")), *effects)
    return Table([*heads], rows)


class Tenths(Figure):
    """Dots with whiskers by tenth, money beside %, a row of panels a comparison."""

    holds = "tenths"
    section, order = "people", 0
    rests_on = RESTS_ON

    @cached_property
    def tenths(self) -> dict[Contrast, dict[str, Changes]]:
        """Changes by tenth of each comparison."""
        return {one: found for one in self.contrasts if (found := tenths(self.run, one))}

    def scales(self, groups: Mapping[str, Changes]) -> tuple[Scale, Scale]:
        """Return the scales of money and of %."""
        money, share = ([getattr(one, kind) for one in groups.values()] for kind in ("money", "share"))
        return effect_scale(self.run, self.text, *money), effect_scale(self.run, self.text, *share)

    @override
    def values(self) -> dict[str, object]:
        return {"opening": self.text.month(self.start, 0)}  # whose incomes make the tenths

    def finding(self) -> str:
        """Return what is left to the poorest and the richest tenth, and who clearly leaves poverty."""
        contrast, groups = list(self.tenths.items())[-1]
        money, share = self.scales(groups)
        ends = {"poor": groups[ENDS[0]], "rich": groups[ENDS[1]]}
        told = {}
        for key, one in ends.items():
            told[key] = both(self.text, one, fitted(money, one.money), fitted(share, one.share))
        clear = [key for key, one in ends.items() if one.money.excludes_zero()]
        form = "single" if ends["poor"].money.n < 2 else ("neither", "unclear", "clear")[len(clear)]
        told["which"] = self.text(f"tenths.{clear[0] if clear else 'poor'}")
        unit = money.label(self.text, ends["rich"].money.mean)
        said = self.text.sentence(f"finding.tenths.{contrast.name}.{form}", unit=unit, **told)
        return f"{said}. {self._poverty(contrast)}".removesuffix(". ")

    def _poverty(self, contrast: Contrast) -> str:
        """Return how many people leave poverty or fall into it, children among them, where that is clear."""
        found = poor(self.run, contrast)
        if not found or not found[0].excludes_zero():
            return ""
        scales = [fitted(effect_scale(self.run, self.text, one), one) for one in found]
        people, children = (one.show(self.text, abs(of.mean)) for one, of in zip(scales, found, strict=True))
        way = "lifted" if found[0].mean < 0 else "fallen"
        same = found[0].mean * found[1].mean > 0 and found[1].excludes_zero()
        form = f"tenths.{way}.children" if same else f"tenths.{way}"
        return self.text.sentence(form, people=people, children=children)

    def plot(self) -> Json:
        """Return two panels a comparison side by side: money, and %."""
        labels = [broken(self.group(DECILE, group), 24) for group in next(iter(self.tenths.values()))]
        height = (96 + row_pixels(labels, ROW) * len(labels)) * len(self.tenths) + 20
        made = Panels(height, panels(len(self.tenths), height), SIDES)
        for contrast, groups in self.tenths.items():
            rows = [broken(self.group(DECILE, group), 24) for group in groups]
            for scale, kind in zip(self.scales(groups), ("money", "share"), strict=True):
                unit, is_first = scale.label(self.text), kind == "money"
                hover = f"%{{y}}: %{{x:+,.{scale.digits}f}} {unit}<extra></extra>"
                shown = [getattr(one, kind) for one in groups.values()]
                drawn = dots(rows, shown, scale.factor, CONTRASTS[contrast.name], hover)
                title = panel_title(self.text(f"panel.{contrast.name}") if is_first else "", unit)
                down = rows_in_order() | {"showticklabels": is_first}
                made.add([drawn], title, ZERO | {"rangemode": "tozero"}, down)
        return made.drawn()

    def table(self) -> Table:
        """Return every group of each comparison."""
        compared = [(name(self.text(f"contrast.{one.name}")), self.run, one) for one in reversed(self.tenths)]
        return table_of(self, self.text("table.budget.comparison"), compared)


class TenthsByOption(ByOption):
    """Tinted cells: tenths by option, money and %; a star marks what is clear. The table has who is poor."""

    holds = "tenths"
    section, order = "people", 0
    rests_on = RESTS_ON

    @cached_property
    def tenths(self) -> dict[Place, dict[str, Changes]]:
        """Changes by tenth of each option in each world."""
        return self.each(tenths)

    @override
    def values(self) -> dict[str, object]:
        return super().values() | {"opening": self.text.month(self.start, 0)}

    def finding(self) -> str:
        """Return the option that leaves most to the poorest tenth."""
        poorest = {place: groups[ENDS[0]] for place, groups in self.tenths.items()}
        best = max(poorest, key=lambda place: poorest[place].share.mean)
        one = poorest[best]
        scales = effect_scale(self.run, self.text, one.money), effect_scale(self.run, self.text, one.share)
        form = "single" if one.money.n < 2 else "clear" if one.money.excludes_zero() else "unclear"
        told = {"option": self.option(best[1]), "unit": scales[0].label(self.text, one.money.mean)}
        told["both"] = both(self.text, one, *scales)
        return self.text.sentence(f"finding.tenths_by_option.{form}", **told)

    def plot(self) -> Json:
        """Return a panel a world, money with its % in a cell, tinted by %."""
        groups = list(dict.fromkeys(group for one in self.tenths.values() for group in one))
        sheets = [self._sheet(world, groups) for world in dict.fromkeys(world for world, _ in self.tenths)]
        labels = [self.group(DECILE, group) for group in groups]
        heads = [self.option(one) for one in self.run.options]
        return grid(sheets, labels, heads)

    def _sheet(self, world: str, groups: Sequence[str]) -> Sheet:
        own = [self.tenths.get((world, option), {}) for option in self.run.options]
        every = [one for each in own for one in each.values()]
        money = effect_scale(self.run, self.text, *(one.money for one in every))
        share = effect_scale(self.run, self.text, *(one.share for one in every))

        def told(one: Changes) -> str:
            return both(self.text, one, money, share) + "*" * one.money.excludes_zero()

        rows = [[each.get(group) for each in own] for group in groups]
        numbers = [[one.share.mean if one else float("nan") for one in row] for row in rows]
        words = [[told(one) if one else "" for one in row] for row in rows]
        unit = self.text("tenths.both", money=money.label(self.text), share=share.label(self.text))
        return Sheet(self.panel(world), unit, numbers, words)

    def table(self) -> Table:
        """Return every group of each option and world."""
        compared = ((self.row_head(*place), *of) for place, of in self.places.items())
        return table_of(self, self.text("costs.option"), compared)


class PovertyRate(Levels):
    """People below 60 % of median equivalised income."""

    section, order = "people", 1
    rests_on = RESTS_ON
    indicator = "arop"

    def note(self) -> str:
        """Return how to read it, and what happens below a line that the run's own median does not move."""
        item = self.effect_on("arop_anchored")
        if item is None:
            return super().note()
        held = self.text("figure.poverty_rate.anchored", told=finding(self.run, self.text, item))
        return f"{super().note()} {held}"


class PovertyByOption(OptionDots):
    """Paired difference in the at-risk-of-poverty rate, by option and world."""

    section, order = "people", 1
    rests_on = RESTS_ON
    indicator = "arop"
    lower_is_better = True


class Inequality(Differences):
    """Paired difference in the Gini coefficient."""

    section, order = "people", 2
    rests_on = RESTS_ON
    indicator = "gini"


class InequalityByOption(OptionDots):
    """Paired difference in the Gini coefficient, by option and world."""

    section, order = "people", 2
    rests_on = RESTS_ON
    indicator = "gini"
    lower_is_better = True
