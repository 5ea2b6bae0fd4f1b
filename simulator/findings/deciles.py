"""What people of each income decile have, in money: the market's part, the state's, and what is left.

Deciles are those of month 0, by equivalised disposable income; amounts are per adult and add up.
"""

from collections.abc import Iterator, Mapping

from simulator.findings.effects import Contrast, Effect, contrasts, effect
from simulator.findings.money import DEFLATOR
from simulator.findings.results import Results
from simulator.findings.windows import settled

DECILE = "income_decile"
ADDED = ("market_income", "pensions_received", "benefits_received", "policies_received")
TAKEN, LEFT = "taxes_paid", "net_income"
LINES = (*ADDED, TAKEN, LEFT)
"""In the order in which they are told: what is added, less what is taken, is what is left."""
NEEDED = (*LINES, DEFLATOR)


def by_decile(results: Results, contrast: Contrast) -> dict[str, Mapping[str, Effect]]:
    """Effects by decile and line over the run's months; a decile of which a line is missing is left out."""
    window = settled(results.window)
    found: dict[str, Mapping[str, Effect]] = {}
    for group in results.groups(LEFT, DECILE):
        lines = {line: effect(results, contrast, line, window, by=DECILE, group=group) for line in LINES}
        known = {line: item for line, item in lines.items() if item is not None}
        if len(known) == len(LINES):
            found[group] = known
    return found


def effects(results: Results) -> Iterator[Effect]:
    """The same of every comparison, policies before AI: what a table holds."""
    for contrast in sorted(contrasts(results), key=lambda one: one.comparison == "ai"):
        for lines in by_decile(results, contrast).values():
            yield from lines.values()
