"""Three small instruments that stand on the kit, and an economy with them in month 1."""

from typing import Any

import numpy as np

from simulator.core.param import param
from simulator.economy.model import Economy
from simulator.experiment.simulate import prepare
from simulator.kit import Levy, Subsidy, Transfer, Typical
from simulator.policies import act
from simulator.scenario.reach import Target
from tests.small import policy, small


class Gift(Transfer):
    """Pays each person reached an amount."""

    name = "gift"
    about = "an amount for whoever is reached"
    typical = Typical("nowhere", amount=100.0)
    amount = param(0.0, unit="national currency per month", bounds=(0.0, 1e6), kind="money", about="amount",
                   source="-", status="assumed")  # fmt: skip

    def transfers(self, economy: Economy) -> None:
        due = np.where(self.recipients(economy), self.money(economy, "amount"), 0.0)
        self.pay(economy, due, ends_with_job=True)
        self.promise(economy, 2.0 * due)


class Wages(Subsidy):
    """Pays firms a share of the wages of those reached."""

    name = "wages"
    about = "a share of wages"
    typical = Typical("nowhere", share=0.1)
    share = param(0.0, unit="share", bounds=(0.0, 1.0), about="share", source="-", status="assumed")

    def levies(self, economy: Economy) -> None:
        paid = np.where(self.recipients(economy), economy.persons.earnings, 0.0)
        self.subsidise(economy, self.value("share") * self.by_firm(economy, paid))


class Heads(Levy):
    """Takes an amount from each private firm and from each person, and shifts a parameter and a rate."""

    name = "heads"
    about = "a head tax"
    typical = Typical("nowhere", due=10.0)
    due = param(0.0, unit="currency", bounds=(0.0, 1e6), about="amount", source="-", status="assumed")

    def law(self, economy: Economy) -> None:
        self.shift(economy, "profit_tax_rate", 0.01)
        self.shift(economy, "callback_penalty", -0.001)

    def transfers(self, economy: Economy) -> None:
        self.charge_people(economy, self.value("due") * (economy.persons.active == 1))

    def levies(self, economy: Economy) -> None:
        self.charge_firms(economy, np.full(economy.firms.n, self.value("due")))
        self.charge(economy, economy.accounts.world, self.value("due"))


ADDED: dict[str, Any] = {"gift": Gift, "wages": Wages, "heads": Heads}


def economy_with(*policies: Any) -> Economy:
    economy = prepare(small("rapid", policies), role="policy", replicate=0)
    economy.month = 1
    return economy


def reached(target: Target, **values: float) -> tuple[np.ndarray, Economy]:
    """Who gets the gift, and the economy."""
    economy = economy_with(policy("gift", target=target, amount=100.0, **values))
    economy.ledger.begin()
    act("law")(economy)
    act("transfers")(economy)
    return economy.persons.policy_income > 0.0, economy
