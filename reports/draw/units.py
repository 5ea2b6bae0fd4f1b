"""How an indicator is shown: factor from its own unit, unit of display, number of decimals."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from math import floor, isfinite, log10, nan

from reports.text import MANY, Text
from simulator.findings.effects import Effect
from simulator.findings.intervals import Interval
from simulator.findings.results import AT_FIRST_PRICES, Results, first_year
from simulator.findings.windows import HEADLINE, Window

PERSONAL = ("mean_wage", "real_wage", "disposable_income", "real_disposable_income")
MOST_DIGITS = 4  # to tell a size from one that counts
ROUNDED = -9  # as far as digits before the point may be rounded away
POINTS = ("gini",)  # shares that are quoted in points of a 0–100 scale
SHOWN = {
    "share": (100.0, "pp", "percent", 2),
    "share_month": (100.0, "pp_month", "percent_month", 2),
    "gdp": (100.0, "pp_gdp", "percent_gdp", 2),
    "points": (100.0, "points", "points", 2),
    "hourly": (1.0, "money_hour", "money_hour", 2),
    "personal": (1.0, "money_month", "money_month", 1),
    "own": (1.0, "own", "own", 3),
}
"""By sort of quantity: factor, unit of a difference, unit of a level, decimals at most."""


@dataclass(frozen=True)
class Scale:
    """Shown value = own value × `factor`, in the unit of message `unit.<unit>`, with `digits` decimals.

    `zeros`: so many digits before the point are rounded away ("98,000", not "97,812").
    """

    factor: float
    unit: str
    digits: int
    currency: str = ""
    own_unit: str = ""
    year: str = ""  # at whose prices money is; empty at current prices
    zeros: int = 0
    most: int = 3  # decimals at most
    least: int = 0  # at least; below zero, digits before the point may go

    def label(self, text: Text, value: float = nan) -> str:
        """Return the unit of display in words: as after `value` of the own unit, or else in the plural."""
        if self.unit == "own":
            return text.declared(self.own_unit)
        return self._word(text, f"unit.{self.unit}", value)

    def _word(self, text: Text, name: str, value: float) -> str:
        shown = value * self.factor if isfinite(value) else MANY
        money = text.currency(self.currency, shown, self.digits, self.year) if self.currency else {}
        return text.plural(name, shown, digits=self.digits, **money)

    def short_label(self, text: Text, value: float = nan) -> str:
        """Return the unit as it stands in a narrow table ("pp"), after `value` or else in the plural."""
        short = f"unit.short.{self.unit}"
        return self._word(text, short, value) if text.has(short) else self.label(text, value)

    def show(self, text: Text, value: float, *, signed: bool = False) -> str:
        """Return a value of the indicator's own unit as a number of the display unit."""
        return text.number(value * self.factor, self.digits - self.zeros, signed=signed)

    def ends(self, text: Text, item: Interval) -> dict[str, str]:
        """Return mean and bounds of a difference, as sentences name them."""
        return {end: self.show(text, getattr(item, end), signed=True) for end in ("mean", "low", "high")}


def digits_for(values: Iterable[float]) -> int:
    """Return decimals (3 at most) so that the largest of the values carries about three significant digits.

    Below zero they are digits before the point that are rounded away.
    """
    peak = max((abs(value) for value in values if isfinite(value)), default=0.0)
    if peak == 0:
        return 1
    return min(3, 2 - floor(log10(peak)))


def digits_of_halves(halves: Iterable[float]) -> int:
    """Return decimals (3 at most) so that the narrowest half-interval carries two significant digits.

    More would claim what the seeds do not tell: −54 (−99 to −8), not −53.8.
    """
    known = [half for half in halves if isfinite(half) and half > 0]
    return min(3, 1 - floor(log10(min(known)))) if known else 3


def kind(run: Results, indicator: str) -> str:
    """Return what sort of quantity an indicator is: the unit in its metadata, and per person or national."""
    unit = str(run.metadata.get(indicator.split(" ")[0], {}).get("unit", ""))
    currency = str(run.content["country"].get("currency", "EUR"))
    if indicator in POINTS:
        return "points"
    if unit.startswith("share of annual GDP"):
        return "gdp"
    if unit.startswith("share/month"):
        return "share_month"
    if unit.startswith("share"):
        return "share"
    if unit.startswith("persons"):
        return "persons_month" if "month" in unit else "persons"
    if unit == f"{currency}/hour":
        return "hourly"
    if unit.startswith(currency):
        return "personal" if indicator in PERSONAL or "person" in unit else "national"
    return "own"


def scale(
    run: Results, text: Text, indicator: str, values: Iterable[float], *,
    difference: bool, window: Window = HEADLINE, relative: bool = False, of_gdp: bool = False,
    real: bool = False, halves: Iterable[float] = (),
) -> Scale:  # fmt: skip
    """Return the scale that shows these values of one indicator, or of a difference in it.

    `halves` are half-widths of intervals, in the indicator's own unit; they limit the decimals. Differences
    of money are at the prices of the first year, its levels where they are `real`. People stand in full
    numbers up to millions; money in the largest unit that the language of `text` says.
    """
    halves = list(halves)
    values = [value for value in values if isfinite(value)]
    peak = max((abs(value) for value in values), default=0.0)
    currency = str(run.content["country"].get("currency", "EUR"))

    def made(factor: float, unit: str, most: int = 3, least: int = 0) -> Scale:
        digits = min(most, digits_for([value * factor for value in values]),
                     digits_of_halves([half * factor for half in halves]))  # fmt: skip
        zeros = max(-max(digits, least), 0)
        own = str(run.metadata.get(indicator, {}).get("unit", ""))
        told_real = difference or real or indicator.startswith(AT_FIRST_PRICES)
        year = first_year(run.content) if told_real else ""
        return Scale(factor, unit, max(digits, 0), currency, own, year, zeros, most, least)

    if relative:
        return made(1.0, "percent", 2)
    if of_gdp:
        return made(100.0, "percent_gdp", 2)
    sort = kind(run, indicator)
    if sort in ("persons", "persons_month"):
        if peak >= (2e6 if difference else 1e6):
            return made(1e-6, "people_million")
        return made(1.0, "persons" if window.total else sort, 0, ROUNDED)
    if sort == "national":
        yearly = 1.0 if window.total else 12.0
        factor, stem = money_unit(text, peak * yearly)
        return made(yearly * factor, stem if window.total else f"{stem}_year", least=ROUNDED)
    factor, changed, unit, most = SHOWN[sort]
    return made(factor, changed if difference else unit, most)


def money_unit(text: Text, peak: float) -> tuple[float, str]:
    """Return factor and name of the unit for money: billions, where the language has a word for them."""
    return (1e-9, "billion") if peak >= 1e9 and text("format.money") == "billion" else (1e-6, "million")


def effect_scale(run: Results, text: Text, *effects: Effect) -> Scale:
    """Return one scale that fits the mean and interval of all these effects on one indicator."""
    values = [value for item in effects for value in (item.mean, item.low, item.high)]
    return sized(run, text, effects[0], values, [item.high - item.mean for item in effects])


def sized(
    run: Results, text: Text, of: Effect, values: Iterable[float], halves: Iterable[float] = ()
) -> Scale:
    """Return the scale that shows these sizes of an effect."""
    window, relative, of_gdp = of.window, of.relative, of.of_gdp
    told = partial(scale, difference=True, window=window, relative=relative, of_gdp=of_gdp, halves=halves)
    return told(run, text, of.indicator, values)


def fitted(shared: Scale, effect: Interval) -> Scale:
    """Return a scale that several effects share with the decimals that this one's own interval bears.

    So an effect reads the same in a table, in a title and in a sentence.
    """
    ends = [value * shared.factor for value in (effect.mean, effect.low, effect.high) if isfinite(value)]
    if len(ends) < 3:
        return shared
    digits = min(shared.most, digits_for(ends), digits_of_halves([ends[2] - ends[0]]))
    return replace(shared, digits=max(digits, 0), zeros=max(-max(digits, shared.least), 0))


def level_scale(run: Results, text: Text, indicator: str, values: Iterable[float]) -> Scale:
    """Return the scale that shows levels of one indicator."""
    return scale(run, text, indicator, values, difference=False)


def below(shown: Scale, effect: Effect) -> Scale:
    """Return a scale as fine as sets a size apart from a larger one that counts."""
    size, least = abs(effect.mean) * shown.factor, effect.relevant * shown.factor
    if size >= least:
        return shown
    usual = shown.digits - shown.zeros
    fine = next((one for one in range(usual, MOST_DIGITS) if round(size, one) < least), usual)
    return replace(shown, digits=max(fine, 0), zeros=max(-fine, 0))


def base_scale(run: Results, text: Text, effect: Effect) -> Scale:
    """Return the scale of the level that an effect starts from."""
    told = partial(scale, difference=False, window=effect.window, of_gdp=effect.of_gdp, real=True)
    return told(run, text, effect.indicator, [effect.base])
