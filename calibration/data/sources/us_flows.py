"""US Current Population Survey, monthly: who leaves unemployment and who enters it, by Shimer's method."""

import csv
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from statistics import fmean

from calibration.data.sources import extract

SOURCE = "us-cps-monthly"
FILE = "us_unemployment_vacancies_monthly_1951_2019.csv"
HEADINGS = 2
FIRST = 2001
"""First year kept: vacancies are a survey's (JOLTS) from here on, before them an index of advertisements."""
UNITS = {
    "unemployment_rate": "share of labour force",
    "job_finding_rate": "per month",
    "separation_rate": "per month",
    "vacancy_rate": "share of posts",
}


def yearly(data: Path) -> dict[str, dict[int, float]]:
    """Means of the months of each year, by variable (names of `UNITS`) and year.

    Finding f = 1 - (u' - u'_short) / u, with u' next month's unemployed and u'_short those of them out of
    work for less than five weeks; separation s = u'_short / (e (1 - f/2)), which counts people who lose a
    job and find one within the month.
    """
    with extract(data, FILE).open(encoding="utf-8", newline="") as file:
        months = [row for row in list(csv.reader(file))[HEADINGS:] if int(row[0]) >= FIRST]
    found: dict[str, dict[int, list[float]]] = {name: defaultdict(list) for name in UNITS}
    for now, following in pairwise(months):
        year, unemployed, force = int(now[0]), float(now[3]), float(now[5])
        employed, vacancies = force - unemployed, float(now[6])
        later, short = float(following[3]), float(following[4])
        finding = 1.0 - (later - short) / unemployed
        found["unemployment_rate"][year].append(unemployed / force)
        found["job_finding_rate"][year].append(finding)
        found["separation_rate"][year].append(short / (employed * (1.0 - finding / 2.0)))
        found["vacancy_rate"][year].append(vacancies / (employed + vacancies))
    return {name: {year: fmean(rates) for year, rates in years.items()} for name, years in found.items()}
