"""Yearly breakdowns by frozen and current groups."""

import numpy as np

from simulator.agents.person import GENERATIONS, STATUS_NAMES, SURVEY_AGES, UNEMPLOYED, WORKING
from simulator.core.aggregates import charged_price
from simulator.core.economy import Economy
from simulator.indicators.census import (
    DISPLACED,
    INCOME,
    PEOPLE,
    POOR,
    POOR_ANCHORED,
    REAL_WAGE,
    SEEKERS,
    STAFF,
    TALLIED,
    WORKERS,
    status_in,
    tally,
)
from simulator.indicators.households import anchored_line, incomes, poverty_line

AGES = {
    "age_group": (SURVEY_AGES, ("16-24", "25-54", "55-64", "65+")),
    "generation": (GENERATIONS, ("", "18-34", "35-54", "55+")),
}
"""Groupings by age now: where groups begin after the first (years), and their labels, "" of no group."""
SEXES = ("male", "female")
EDUCATION = ("entrant", "low", "medium", "high")
EVERY_STATUS = np.arange(len(STATUS_NAMES))
TENTHS = ("entrant", *(str(k) for k in range(1, 11)))


def codes(economy: Economy) -> dict[str, tuple[np.ndarray, tuple[str, ...]]]:
    """Code per person and labels per code of each grouping; occupation: ISCO major group at month 0."""
    q = economy.persons
    age = (economy.month - q.birth_month) // 12
    return {
        "sex": (q.sex, SEXES),
        **{by: (np.digitize(age, first), labels) for by, (first, labels) in AGES.items()},
        "education": (q.group_education, EDUCATION),
        "occupation": (q.group_occupation, TENTHS[:10]),
        "exposure_quintile": (q.group_exposure, TENTHS[:6]),
        "income_decile": (q.group_decile, TENTHS),
    }


def measure(economy: Economy) -> dict[tuple[str, str, str], float]:
    """Breakdowns of the month: (indicator, by, group) -> value."""
    q, w, month = economy.persons, economy.weight, economy.month
    income = economy.households.equivalised_income[q.household]
    prices, lines = (
        charged_price(economy.aggregates),
        (poverty_line(incomes(economy)), anchored_line(economy)),
    )
    works, seeks = status_in(EVERY_STATUS, WORKING), status_in(EVERY_STATUS, (UNEMPLOYED,))
    found: dict[tuple[str, str, str], float] = {}
    for by, (code, labels) in codes(economy).items():
        sums = np.zeros((TALLIED, len(labels)))
        tally(q.n, q.active, code.astype(np.int16), works, seeks, q.status, income, lines, q.displaced_month,
              max(month - 12, -1), q.wage, prices, sums)  # fmt: skip
        rates = {
            "employment_rate": (WORKERS, sums[PEOPLE]),
            "unemployment_rate": (SEEKERS, sums[WORKERS] + sums[SEEKERS]),
            "disposable_income": (INCOME, sums[PEOPLE]),
            "arop": (POOR, sums[PEOPLE]),
            "arop_anchored": (POOR_ANCHORED, sums[PEOPLE]),
            "real_wage": (REAL_WAGE, sums[STAFF]),
        }
        for k, label in enumerate(labels):
            if not label or sums[PEOPLE, k] == 0.0:
                continue
            found["displaced", by, label] = float(sums[DISPLACED, k] * w / 12.0)
            for name, (top, bottom) in rates.items():
                if bottom[k] > 0.0:
                    found[name, by, label] = float(sums[top, k] / bottom[k])
    return found
