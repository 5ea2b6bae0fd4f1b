"""Who pays for a policy: what its instruments spend and bring in, what is borrowed, what comes back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from simulator.findings.costs import BALANCE
from simulator.findings.effects import Contrast, Effect, effect
from simulator.findings.results import Results
from simulator.findings.series import ITEMS
from simulator.findings.windows import settled

REVENUE, SPENDING = ITEMS


@dataclass(frozen=True)
class Payers:
    """In the run's months, money a month at first-year prices, means over seeds.

    `outlay` = levies + borrowed + back: what the instruments themselves spend is paid by what they themselves
    bring in, by a worse public balance before stabilisation, and by what comes `back` through the economy as
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
        """By how much the public balance before stabilisation is worse."""
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
