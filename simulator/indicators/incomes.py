"""Incomes: the nation's by who gets it, households' by level, inequality and parts, and breakdowns by group.

Parts of incomes are per adult and not equivalised, so that they add up to what households have after taxes in
the accounts. Deciles are of equivalised disposable income, as EUROMOD and Eurostat have them, and frozen at
month 0: nobody changes bars.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import EMPLOYED, GENERATIONS, SURVEY_AGES, UNEMPLOYED, WORKING, members
from simulator.core.aggregates import charged_price
from simulator.core.economy import Economy
from simulator.core.kernels import Distribution, sum_where
from simulator.flows.income import DISPOSABLE, EARNED
from simulator.indicators.people import Array, Parts, status_in

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


def poor(spread: Distribution, line: float) -> float:
    """Share of persons below a line."""
    return float((spread.weights * (spread.values < line)).sum()) / float(spread.weights.sum())


def households(economy: Economy) -> dict[str, float]:
    """Income level per adult and the distribution among persons."""
    q, spread = economy.persons, equivalised(economy)
    adults = float(np.count_nonzero(q.active))
    level = float(sum_where(q.disposable_income, q.active, 1)) / adults
    line = poverty_line(spread)
    below = (spread.values < line).astype(np.float64)
    people = float(spread.weights @ below)
    shares = spread.lorenz(np.array([0.2, 0.4, 0.8, 0.9]))
    return {
        "disposable_income": level,
        "real_disposable_income": level / charged_price(economy.aggregates),
        "gini": spread.gini(),
        "arop": poor(spread, line),
        "arop_anchored": poor(spread, anchored_line(economy)),
        "people_in_poverty": people * economy.weight,
        "children_in_poverty": (people - float(economy.households.adults @ below)) * economy.weight,
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


def codes(economy: Economy) -> dict[str, tuple[np.ndarray, tuple[str, ...]]]:
    """Code per person and labels per code of each grouping; occupation: ISCO major group at month 0."""
    q, homes = economy.persons, economy.households
    age = (economy.month - q.birth_month) // 12
    ages = {by: (np.digitize(age, first), labels) for by, (first, labels) in AGES.items()}
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


def by_group(economy: Economy) -> Parts:
    """Breakdowns of the month by frozen and current groups."""
    q, month = economy.persons, economy.month
    income = economy.households.equivalised_income[q.household]
    people, staff = q.active == 1, q.status == EMPLOYED
    counted: dict[str, tuple[NDArray[np.bool_], Array | None]] = {  # who, and how much of each
        "people": (people, None),
        "staff": (staff, None),
        "works": (people & status_in(q.status, WORKING), None),
        "seeks": (people & status_in(q.status, (UNEMPLOYED,)), None),
        "displaced": (people & (q.displaced_month > max(month - 12, -1)), None),
        "disposable_income": (people, income),
        "arop": (people & (income < poverty_line(equivalised(economy))), None),
        "arop_anchored": (people & (income < anchored_line(economy)), None),
        "real_wage": (staff, q.wage / charged_price(economy.aggregates)),
    }
    found: Parts = {}
    for by, (code, labels) in codes(economy).items():
        n = {
            name: np.bincount(code[who], None if amounts is None else amounts[who], len(labels))
            for name, (who, amounts) in counted.items()
        }
        rates = {
            "employment_rate": (n["works"], n["people"]),
            "unemployment_rate": (n["seeks"], n["works"] + n["seeks"]),
            **{name: (n[name], n["people"]) for name in ("disposable_income", "arop", "arop_anchored")},
            "real_wage": (n["real_wage"], n["staff"]),
        }
        for k, label in enumerate(labels):
            if not label or n["people"][k] == 0:
                continue
            if by not in NARROW:
                found["displaced", by, label] = float(n["displaced"][k] * economy.weight / 12.0)
            for name, (top, bottom) in rates.items():
                if bottom[k] > 0 and name in NARROW.get(by, rates):
                    found[name, by, label] = float(top[k] / bottom[k])
    return found


PARTS = ("market_income", "pensions_received", "benefits_received", "policies_received", "taxes_paid")


class IncomeParts:
    """What incomes are made of: sums of the year so far by decile (deciles x `PARTS`), and adult-months."""

    def __init__(self) -> None:
        self._start_year()

    def _start_year(self) -> None:
        self.sums, self.heads = np.zeros((len(TENTHS), len(PARTS))), np.zeros(len(TENTHS))

    def count(self, economy: Economy) -> dict[str, float]:
        """Add this month; its parts per adult (currency/month)."""
        q = economy.persons
        adults = q.active == 1
        parts = (
            q.earnings + q.sales_income + q.capital_income,
            q.pension,
            q.benefit + q.assistance + q.child_benefit + q.transfer,
            q.policy_income,
            q.income_tax + q.employee_contribution,
        )
        decile = q.group_decile[adults]
        sums = np.stack([np.bincount(decile, one[adults], len(TENTHS)) for one in parts], axis=1)
        heads = np.bincount(decile, minlength=len(TENTHS))
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
