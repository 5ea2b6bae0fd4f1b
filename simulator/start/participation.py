"""Participation by single year of age: between the four age groups that labour force surveys publish."""

import numpy as np
from scipy.optimize import brentq

from simulator.scenario.country.profile import Country
from simulator.start.draws import Array, Rows

OLDEST = 100
YOUNGEST = 16
GROUPS = ((YOUNGEST, 25), (25, 55), (55, 65))
MOST = 0.98
STEEPEST = 60.0


def count_by_age(age: Rows, sex: Rows) -> Rows:
    """People by single year of age and sex (shape 101 x 2)."""
    return np.bincount(2 * age + sex, minlength=2 * (OLDEST + 1)).reshape(-1, 2)


def participation_by_age(country: Country, people: Rows) -> Array:
    """Participants over people by single year of age and sex (shape 101 x 2); groups' means are as observed.

    It rises from school age to the rate of 25-54 as a power of age, stays there, falls from 55 on with the
    square of age, and is nothing from the pension on; all who work later do so before it, all who work at 15
    after it.

    Parameters
    ----------
    people
        Persons by age and sex (same shape), the weights of the means.
    """
    return along_ages(country.participation_rate, int(country.values["retirement_age"]), people)


def along_ages(published: Array, pension: int, people: Rows | Array) -> Array:
    """The same from participation by age group and sex (shape 4 x 2) and the pension age (years)."""
    rate = np.minimum(published, MOST)
    profile = np.zeros((OLDEST + 1, 2))
    for x in range(2):
        young, prime, old, oldest = rate[:, x]
        here = np.maximum(people[:, x], 1e-9)
        here_young = here[YOUNGEST:25]
        with_fifteen = 1.0 + here_young[0] / here_young.sum()  # surveys begin at 15, the model at 16
        profile[YOUNGEST:25, x] = _rise(here_young, prime, min(young * with_fifteen, prime))
        profile[25:55, x] = prime
        last = min(65, pension)
        profile[55:last, x] = _fall(here[55:last], prime, old * here[55:65].sum() / here[55:last].sum())
        late = oldest * here[65:].sum() / here[65:pension].sum() if pension > 65 else 0.0
        profile[65:pension, x] = min(late, float(profile[last - 1, x]))
    return profile


def _rise(people: Array, top: float, mean: float) -> Array:
    """`top * place ** k` with the mean given; flat where no k has it."""
    place = np.asarray((np.arange(YOUNGEST, 25) - 15.0) / 10.0, dtype=np.float64)
    weight = people / people.sum()

    def miss(k: float) -> float:
        return top * float(place**k @ weight) - mean

    if miss(0.0) * miss(STEEPEST) >= 0.0:
        return np.full(len(place), mean)
    return np.asarray(top * place ** float(brentq(miss, 0.0, STEEPEST)))


def _fall(people: Array, top: float, mean: float) -> Array:
    """`top - drop * place ** 2` with the mean given, as far as that is below `top`, and never below 0."""
    place = (np.arange(len(people)) + 1.0) / (len(people) + 1.0)
    drop = (top - mean) * people.sum() / float(place**2 @ people)
    return np.asarray(np.maximum(top - max(drop, 0.0) * place**2, 0.0))


def drift_by_age(profile: Array, pension: int) -> tuple[Array, Array]:
    """Rise and fall of participation a month while people grow older (two of shape 101 x 2, not below 0)."""
    until = min(pension, OLDEST + 1)
    change = np.zeros_like(profile)
    path = np.vstack([np.zeros((1, 2)), profile[YOUNGEST:until]])
    change[YOUNGEST:until] = np.gradient(path, axis=0)[1:] / 12.0
    return np.maximum(change, 0.0), np.maximum(-change, 0.0)
