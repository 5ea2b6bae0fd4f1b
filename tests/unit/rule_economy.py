"""An economy small enough to follow, with rules that use every kind of name: shared by the tests of rules."""

import math
from enum import IntEnum

import mesa
import numpy as np

from simulator.core.compiled import njit
from simulator.core.ledger import Checker
from simulator.core.param import param
from simulator.core.population import ArrayAgent, ArraySet, Column
from simulator.core.rule import resolve_parameters, rule
from simulator.core.streams import root_key

LONGEST = 60
DECAY = param(
    0.01, unit="per month", bounds=(0.0, 1.0), about="-", source="s", status="assumed", kind="hazard"
)
RATES = (0.1, 0.2, 0.3)


class Status(IntEnum):
    WORKS = 1
    LOOKS = 2


class Shop(ArrayAgent):
    price = Column(np.float64)
    region = Column(np.int32, default=-1)


class Region(ArrayAgent):
    price = Column(np.float64)
    capital = Column(np.int32, link="shop", default=-1)


class Human(ArrayAgent):
    id = Column(np.int64)
    active = Column(np.uint8)
    wage = Column(np.float64)
    months = Column(np.int16)
    age = Column(np.uint8)
    idle = Column(np.bool_)
    weight = Column(np.float32)
    shop = Column(np.int32, default=-1)
    floor = Column(np.float64)
    score = Column(np.float64)
    status = Column(np.int8)


@njit
def _halved(x):
    return x / 2


@rule(over="human", writes="floor")
def human_floor(wage, months, *, minimum_wage, wage_decay=DECAY):
    """Lowest wage."""
    return max(wage * (1 - wage_decay) ** min(months, LONGEST), minimum_wage)


@rule(over="human", writes=("score", "status"))
def human_score(
    floor, shop_price, shop_region_price, shop_region_capital_price, age, idle, weight, u_luck, u_fate
):
    """Uses every kind of name, several returns, locals, constants, helpers and an enumeration."""
    if u_luck < 0.3:
        return math.log(shop_price + 1) + floor**2, Status.LOOKS
    total = 0.0
    for rate in RATES:
        total += rate * shop_region_price * u_fate
    gap = age - 100 if not idle else 0
    return _halved(total) + gap * weight + shop_region_capital_price, Status.WORKS


@rule(over="human", writes="months")
def human_months(months, status):
    """Reads and writes the same column."""
    return months + 1 if status == Status.LOOKS else 0


class Scalars:
    """The one economy-wide value."""

    minimum_wage = 900.0

    def __contains__(self, name):
        return name == "minimum_wage"


class Economy(mesa.Model):
    """Enough of an economy: three sets, one economy-wide value."""

    controllers, aggregates = (), Scalars()

    def __init__(self, rows=500, capacity=None, replaced=()):
        super().__init__(rng=1)
        self.rules = {each.name: each for each in replaced}
        self.parameters = resolve_parameters({}, replaced)
        self.root, self.month = root_key(1, 0), 4
        self.checker = Checker("1, replicate 0")
        sizes = {"human": (Human, rows), "shop": (Shop, 50), "region": (Region, 5)}
        self.sets = {n: ArraySet(c, capacity or k, self) for n, (c, k) in sizes.items()}
        for name, (_, size) in sizes.items():
            self.sets[name].add_rows(size)
        rng = np.random.default_rng(0)
        human, shop, region = self.sets.values()
        shop.price, shop.region = rng.uniform(1, 3, 50), rng.integers(-1, 5, 50)
        region.price, region.capital = rng.uniform(1, 3, 5), rng.integers(-1, 50, 5)
        # Drawn per column for many rows and cut, so that more rows leave the first ones as they are.
        human.wage, human.months = rng.lognormal(7, 0.5, 2000)[:rows], rng.integers(0, 90, 2000)[:rows]
        human.age, human.idle = rng.integers(16, 99, 2000)[:rows], rng.random(2000)[:rows] < 0.2
        human.weight, human.shop = rng.random(2000)[:rows], rng.integers(-1, 50, 2000)[:rows]
        human.active[::7] = 0


def columns(economy):
    """Everything about the humans, as plain values."""
    return {name: values.tolist() for name, values in economy.sets["human"].columns.items()}
