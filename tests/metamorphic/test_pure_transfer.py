"""What is given with one hand and taken with the other changes nothing real."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from simulator import indicators
from simulator.experiment import simulate
from simulator.indicators import budget
from simulator.kit import Levy, Transfer, Typical
from simulator.policies import discover
from tests.small import policy, ran, series, small

if TYPE_CHECKING:
    from simulator.economy.model import Economy

AMOUNT = 512.0
"""Euros a month; a power of two, which deposits mostly take and give back to the last bit."""
NOT_REAL = ("spending_", "revenue_", "public_", "recipients_")
"""What the two payments themselves are seen by: sums of money, and how many get them."""


class GiveAndTake(Transfer, Levy):
    """Pays every adult and takes the same from every adult at once."""

    name = "give_and_take"
    family = "share"
    about = "a transfer financed by a lump-sum tax on the same people"
    typical = Typical("nowhere")

    def transfers(self, economy: "Economy") -> None:
        due = np.where(self.recipients(economy), AMOUNT, 0.0)
        self.pay(economy, due, kept=True)
        self.charge_people(economy, due, kept=True)


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (simulate, budget, indicators):
        monkeypatch.setattr(module, "discover", lambda: {**discover(), "give_and_take": GiveAndTake})


@pytest.mark.usefixtures("known")
def test_a_transfer_paid_by_a_lump_sum_tax_on_the_same_people_changes_nothing_real() -> None:
    without, both = ran(small()), ran(small(policies=(policy("give_and_take"),)))
    for indicator in sorted(set(without.rows["indicator"])):
        if not indicator.startswith(NOT_REAL):
            one, other = series(without, indicator), series(both, indicator)
            np.testing.assert_allclose(one, other, rtol=1e-9, err_msg=indicator)
    assert series(both, "spending_give_and_take")[1:].min() > 0.0
    np.testing.assert_allclose(series(both, "public_balance"), series(without, "public_balance"), rtol=1e-6)
