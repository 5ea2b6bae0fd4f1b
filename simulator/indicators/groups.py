"""Yearly breakdowns by frozen and current groups."""

from typing import TYPE_CHECKING

import numpy as np

from simulator.agents.person import EMPLOYED, SEEKING, WORKING
from simulator.indicators.households import poverty_line

if TYPE_CHECKING:
    from simulator.model import Economy

AGES = ("16-24", "25-54", "55-64", "65+")
SEXES = ("male", "female")
EDUCATION = ("entrant", "low", "medium", "high")
TENTHS = ("entrant", *(str(k) for k in range(1, 11)))


def codes(economy: "Economy") -> dict[str, tuple[np.ndarray, tuple[str, ...]]]:
    """Code per person and labels per code of each grouping; occupation: ISCO major group at month 0."""
    q = economy.persons
    return {
        "sex": (q.sex, SEXES),
        "age_group": (q.age_group, AGES),
        "education": (q.group_education, EDUCATION),
        "occupation": (q.group_occupation, TENTHS[:10]),
        "exposure_quintile": (q.group_exposure, TENTHS[:6]),
        "income_decile": (q.group_decile, TENTHS),
    }


def measure(economy: "Economy") -> dict[tuple[str, str, str], float]:
    """Breakdowns of the month: (indicator, by, group) -> value."""
    q, w, month = economy.persons, economy.weight, economy.month
    present = q.active == 1
    works = np.isin(q.status, WORKING) & present
    seeks = np.isin(q.status, SEEKING) & present
    employees = q.status == EMPLOYED
    income = economy.households.equivalised_income[q.household]
    poor = present & (income < poverty_line(economy))
    displaced = present & (q.displaced_month > max(month - 12, -1)) & (q.displaced_month >= 0)
    real_wage = q.wage / economy.scalars["cpi"]
    found: dict[tuple[str, str, str], float] = {}
    for by, (code, labels) in codes(economy).items():
        size = len(labels)

        def total(mask: np.ndarray, values: np.ndarray | None = None) -> np.ndarray:
            weights = None if values is None else values[mask]
            return np.bincount(code[mask], weights, minlength=size).astype(float)  # noqa: B023

        people, workers, seekers, staff = total(present), total(works), total(seeks), total(employees)
        sums = {
            "employment_rate": (workers, people),
            "unemployment_rate": (seekers, workers + seekers),
            "disposable_income": (total(present, income), people),
            "arop": (total(poor), people),
            "real_wage": (total(employees, real_wage), staff),
        }
        moved = total(displaced) * w / 12.0
        for k, label in enumerate(labels):
            if people[k] == 0.0:
                continue
            found["displaced", by, label] = float(moved[k])
            for name, (top, bottom) in sums.items():
                if bottom[k] > 0.0:
                    found[name, by, label] = float(top[k] / bottom[k])
    return found
