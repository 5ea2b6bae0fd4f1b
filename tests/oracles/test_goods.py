"""The goods market by hand: shares, rationing, and that what is not served is what is missing."""

import numpy as np
import pytest

from simulator.markets import goods

WEIGHT = np.array([0.5, 0.3, 0.2])
ONES = np.ones(3)


SWING = np.array([2.0, 1.0, 0.5])


def shared(
    price: np.ndarray, elasticity: float = 0.8, shock: np.ndarray | None = None, over_usual: float = 1.0
) -> np.ndarray:
    demand = np.zeros(3)
    level = goods.price_level(WEIGHT, price, ONES)
    taste = np.zeros(3) if shock is None else shock
    goods.share_demand(1000.0, over_usual, WEIGHT, SWING, taste, price, ONES, level, elasticity, demand)
    return demand


def test_sectors_swing_as_given_and_their_demand_adds_up() -> None:
    usual, slump = shared(ONES), shared(ONES, over_usual=0.98)
    assert slump.sum() == pytest.approx(1000.0) == usual.sum()
    change = np.log(slump / usual)
    assert (change[0] - change[1]) / np.log(0.98) == pytest.approx(1.0)
    assert (change[2] - change[1]) / np.log(0.98) == pytest.approx(-0.5)


class Firms:
    """Four firms, three in the first sector, one public."""

    def __init__(self, price: list[float], capacity: float = 1e9) -> None:
        self.price, self.capacity = np.array(price), capacity
        self.sector = np.array([0, 0, 1, 0], np.int32)
        self.public = np.array([0, 0, 0, 1], np.uint8)
        self.base = np.array([0.25, 0.75, 1.0, 0.0])
        self.customers = np.ones(4)
        self.orders, self.sales = np.zeros(4), np.zeros(4)
        self.index, self.demand = np.zeros(2), np.array([600.0, 400.0])

    def serve(self, elasticity: float = 3.0) -> float:
        active, none, sums = np.ones(4, np.uint8), np.zeros(4), np.zeros(2)
        goods.sector_means(4, active, self.public, self.sector, self.base, self.price, self.index, sums)
        expected = np.array([self.capacity, self.capacity, self.capacity, 0.0])
        served = goods.serve(
            4, goods.Sellers(active, self.public, self.sector, self.base, self.customers, none, self.price,
                             expected, np.ones(4), self.orders, self.sales),
            self.index, 1.15, elasticity, self.demand, np.zeros(4), np.zeros(2),
        )  # fmt: skip
        return float(served)


def test_at_equal_prices_sectors_have_their_weights() -> None:
    for price in (ONES, 3.0 * ONES):
        np.testing.assert_allclose(shared(price), 1000.0 * WEIGHT, rtol=1e-14)


def test_all_that_is_spent_is_shared() -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        demand = shared(rng.uniform(0.5, 2.0, 3), rng.uniform(0.0, 3.0), rng.normal(0.0, 0.1, 3))
        assert demand.sum() == pytest.approx(1000.0)
        assert (demand > 0.0).all()


@pytest.mark.parametrize(("elasticity", "sign"), [(0.5, 1), (1.0, 0), (2.0, -1)])
def test_what_a_dearer_sector_gets(elasticity: float, sign: int) -> None:
    """Inelastic demand spends more on what has become dearer, elastic demand less; the odds by hand."""
    dear = shared(np.array([2.0, 1.0, 1.0]), elasticity)
    assert np.sign(round(dear[0] - 500.0, 9)) == sign
    assert dear[0] / dear[1] == pytest.approx(5.0 / 3.0 * 2.0 ** (1.0 - elasticity))
    assert dear[1] / dear[2] == pytest.approx(1.5)


def test_at_equal_prices_firms_have_their_base_weights() -> None:
    firms = Firms([2.0, 2.0, 5.0, 1.0])
    assert firms.serve() == pytest.approx(1000.0)
    assert firms.sales.tolist() == pytest.approx([150.0, 450.0, 400.0, 0.0])
    assert firms.orders.tolist() == pytest.approx([75.0, 225.0, 80.0, 0.0])
    assert firms.index.tolist() == pytest.approx([2.0, 5.0])


def test_a_dearer_firm_sells_less_by_the_elasticity() -> None:
    firms = Firms([2.0, 1.0, 5.0, 1.0])
    firms.serve(elasticity=3.0)
    assert firms.sales[0] / firms.sales[1] == pytest.approx(0.25 / 0.75 * 2.0**-2)
    assert firms.sales[:2].sum() == pytest.approx(600.0)


def test_sales_and_unmet_demand_are_demand() -> None:
    """60 units at 2 each with a margin of 15 %: 138 in sales at most; orders stay what was wanted."""
    firms = Firms([2.0, 2.0, 5.0, 1.0], capacity=60.0)
    total = firms.serve()
    assert firms.sales.tolist() == pytest.approx([138.0, 138.0, 345.0, 0.0])
    assert firms.orders.tolist() == pytest.approx([75.0, 225.0, 80.0, 0.0])
    unmet = (firms.orders * firms.price - firms.sales).sum()
    assert total + unmet == pytest.approx(firms.demand.sum())


def test_a_firm_with_half_its_customers_has_half_the_odds() -> None:
    firms = Firms([2.0, 2.0, 5.0, 1.0])
    firms.customers[1] = 0.5
    firms.serve()
    assert firms.sales[1] / firms.sales[0] == pytest.approx(0.5 * 0.75 / 0.25)
    assert firms.sales[:2].sum() == pytest.approx(600.0)
