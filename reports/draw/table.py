"""Tables whose numbers can be traced: every cell knows which rows of the run it was made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isnan

from reports.draw.units import Scale, fitted
from reports.text import Text
from simulator.findings.effects import Contrast, Effect

STATS = ("mean", "low", "high")


@dataclass(frozen=True)
class Cell:
    """One cell. `data` becomes data-* attributes; `value` is the shown number at full precision."""

    text: str
    value: float | None = None
    data: dict[str, str] = field(default_factory=dict)
    head: bool = False
    about: str = ""  # a second, smaller line
    lang: str = ""  # the language, where it is not that of the page
    title: str = ""  # what is read by who points at it

    @property
    def attributes(self) -> dict[str, str]:
        """The cell's data-* attributes by name, without the prefix."""
        if self.value is None or isnan(self.value):
            return self.data
        return {"value": f"{self.value:.10g}", **self.data}


@dataclass(frozen=True)
class Table:
    """Column heads and rows; the first cell of a row names it."""

    columns: list[str]
    rows: list[list[Cell]]

    @cached_property
    def column_data(self) -> list[dict[str, str]]:
        """What all cells of a column share: it is written once, on the column's head."""
        return [in_common([row[index].data for row in self.rows]) for index in range(len(self.columns))]

    @cached_property
    def row_data(self) -> list[dict[str, str]]:
        """What the cells of a row share beyond their columns: written once, on the row."""
        found = []
        for row in self.rows:
            known = [pair for pair in zip(row, self.column_data, strict=True) if pair[0].value is not None]
            found.append(in_common([without(cell.data, own) for cell, own in known]))
        return found

    def attributes(self, row: int, column: int) -> dict[str, str]:
        """Return what a cell must carry itself; row and column head hold the rest."""
        return without(self.rows[row][column].attributes, self.column_data[column] | self.row_data[row])


def in_common(items: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return the entries that are the same in all the mappings."""
    if not items:
        return {}
    return {key: value for key, value in items[0].items() if all(item.get(key) == value for item in items)}


def without(data: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Return the entries that are not given elsewhere already."""
    return {key: value for key, value in data.items() if given.get(key) != value}


def name(text: str) -> Cell:
    """Return the cell that names a row."""
    return Cell(text, head=True)


def bounded(text: Text, what: str) -> list[str]:
    """Return the heads of the columns of a mean, its lower and its upper bound."""
    return [what, text("table.low", what=what), text("table.high", what=what)]


def level(text: Text, scale: Scale, value: float, **data: object) -> Cell:
    """Return a cell with a level, given in the indicator's own unit, traced by `data`."""
    traced = {key: str(item) for key, item in data.items()} | {"scale": f"{scale.factor:.10g}"}
    return Cell(scale.show(text, value), value * scale.factor, traced)


def effect_cells(text: Text, scale: Scale, effect: Effect | None) -> list[Cell]:
    """Return three cells: mean, lower and upper bound of a paired effect."""
    if effect is None:
        return [Cell(text("number.missing"))] * 3
    data, own = effect_data(effect) | {"scale": f"{scale.factor:.10g}"}, fitted(scale, effect)
    told = own.ends(text, effect)
    return [Cell(told[stat], getattr(effect, stat) * own.factor, data | {"stat": stat}) for stat in STATS]


def contrast_data(contrast: Contrast) -> dict[str, str]:
    """Return what traces a comparison to the run's rows: the two roles, what differs from the first place."""
    other = {"against-scenario": contrast.against, "world": contrast.world, "closure": contrast.closure}
    told = {key: value for key, value in other.items() if value}
    return told | {"scenario": contrast.scenario, "role": contrast.treated, "against": contrast.base}


def effect_data(effect: Effect) -> dict[str, str]:
    """Return what traces an effect to the run's rows: indicator, the two roles, group, window."""
    told = contrast_data(effect.contrast)
    if effect.sign < 0:
        told["sign"] = "-1"
    if effect.real:
        told["real"] = "1"
    return told | {
        "indicator": effect.indicator,
        "by": effect.by,
        "group": effect.group,
        "window": effect.window.name,
        "measure": "relative" if effect.relative else "of_gdp" if effect.of_gdp else "difference",
    }
