"""What ages alone did to participation before a back-test begins: people are followed back in time."""

from math import log

import numpy as np

from calibration.study.runs import Array
from calibration.validate.backtest.data import Backtest
from simulator.scenario.country.profile import Country
from simulator.start.participation import along_ages

STEP = 5
"""Years between two populations of the projection."""
WORKING_AGES = slice(16, 65)


def takes_part(then: Country, opening: int) -> Array:
    """Participants over people by single age and sex [101, 2] in the opening year."""
    people = then.people_in(float(opening))
    return along_ages(then.participation_rate, int(then.values["retirement_age"]), people)


def ageing_trend(data: Backtest, then: Country) -> float:
    """Mean yearly change of the log odds of taking part by ages alone, each taking part as in the opening.

    Over the years of `Backtest.participation_trend`, which includes it. A population that ages in the model
    adds it again, so it is taken off.
    """
    first, last = data.trend_years
    profile = takes_part(then, data.opening)[WORKING_AGES]
    odds = []
    for year in (first, last):
        people = people_before(then, data.opening, year)[WORKING_AGES]
        rate = float((profile * people).sum() / people.sum())
        odds.append(rate / (1.0 - rate))
    return log(odds[1] / odds[0]) / (last - first)


def people_before(country: Country, opening: int, year: int) -> Array:
    """Persons by single age and sex [101, 2] in a year before the opening.

    Each cohort is followed back by what became of people of that age in the five years after the opening:
    deaths, and moves in and out of the country.
    """
    now, after = (country.people_in(float(opening + years)) for years in (0, STEP))
    stays = after[STEP:] / np.maximum(now[:-STEP], 1.0)
    at, people = opening, now
    while at > year:
        before = people.copy()  # the oldest are kept: they take no part
        before[:-STEP] = people[STEP:] / np.maximum(stays, 1e-9)
        share = min(1.0, (at - year) / STEP)
        people, at = people + share * (before - people), at - STEP
    return people
