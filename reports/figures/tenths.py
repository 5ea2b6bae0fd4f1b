"""Who gains and who pays: by tenth of income in month 0, in money and in %; who leaves poverty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reports.data.run import Run
from reports.draw.pictures import Sheet, grid
from reports.draw.pieces import broken, dots, panel_of_rows, panel_title, panels, row_pixels
from reports.draw.table import Cell, Table, bounded, effect_cells, effect_data, level, name
from reports.draw.theme import CONTRASTS, DOWN, UP, Json, layout
from reports.draw.units import Scale, effect_scale, fitted
from reports.kinds.by_option import ByOption, Place
from reports.kinds.figure import Figure
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
        money, share = (
            effect(run, contrast, what, window, by=by, group=group, relative=relative)
            for relative in (False, True)
        )
        if money is not None and share is not None:
            found[group] = Changes(money, share)
    return found


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
    text = figure.text
    effects = (*bounded(text, text("table.path.effect")), *bounded(text, text("unit.percent")))
    heads = [what, text("table.group"), text("table.tenths.unit"), text("table.tenths.without"), *effects]
    rows = []
    for head, run, contrast in compared:
        found = [
            (figure.group(by, group), one.money, one.share)
            for by in (DECILE, *OTHERS, EXAMPLE)
            for group, one in changes(run, contrast, by).items()
        ]
        for told, money, share in [
            *found,
            *((figure.label(one.indicator), one, None) for one in poor(run, contrast)),
        ]:
            scale = effect_scale(run, text, money)
            percent = effect_scale(run, text, share) if share else scale
            data = effect_data(money) | {"role": contrast.base, "window": money.window.name, "stat": "mean"}
            data = {
                key: one for key, one in data.items() if key not in ("against", "against-scenario", "measure")
            }
            without = level(
                text, scale, money.base, **data | {"scenario": contrast.against or contrast.scenario}
            )
            rows.append(
                [
                    head,
                    name(told),
                    Cell(scale.label(text)),
                    without,
                    *effect_cells(text, scale, money),
                    *effect_cells(text, percent, share),
                ]
            )
    return Table(heads, rows)


class Tenths(Figure):
    """Dots with whiskers by tenth, money beside %, a row of panels a comparison."""

    holds = "tenths"
    section = "people"
    order = 0
    rests_on = RESTS_ON

    @cached_property
    def tenths(self) -> dict[Contrast, dict[str, Changes]]:
        """Changes by tenth of each comparison."""
        found = {contrast: changes(self.run, contrast) for contrast in self.contrasts}
        return {contrast: groups for contrast, groups in found.items() if groups.keys() >= {*ENDS}}

    def scales(self, groups: Mapping[str, Changes]) -> tuple[Scale, Scale]:
        """Return the scales of money and of %."""
        money, share = ([getattr(one, kind) for one in groups.values()] for kind in ("money", "share"))
        return effect_scale(self.run, self.text, *money), effect_scale(self.run, self.text, *share)

    def values(self) -> dict[str, object]:
        """Return the month whose incomes make the tenths."""
        return {"opening": self.text.month(self.start, 0)}

    def finding(self) -> str:
        """Return what is left to the poorest and the richest tenth, and who clearly leaves poverty."""
        contrast, groups = list(self.tenths.items())[-1]
        money, share = self.scales(groups)
        ends = {"poor": groups[ENDS[0]], "rich": groups[ENDS[1]]}
        told = {
            key: both(self.text, one, fitted(money, one.money), fitted(share, one.share))
            for key, one in ends.items()
        }
        clear = sum(one.money.excludes_zero() for one in ends.values())
        form = "single" if ends["poor"].money.n < 2 else ("neither", "unclear", "clear")[clear]
        unit = money.label(self.text, ends["rich"].money.mean)
        which = next((key for key, one in ends.items() if one.money.excludes_zero()), "poor")
        told["which"] = self.text(f"tenths.{which}")
        said = self.text.sentence(f"finding.tenths.{contrast.name}.{form}", unit=unit, **told)
        return f"{said}. {self._poverty(contrast)}".removesuffix(". ")

    def _poverty(self, contrast: Contrast) -> str:
        """Return how many people leave poverty or fall into it, children among them, where that is clear."""
        found = poor(self.run, contrast)
        if not found or not found[0].excludes_zero():
            return ""
        shown = [
            fitted(effect_scale(self.run, self.text, one), one).show(self.text, abs(one.mean))
            for one in found
        ]
        way = "lifted" if found[0].mean < 0 else "fallen"
        same = found[0].mean * found[1].mean > 0 and found[1].excludes_zero()
        return self.text.sentence(
            f"tenths.{way}" + (".children" if same else ""), people=shown[0], children=shown[1]
        )

    def plot(self) -> Json:
        """Return two panels a comparison side by side: money, and %."""
        labels = [broken(self.group(DECILE, group), 24) for group in next(iter(self.tenths.values()))]
        height = (96 + row_pixels(labels, ROW) * len(labels)) * len(self.tenths) + 20
        form = layout(self.text.separators, height=height) | {"annotations": []}
        traces: list[Json] = []
        places = zip(self.tenths.items(), panels(len(self.tenths), height), strict=True)
        for row, ((contrast, groups), (_, domain)) in enumerate(places):
            rows = [broken(self.group(DECILE, group), 24) for group in groups]
            for side, (scale, kind) in enumerate(zip(self.scales(groups), ("money", "share"), strict=True)):
                axis = str(2 * row + side + 1) if row or side else ""
                shown = [getattr(one, kind) for one in groups.values()]
                mean, low, high = (
                    [getattr(one, part) * scale.factor for one in shown] for part in ("mean", "low", "high")
                )
                hover = f"%{{y}}: %{{x:+,.{scale.digits}f}} {scale.label(self.text)}<extra></extra>"
                traces.append(dots(mean, rows, low, high, CONTRASTS[contrast.name], hover, axis=axis))
                named = "" if side else self.text(f"panel.{contrast.name}")
                title = panel_title(named, scale.label(self.text), domain[1]) | {"x": SIDES[side][0]}
                panel_of_rows(form, axis, domain, title)
                form[f"xaxis{axis}"] |= {"domain": SIDES[side], "rangemode": "tozero"}
                form[f"yaxis{axis}"]["showticklabels"] = side == 0
        return {"data": traces, "layout": form}

    def table(self) -> Table:
        """Return every group of each comparison."""
        compared = [(name(self.text(f"contrast.{one.name}")), self.run, one) for one in reversed(self.tenths)]
        return table_of(self, self.text("table.budget.comparison"), compared)


class TenthsByOption(ByOption):
    """Tinted cells: tenths by option, money and %; a star marks what is clear. The table has who is poor."""

    holds = "tenths"
    section = "people"
    order = 0
    rests_on = RESTS_ON

    @cached_property
    def tenths(self) -> dict[Place, dict[str, Changes]]:
        """Changes by tenth of each option in each world."""
        found = {
            (view.world, one.scenario): changes(view, one)
            for view in self.views
            for one in self.contrasts_in(view)
        }
        return {place: groups for place, groups in found.items() if groups.keys() >= {*ENDS}}

    def values(self) -> dict[str, object]:
        """Return the month whose incomes make the tenths, and what options are compared with."""
        return super().values() | {"opening": self.text.month(self.start, 0)}

    def finding(self) -> str:
        """Return the option that leaves most to the poorest tenth."""
        poorest = {place: groups[ENDS[0]] for place, groups in self.tenths.items()}
        best = max(poorest, key=lambda place: poorest[place].share.mean)
        one = poorest[best]
        scales = effect_scale(self.run, self.text, one.money), effect_scale(self.run, self.text, one.share)
        form = "single" if one.money.n < 2 else "clear" if one.money.excludes_zero() else "unclear"
        return self.text.sentence(
            f"finding.tenths_by_option.{form}",
            option=self.option(best[1]),
            both=both(self.text, one, *scales),
            unit=scales[0].label(self.text, one.money.mean),
        )

    def plot(self) -> Json:
        """Return a panel a world, money with its % in a cell, tinted by %."""
        groups = list(dict.fromkeys(group for one in self.tenths.values() for group in one))
        held = dict.fromkeys(world for world, _ in self.tenths)
        sheets = [self._sheet(world, groups) for world in held]
        labels = [self.group(DECILE, group) for group in groups]
        heads = [self.option(one) for one in self.run.options]
        return grid(self.text.separators, sheets, labels, heads, UP, DOWN)

    def _sheet(self, world: str, groups: Sequence[str]) -> Sheet:
        own = [self.tenths.get((world, option), {}) for option in self.run.options]
        every = [one for each in own for one in each.values()]
        money = effect_scale(self.run, self.text, *(one.money for one in every))
        share = effect_scale(self.run, self.text, *(one.share for one in every))
        rows = [[each.get(group) for each in own] for group in groups]
        numbers = [[one.share.mean if one else float("nan") for one in row] for row in rows]
        words = [
            [
                both(self.text, one, money, share) + "*" * one.money.excludes_zero() if one else ""
                for one in row
            ]
            for row in rows
        ]
        unit = self.text("tenths.both", money=money.label(self.text), share=share.label(self.text))
        return Sheet(self.panel(world), unit, numbers, words)

    def table(self) -> Table:
        """Return every group of each option and world."""
        compared = [
            (self.row_head(view.world, one.scenario), view, one)
            for view in self.views
            for one in self.contrasts_in(view)
        ]
        return table_of(self, self.text("costs.option"), compared)
