"""Who pays for a policy: what its instruments spend and bring in, what is borrowed, what comes back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from simulator.findings.costs import BALANCE
from simulator.findings.effects import Contrast, Effect, effect, pair, relevant_of, summary
from simulator.findings.results import TOTAL, Results
from simulator.findings.series import ITEMS
from simulator.findings.windows import Window, settled, windowed

REVENUE, SPENDING = ITEMS


@dataclass(frozen=True)
class Payers:
    """In the run's months, money a month at first-year prices, means over seeds.

    `outlay` = levies + borrowed + back: what the instruments themselves spend is paid by what they themselves
    bring in, by a worse public balance, and by what comes `back` through the economy as
    other taxes and benefits not paid, which is negative where activity falls.
    """

    outlay: float
    levies: Mapping[str, Effect]
    balance: Effect

    @property
    def levied(self) -> float:
        """What the instruments bring in."""
        return sum(one.mean for one in self.levies.values())

    @property
    def borrowed(self) -> float:
        """By how much the public balance is worse."""
        return -self.balance.mean

    @property
    def back(self) -> float:
        """What comes back through the economy."""
        return self.outlay - self.levied - self.borrowed


def payers(results: Results, contrast: Contrast, instruments: Collection[str]) -> Payers | None:
    """Return who pays for these instruments; None where the run does not hold the public balance."""
    window = settled(results.window)
    balance = effect(results, contrast, BALANCE, window)
    if balance is None:
        return None
    spent, levied = ({name: effect(results, contrast, f"{side}{name}", window) for name in instruments}
                     for side in (SPENDING, REVENUE))  # fmt: skip
    outlay = sum(one.mean for one in spent.values() if one is not None)
    levies = {name: one for name, one in levied.items() if one is not None and one.mean != 0}
    return Payers(outlay, levies, balance)


def outlay(
    results: Results, contrast: Contrast, instruments: Collection[str], over: Window | None = None
) -> Effect | None:
    """Return what these instruments spend together as a share of the GDP of what is compared with.

    `over` is the run's window, if nothing is said. The effect's indicator names all that is added up.
    None where they spend nothing that the run knows of.
    """
    window, names = settled(over or results.window), [f"{SPENDING}{name}" for name in instruments]
    pairs = {name: found for name in names if (found := pair(results, contrast, name, *TOTAL)) is not None}
    output = pair(results, contrast, "gdp", *TOTAL)
    if not pairs or output is None:
        return None
    gdp = windowed(output[1], window)
    treated, base = (np.sum([windowed(found[side], window) for found in pairs.values()], axis=0) / gdp
                     for side in (0, 1))  # fmt: skip
    relevant = max(relevant_of(results, name) for name in pairs) / float(np.mean(gdp))
    keys = output[0].keys
    made = summary(results, contrast, " + ".join(pairs), window, treated, base, keys, relevant=relevant)
    return made and replace(made, of_gdp=True, real=True)
