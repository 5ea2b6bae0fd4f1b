"""What each option does to similar people: employees of month 0 of one kind of work and one age."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from reports.draw.pictures import Sheet, grid
from reports.draw.table import Cell, Table, bounded, name
from reports.draw.theme import DOWN, UP, Json
from reports.draw.units import Scale
from reports.kinds.by_option import ByOption
from reports.text import Text
from simulator.findings.effects import Contrast, pair
from simulator.findings.money import currency_of, first_year
from simulator.findings.results import TOTAL
from simulator.findings.similar import AGES, ALL, EVERY, FAMILIES, Kind, Told

KINDS = [Kind(family, age) for family in (*FAMILIES, ALL) for age in (AGES if family != ALL else (ALL,))]
INCOME = "disposable_income"
PERCENT = Scale(1.0, "percent", 1)


class SimilarByOption(ByOption):
    """Effect on real income over the run's months, in %, a row a kind of people, a column an option.

    Of whole kinds alone: whom AI displaces differs by option, so that no part of them is the same people.
    """

    holds = "told"
    kind = "similar_by_option"
    section = "people"
    order = 8
    rests_on = ("gini_world_bank", "household_deposits")

    @cached_property
    def told(self) -> Mapping[tuple[str, Kind, Contrast], Told]:
        """What is changed by world, kind of people and option; too few people are left out."""
        found = {}
        for view in self.views:
            run = [one for one in self.contrasts_in(view) if pair(view, one, INCOME, *TOTAL) is not None]
            for kind in KINDS:
                for contrast in run:
                    item = view.similar.told(contrast, kind)
                    if item is not None:
                        found[view.world, kind, contrast] = item
        return found

    @cached_property
    def kinds(self) -> list[Kind]:
        """Which kinds of people are shown."""
        return list(dict.fromkeys(kind for _, kind, _ in self.told))

    def finding(self) -> str:
        """Return the clearest effect on any kind of people, or that none is clear."""
        what = self.text(f"figure.{self.name}.noun")
        items = self.told.values()
        if all(one.relative.mean == 0 for one in items):
            return self.text.sentence("finding.option_groups.zero", what=what)
        clear = {place: one for place, one in self.told.items() if one.relative.excludes_zero()}
        single = all(one.relative.n < 2 for one in items)
        if not clear and not single:
            return self.text.sentence("finding.option_groups.unclear", what=what)
        shown = clear or self.told
        world, kind, contrast = place = max(shown, key=lambda one: abs(shown[one].relative.mean))
        mean = shown[place].relative.mean
        told = {"what": what, "group": called(self.text, kind), "option": self.option(contrast.scenario),
                "world": self.world(world), "size": PERCENT.show(self.text, mean, signed=True),
                "unit": PERCENT.label(self.text, mean)}  # fmt: skip
        return self.text.sentence(f"finding.option_groups.{'single' if single else 'most'}", **told)

    def values(self) -> dict[str, object]:
        """Return the first month, baseline and worlds."""
        return {**super().values(), "opening": self.text.month(self.start, 0),
                "unit": PERCENT.label(self.text)}  # fmt: skip

    def plot(self) -> Json:
        """Return a table of tinted cells, a panel a world."""
        sheets = []
        for view in self.views:
            cells = [[self.told.get((view.world, kind, contrast)) for contrast in self.contrasts_in(view)]
                     for kind in self.kinds]  # fmt: skip
            numbers = [[item.relative.mean if item else float("nan") for item in row] for row in cells]
            words = [[self._word(item) for item in row] for row in cells]
            title = self.text("legend.world", world=self.world(view.world))
            sheets.append(Sheet(title, PERCENT.label(self.text), numbers, words))
        heads = [self.option(one) for one in self.run.options]
        return grid(self.text.separators, sheets, [called(self.text, one) for one in self.kinds], heads, UP,
                    DOWN)  # fmt: skip

    def _word(self, item: Told | None) -> str:
        if item is None:
            return ""
        star = "*" if item.relative.excludes_zero() else ""
        return PERCENT.show(self.text, item.relative.mean, signed=True) + star

    def table(self) -> Table:
        """Return each kind of people under each option: how many, income without, what changes, in money."""
        text, money = self.text, Scale(1.0, "money_month", 0, currency_of(self.run.content),
                                       year=first_year(self.run.content))  # fmt: skip
        what = text(f"figure.{self.name}.measure", unit=money.label(text))
        heads = [text("costs.option"), text("table.group"), text("table.similar.lives"),
                 text("table.similar.without", unit=money.label(text)), *bounded(text, what)]  # fmt: skip
        views = {view.world: view for view in self.views}
        rows = []
        for (world, kind, contrast), one in self.told.items():
            data = {"life": EVERY, "family": kind.family, "age": kind.age, "scenario": contrast.scenario,
                    "role": contrast.treated, "against": contrast.base,
                    "against-scenario": contrast.against or contrast.scenario, "world": world}  # fmt: skip
            numbers = (("mean", one.change.mean), ("low", one.change.low), ("high", one.change.high))
            rows.append([
                name(self.row_head(views[world], contrast.scenario)), name(called(text, kind)),
                Cell(text.number(one.lives, 0), one.lives, data | {"stat": "lives"}),
                Cell(text.number(one.without, 0), one.without, data | {"stat": "without"}),
                *(Cell(text.number(value, 0, signed=True), value, data | {"stat": stat})
                  for stat, value in numbers),
            ])  # fmt: skip
        return Table(heads, rows)


def called(text: Text, kind: Kind) -> str:
    """Return what a kind of people is called: their major groups, which the note names, and their age."""
    if kind.family == ALL:
        return text("similar.family.all")
    groups = text("similar.groups", groups=kind.family.replace("-", "\N{EN DASH}"))
    return f"{groups}, {text(f'group.age_group.{kind.age}')}"
