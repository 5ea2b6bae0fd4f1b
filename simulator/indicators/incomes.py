"""Incomes: the nation's by who gets it, households' by level, inequality and parts, and breakdowns by group.

Parts of incomes are per adult and not equivalised, so that they add up to what households have after taxes in
the accounts. Deciles are of equivalised disposable income, as EUROMOD and Eurostat have them, and frozen at
month 0: nobody changes bars.
"""

from collections import namedtuple

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import EMPLOYED, GENERATIONS, SURVEY_AGES, UNEMPLOYED, WORKING, members
from simulator.core.aggregates import charged_price
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import Distribution, columns, sum_where
from simulator.flows.income import DISPOSABLE, EARNED
from simulator.indicators.people import Parts

POVERTY = 0.6
EXAMPLE = "example_household"


def national(economy: Economy) -> dict[str, float]:
    """National income this month (national currency): `earned_…` add up to `gni`, so do `after_tax_…`."""
    accounts, w = economy.accounts_of_month, economy.weight
    return {
        "gni": accounts["gni"] * w,
        **{f"earned_{name}": accounts[name] * w for name in EARNED},
        **{f"after_tax_{name}": accounts[name] * w for name in DISPOSABLE},
        "income_abroad": accounts["abroad"] * w,
        "current_account": -economy.ledger.net_lending("world") * w,
    }


def equivalised(economy: Economy) -> Distribution:
    """Equivalised household income over persons (currency/month)."""
    return Distribution(economy.households.equivalised_income, members(economy.households))


def poverty_line(spread: Distribution) -> float:
    """60 % of median equivalised income of persons (currency/month)."""
    return POVERTY * float(spread.quantiles(np.array([0.5]))[0])


def anchored_line(economy: Economy) -> float:
    """The poverty line of month 0 at what households are charged this month (currency/month).

    Eurostat's line anchored at a moment in time: it moves with consumer prices, not with the median.
    """
    first = economy.opening_levels
    return first["poverty_line"] * (charged_price(economy.aggregates) / first["prices"])


@njit
def _poor(income, people, adults, line, anchored):
    """How many there are, live below a line, below the anchored one, and are adults below the line."""
    everyone = below = below_anchored = grown = 0.0
    for h in range(len(income)):
        everyone += people[h]
        below_anchored += people[h] * (income[h] < anchored)
        if income[h] < line:
            below += people[h]
            grown += adults[h]
    return everyone, below, below_anchored, grown


def households(economy: Economy) -> dict[str, float]:
    """Income level per adult and the distribution among persons."""
    q, spread, w = economy.persons, equivalised(economy), economy.weight
    adults = float(np.count_nonzero(q.active))
    level = float(sum_where(q.disposable_income, q.active, 1)) / adults
    lines = poverty_line(spread), anchored_line(economy)
    people, below, anchored, grown = _poor(spread.values, spread.weights, economy.households.adults, *lines)
    shares = spread.lorenz(np.array([0.2, 0.4, 0.8, 0.9]))
    return {
        "disposable_income": level,
        "real_disposable_income": level / charged_price(economy.aggregates),
        "gini": spread.gini(),
        "arop": below / people,
        "arop_anchored": anchored / people,
        "people_in_poverty": below * w,
        "children_in_poverty": (below - grown) * w,
        "s80s20": float((1.0 - shares[2]) / max(shares[0], 1e-9)),
        "palma": float((1.0 - shares[3]) / max(shares[1], 1e-9)),
    }


AGES = {
    "age_group": (SURVEY_AGES, ("16-24", "25-54", "55-64", "65+")),
    "generation": (GENERATIONS, ("", "18-34", "35-54", "55+")),
}
"""Groupings by age now: where groups begin after the first (years), and their labels, "" of no group."""
SEXES = ("male", "female")
EDUCATION = ("entrant", "low", "medium", "high")
TENTHS = ("entrant", *(str(k) for k in range(1, 11)))
HOMES = (
    "single", "lone_parent", "couple", "couple_with_children", "more_adults", "more_adults_with_children"
)  # fmt: skip
TENTH_AGE = tuple(f"{tenth}, {age}" if age else "" for tenth in TENTHS for age in AGES["generation"][1])
NARROW = {
    "household_type": ("employment_rate", "disposable_income", "arop", "arop_anchored"),
    "income_decile_age": ("employment_rate", "disposable_income"),
}
"""Groupings of few indicators; all others have all of them."""


type Groupings = dict[str, tuple[NDArray[np.integer], tuple[str, ...]]]
"""Code per person, and labels per code."""


def codes(economy: Economy) -> Groupings:
    """Code per person and labels per code of each grouping; occupation: ISCO major group at month 0."""
    q, homes = economy.persons, economy.households
    age = (economy.month - q.birth_month) // 12
    ages = {by: (sum((age >= one for one in first), 0), labels) for by, (first, labels) in AGES.items()}
    generation, labels = ages["generation"]
    alike = 2 * np.clip(homes.adults - 1, 0, 2) + (homes.children > 0)
    return {
        "sex": (q.sex, SEXES),
        **ages,
        "education": (q.group_education, EDUCATION),
        "occupation": (q.group_occupation, TENTHS[:10]),
        "exposure_quintile": (q.group_exposure, TENTHS[:6]),
        "income_decile": (q.group_decile, TENTHS),
        "household_type": (alike[q.household], HOMES),
        "income_decile_age": (len(labels) * q.group_decile + generation, TENTH_AGE),
    }


Grouped = namedtuple("Grouped", "active status displaced_month household wage")
"""Columns of everyone that breakdowns rest on."""
COUNTED = (
    "people",
    "staff",
    "works",
    "seeks",
    "displaced",
    "disposable_income",
    "arop",
    "arop_anchored",
    "real_wage",
)
"""What is added up by group: people of a kind, or the incomes and pay of people."""


@njit
def _count_groups(q, codes, income, lines, price, since, found):
    """Add up what is `COUNTED` by the codes of a person (persons x groupings), one after the other."""
    own = np.empty(len(COUNTED))
    for i in range(len(q.status)):
        if q.active[i] == 1:
            s, equivalised = q.status[i], income[q.household[i]]
            own[0] = 1.0
            own[1] = s == EMPLOYED
            own[2] = s in WORKING
            own[3] = s == UNEMPLOYED
            own[4] = q.displaced_month[i] > since
            own[5] = equivalised
            own[6] = equivalised < lines[0]
            own[7] = equivalised < lines[1]
            own[8] = q.wage[i] / price if s == EMPLOYED else 0.0
            for by in range(codes.shape[1]):
                place = codes[i, by] * len(own)
                for k in range(len(own)):
                    found[place + k] += own[k]


def by_group(economy: Economy, groupings: Groupings) -> Parts:
    """Breakdowns of the month by frozen and current groups."""
    lines = poverty_line(equivalised(economy)), anchored_line(economy)
    price, since = charged_price(economy.aggregates), max(economy.month - 12, -1)
    people, income = columns(Grouped, economy.persons), economy.households.equivalised_income
    most = max(len(labels) for _, labels in groupings.values())
    codes = np.stack([code for code, _ in groupings.values()], axis=1, dtype=np.int16)
    codes += most * np.arange(len(groupings), dtype=np.int16)
    sums = np.zeros((len(groupings), most, len(COUNTED)))
    _count_groups(people, codes, income, lines, price, since, sums.ravel())
    found: Parts = {}
    for (by, (_, labels)), by_code in zip(groupings.items(), sums, strict=True):
        n = dict(zip(COUNTED, by_code.T, strict=True))
        rates = {
            "employment_rate": (n["works"], n["people"]),
            "unemployment_rate": (n["seeks"], n["works"] + n["seeks"]),
            **{name: (n[name], n["people"]) for name in ("disposable_income", "arop", "arop_anchored")},
            "real_wage": (n["real_wage"], n["staff"]),
        }
        for k in np.flatnonzero(n["people"]).tolist():
            if not labels[k]:
                continue
            if by not in NARROW:
                found["displaced", by, labels[k]] = float(n["displaced"][k] * economy.weight / 12.0)
            for name, (top, bottom) in rates.items():
                if bottom[k] > 0 and name in NARROW.get(by, rates):
                    found[name, by, labels[k]] = float(top[k] / bottom[k])
    return found


PARTS = ("market_income", "pensions_received", "benefits_received", "policies_received", "taxes_paid")


Paid = namedtuple(
    "Paid",
    "active group_decile earnings sales_income capital_income pension benefit assistance child_benefit "
    "transfer policy_income income_tax employee_contribution",
)
"""Columns of everyone that say what an income is made of."""


@njit
def _add_parts(q, sums, heads):
    """Add up adults, and the parts of their incomes in the order of `PARTS`, by decile."""
    for i in range(len(q.active)):
        if q.active[i] == 1:
            d = q.group_decile[i]
            heads[d] += 1.0
            sums[d, 0] += q.earnings[i] + q.sales_income[i] + q.capital_income[i]
            sums[d, 1] += q.pension[i]
            sums[d, 2] += q.benefit[i] + q.assistance[i] + q.child_benefit[i] + q.transfer[i]
            sums[d, 3] += q.policy_income[i]
            sums[d, 4] += q.income_tax[i] + q.employee_contribution[i]


class IncomeParts:
    """What incomes are made of: sums of the year so far by decile (deciles x `PARTS`), and adult-months."""

    def __init__(self) -> None:
        self._start_year()

    def _start_year(self) -> None:
        self.sums, self.heads = np.zeros((len(TENTHS), len(PARTS))), np.zeros(len(TENTHS))

    def count(self, economy: Economy) -> dict[str, float]:
        """Add this month; its parts per adult (currency/month)."""
        sums, heads = np.zeros_like(self.sums), np.zeros_like(self.heads)
        _add_parts(columns(Paid, economy.persons), sums, heads)
        self.sums += sums
        self.heads += heads
        return dict(zip(PARTS, (sums.sum(axis=0) / heads.sum()).tolist(), strict=True))

    def measure(self) -> Parts:
        """Breakdowns of the past year (currency/month); starts the next year."""
        found: Parts = {}
        for k in np.flatnonzero(self.heads).tolist():
            parts = dict(zip(PARTS, (self.sums[k] / self.heads[k]).tolist(), strict=True))
            parts["net_income"] = sum(parts.values()) - 2.0 * parts["taxes_paid"]
            found |= {(name, "income_decile", TENTHS[k]): value for name, value in parts.items()}
        self._start_year()
        return found
