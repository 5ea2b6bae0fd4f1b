"""What every policy instrument has: parameters, dates, trigger, phases, and the ways to change the month."""

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from simulator.agents.firm import LARGE, MEDIUM, SMALL, share_using_ai
from simulator.agents.person import LABOUR_FORCE, UNEMPLOYED
from simulator.core import param as core
from simulator.core.aggregates import charged_price
from simulator.core.economy import Economy
from simulator.core.param import Param

SMOOTHED = 3
"""Months over which the unemployment rate is averaged, as laws with a trigger do (US extended benefits)."""


PHASES = {
    "law": "after thresholds are indexed: `shift` rates, amounts and parameters",
    "adoption": "before firms decide on AI: what AI costs them",
    "separations": "before people leave jobs",
    "training": "after hiring: who is in a place, what is bought for it",
    "transfers": "after benefits, before taxes: `pay` and `charge_people`",
    "levies": "after taxes: `charge_firms`, `subsidise`, `attribute` what is due to the policy",
    "profits": "after profit and its tax are known, before the month is closed",
}
"""Moments of the month in which an instrument may act, in order, and what belongs there."""


def titled(name: str) -> str:
    """What a reader calls an instrument, or another item of the budget, by its key."""
    told = " ".join("AI" if word == "ai" else word for word in name.split("_"))
    return told[:1].upper() + told[1:]


class Typical:
    """Real values of an instrument's parameters, and the law or study that they come from."""

    def __init__(self, source: str = "", **values: float) -> None:
        self.source = source
        self.values: Mapping[str, float] = values


class Sources(dict[str, str]):
    """Where values come from: of parameters by name (a zero without one is neutral), of `typical`."""


_IN_SOURCES = "see sources"


def param(
    default: float, about: str, *, bounds: tuple[float, float] | None = None, source: str = "", **said: Any
) -> Any:
    """Declare a parameter of an instrument as the core's `param` does; its source may stand in `sources`."""
    source = source or ("" if default == 0.0 else _IN_SOURCES)
    bounds = bounds and (float(bounds[0]), float(bounds[1]))
    return core.param(default, about=about, bounds=bounds, source=source, **said)


class Instrument:
    """A policy. Subclasses declare parameters with `param(...)`, zero = inert, and override phases.

    Attributes
    ----------
    own_file
        File of a scenario's own instrument; empty of those that ship.
    raises
        It takes money in: the scenario may earmark it, the budget has a revenue line.
    targets
        The scenario may say `for:`.
    fundable
        A levy may be earmarked for it; false where what is owed cannot be rationed.
    typical
        Real values at which it acts.
    sources
        Of its own parameters that do not name theirs.
    by_employers
        Employers pay people under its name, which is a labour cost.
    channel
        How it shows when no money moves under its name.
    reaches
        Unit of whom it pays or serves, counted as its recipients; empty: nobody in particular.
    needs
        What else a scenario must set for it to do anything, as `instrument.parameter` or a parameter of the
        model, with a value at which it does.
    """

    name: ClassVar[str] = ""
    own_file: ClassVar[str] = ""
    family: ClassVar[str] = ""
    about: ClassVar[str] = ""
    raises: ClassVar[bool] = False
    targets: ClassVar[bool] = False
    fundable: ClassVar[bool] = True
    typical: ClassVar[Typical]
    sources: ClassVar[Sources] = Sources()
    by_employers: ClassVar[bool] = False
    channel: ClassVar[str] = "payments"
    reaches: ClassVar[str] = ""
    needs: ClassVar[Mapping[str, float]] = {}

    administration = param(
        0.0,
        "administrative cost, bought from firms",
        share_of="what is paid or raised",
        source="OECD tax administration: 0.5-1 % of revenue; means-tested benefits 2-10 % (recalled)",
    )

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        own = {name: one for name, one in vars(cls).items() if isinstance(one, Param)}
        sources = vars(cls).get("sources", {})
        if "typical" in sources:
            cls.typical.source = sources["typical"]
        if unknown := sources.keys() - own - {"typical"}:
            raise ValueError(f"sources of what is no parameter: {', '.join(sorted(unknown))}")
        for name, one in own.items():
            if sources.get(name, one.source) == _IN_SOURCES:
                raise ValueError(f"{name} does not say where its value comes from: source")
            setattr(cls, name, replace(one, source=sources.get(name, one.source)))

    def __init__(self, setting: Any) -> None:
        self.setting = setting
        self.month = 0
        self.phase = ""
        self.is_on = False
        self.unemployment_seen: deque[float] = deque(maxlen=SMOOTHED)  # of unemployment, for the trigger
        self.served: dict[str, float] = {}

    @classmethod
    @cache
    def declared(cls) -> Mapping[str, Param]:
        """Parameter name → declaration, own ones first; a subclass takes one away by setting it to None."""
        found: dict[str, Param] = {}
        for base in cls.__mro__:
            for name, value in vars(base).items():
                if isinstance(value, Param) and getattr(cls, name) is not None:
                    found.setdefault(name, value)
        return MappingProxyType(found)

    @classmethod
    def own(cls) -> dict[str, Param]:
        """Parameters that it declares itself, without those that it has from the kit."""
        return {name: one for name, one in cls.declared().items() if name in vars(cls)}

    def begin(self, economy: Economy, phase: str) -> None:
        """Enter a phase of the month; whether it acts this month is settled in the first."""
        self.month, self.phase = economy.month, phase
        if phase == "law":
            self.served.clear()
            trigger = self.setting.trigger
            seen = self.indicators(economy) if trigger.levels else {}
            self.is_on = self.setting.is_active(self.month) and trigger.holds(seen)

    def indicators(self, economy: Economy) -> dict[str, float]:
        """What triggers look at, once a month: shares as they stood at the end of last month."""
        q, counts = economy.persons, economy.status_counts()
        force = max(int(counts[list(LABOUR_FORCE)].sum()), 1)
        self.unemployment_seen.append(float(counts[UNEMPLOYED]) / force)
        lost = (q.active == 1) & (q.displaced_month >= max(economy.month - 12, 0))
        return {
            "unemployment": float(np.mean(self.unemployment_seen)),
            "displaced": float(lost.sum()) / force,
            "adoption": share_using_ai(economy.firms, (SMALL, MEDIUM, LARGE)),
        }

    def serve(self, heads: float, way: str = "in person") -> None:
        """Count recipients of this month; once those reached twice in one way, as by course and stipend."""
        self.served[way] = max(self.served.get(way, 0.0), heads)

    @property
    def recipients_of_month(self) -> float:
        """How many it has paid or served this month (simulated persons, or firms: see `reaches`)."""
        return sum(self.served.values())

    def only_in_transfers(self, what: str) -> None:
        """RuntimeError in another phase: what people get and owe stands before taxes and spending."""
        if self.phase != "transfers":
            raise RuntimeError(f"{self.name} {what} in the phase transfers, not in {self.phase}")

    def position(self, economy: Economy) -> int:
        """Its place in the scenario, by which people remember who pays for their place or job."""
        return economy.instruments.index(self)

    def value(self, name: str) -> float:
        """Value of a parameter this month, in its declared unit; 0 while the instrument does not act."""
        if not self.is_on:
            return 0.0
        if name not in self.setting.values:
            return float(self.declared()[name].default)
        return float(self.setting.value(name, self.month))

    def money(self, economy: Economy, name: str) -> float:
        """An amount given at month-0 prices as it is this month, moved by the scenario's `index`."""
        index = self.setting.index
        s = economy.aggregates
        now = {"prices": charged_price(s), "wages": s.average_wage}
        return self.value(name) * (now[index] / economy.opening_levels[index] if index in now else 1.0)

    def shift(self, economy: Economy, name: str, by: float) -> None:
        """Add to an economy-wide value or model parameter for this month only."""
        if by != 0.0:
            economy.shift(name, by)

    def attribute(
        self,
        economy: Economy,
        kind: str,
        amount: float,
        *,
        payer: str = "state",
        payee: str = "households",
        heads: float = 0.0,
    ) -> None:
        """Name the part of an existing payment that is due to this instrument (currency of the month).

        The money has moved under `kind` or will this month; the books show that part under the instrument.
        `heads`: people for whom it has to be administered.
        """
        if amount != 0.0:
            economy.attributed.append((payer, payee, kind, self.name, amount))
            if payee == "state":
                economy.credit_fund(self.setting.earmark, amount)
            else:
                economy.spend_fund(self.name, amount)
                self.serve(heads)
            self.administer(economy, amount, heads)

    def buy(self, economy: Economy, amount: float) -> float:
        """Order goods and services of a value, as far as the fund goes; what was ordered."""
        bought = amount * self.covered(economy, amount)
        if bought > 0.0:
            economy.order(self.name, bought)
            economy.spend_fund(self.name, bought)
            self.administer(economy, bought)
        return bought

    def administer(self, economy: Economy, amount: float, heads: float = 0.0) -> None:
        """Order the administration of an amount paid or raised and of so many recipients."""
        cost = self.overhead(economy, amount, heads)
        if cost > 0.0:
            economy.order(f"{self.name}_administration", cost)
            economy.spend_fund(self.name, cost)

    def overhead(self, economy: Economy, amount: float, heads: float = 0.0) -> float:
        """Administrative cost (currency of the month)."""
        cost = self.value("administration") * abs(amount)
        if heads and "administration_per_head" in self.declared():
            cost += self.value("administration_per_head") * economy.aggregates.average_wage * heads
        return cost

    def covered(self, economy: Economy, amount: float, heads: float = 0.0) -> float:
        """Share of a spending and its administration that the earmarked fund can pay: 1 without a fund."""
        limit = economy.fund_limit(self.name)
        cost = amount + self.overhead(economy, amount, heads)
        return 1.0 if limit is None or cost <= limit else limit / cost

    def law(self, economy: Economy) -> None:
        """See `PHASES`; so for all that follow."""

    def adoption(self, economy: Economy) -> None: ...  # noqa: D102

    def separations(self, economy: Economy) -> None: ...  # noqa: D102

    def training(self, economy: Economy) -> None: ...  # noqa: D102

    def transfers(self, economy: Economy) -> None: ...  # noqa: D102

    def levies(self, economy: Economy) -> None: ...  # noqa: D102

    def profits(self, economy: Economy) -> None: ...  # noqa: D102
