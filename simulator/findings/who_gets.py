"""Who gets it: the change of national income by receiver, in parts that add up to it.

As it is earned (wages before tax, dividends, what companies keep, the state), and after taxes and transfers.
Beside both stands what others abroad get, which is in no nation's income here.
"""

from collections.abc import Mapping

from simulator.findings.effects import Contrast, Effect, contrasts, effect
from simulator.findings.headline import HeadlineRow, row_of
from simulator.findings.money import DEFLATOR
from simulator.findings.results import Results
from simulator.findings.windows import settled

GNI = "gni"
EARNED = tuple(
    f"earned_{name}" for name in ("employees", "own_account", "dividends", "interest", "kept", "state")
)
AFTER = tuple(f"after_tax_{name}" for name in ("households", "corporations", "government"))
ABROAD = ("income_abroad", "ai_rents_abroad", "ai_profit_abroad")
LINES = (*EARNED, GNI, *AFTER, *ABROAD)
"""In the order in which they are told: the whole stands between its two ways of being shared."""
NEEDED = (*LINES, "gdp", DEFLATOR)


def who_gets(results: Results, contrast: Contrast, *, of_gdp: bool = False) -> Mapping[str, Effect]:
    """Effects by line over the run's months, the same for all; empty where the run lacks one of them."""
    window = settled(results.window)
    found = {line: effect(results, contrast, line, window, of_gdp=of_gdp) for line in LINES}
    known = {line: item for line, item in found.items() if item is not None}
    return known if len(known) == len(LINES) else {}


def rows(results: Results) -> list[HeadlineRow]:
    """The same as rows of a table, policies before AI: money at first-year prices, and shares of GDP."""
    window = settled(results.window)
    asked = sorted(contrasts(results), key=lambda one: one.comparison == "ai")
    found = [row_of(results, contrast, line, window, of_gdp=of_gdp)
             for contrast in asked for line in LINES for of_gdp in (False, True)]  # fmt: skip
    return [row for row in found if row is not None]
