"""Employment, wages and averaging weights of a country, from the survey that its inputs name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from calibration import inputs
from calibration.data import occupations
from calibration.data.codes import OCCUPATIONS, SECTORS
from calibration.data.job_table import Array, Jobs, Origin
from calibration.data.jobs_ilo import from_ilo
from calibration.data.occupations import CODES, MAJOR
from calibration.data.raking import shift_shares
from calibration.data.sources import bls, eurostat, ilo, nesta, oews
from calibration.data.values import Values

FARMERS = "61"
ROUNDS = 50


def read(data: Path, iso3: str, settings: Mapping[str, Any], known: Values) -> Jobs:
    """Jobs of a country by the method its inputs name under `jobs`."""
    return METHODS[settings["jobs"]](data, iso3, settings, known)


def from_eurostat(data: Path, iso3: str, settings: Mapping[str, Any], known: Values) -> Jobs:
    """Labour Force Survey by sector and major group, split to 40 occupations as in other countries."""
    lenders = settings["borrow"]["occupation_split"]
    minor = nesta.employment_by_minor_group(data, lenders)
    table = occupations.employment(
        eurostat.employment(data, iso3),
        occupations.split_shares(minor),
        bls.jobs_by_sector_and_occupation(data),
    )
    by_group, year = ilo.relative_earnings(data, iso3)
    wages = occupations.relative_wages(by_group, bls.wages_by_occupation(data), table.sum(axis=0))
    others = [lender for lender in lenders if lender != iso3]
    split, weights = "+".join([*others, "USA"]), "+".join(others)
    origins = {
        "employment": Origin(eurostat.SOURCE, 2024, f"2-digit split {split}"),
        "exposure": Origin(ilo.EXPOSURE, 2025, f"weights {weights}" if others else ""),
        "relative_wage": Origin(ilo.EARNINGS, year, "within groups USA"),
    }
    return Jobs(table, minor, {}, by_group, wages, origins)


def from_oews(data: Path, iso3: str, settings: Mapping[str, Any], known: Values) -> Jobs:
    """Employees by sector and occupation and their wages, with the self-employed and farms added.

    The survey leaves out the self-employed, who get their sector's mix of occupations, and most farms, so
    agriculture gets its published share of employment and its self-employed are skilled farmers.
    """
    cells = oews.employees(data)
    staff = np.array([[_sum(cells, sector, code) for code in CODES] for sector in SECTORS])
    own = np.array([inputs.priors("own_account_share", settings)[sector] for sector in SECTORS])
    jobs = staff.sum(axis=1)
    farms = list(SECTORS).index("A")
    for _ in range(ROUNDS):
        share = shift_shares(own, jobs, known["own_account_total"]["value"])
        jobs = staff.sum(axis=1) / (1.0 - share)
        others = jobs.sum() - jobs[farms]
        agriculture = known["agriculture_share"]["value"]
        jobs[farms] = agriculture / (1.0 - agriculture) * others
    mix = staff / staff.sum(axis=1, keepdims=True)
    table = jobs[:, None] * mix
    table[farms] = jobs[farms] * (1.0 - share[farms]) * mix[farms]
    table[farms, CODES.index(FARMERS)] += jobs[farms] * share[farms]
    paid = oews.wages(data)
    wage = _mean_wages(paid, table.sum(axis=0))
    weights = table.sum(axis=0)
    by_group = {g: float(np.average(wage[g == MAJOR], weights=weights[g == MAJOR])) for g in range(1, 10)}
    units = {code: employed for code, (employed, _) in paid.items()}
    minor: dict[str, float] = {}
    for code, employed in units.items():
        minor[code[:3]] = minor.get(code[:3], 0.0) + employed
    origin = Origin(bls.SOURCE, oews.YEAR, unit="thousand jobs")
    exposure = Origin(ilo.EXPOSURE, oews.YEAR)
    origins = {"employment": origin, "exposure": exposure, "relative_wage": origin}
    return Jobs(table / 1000.0, minor, units, by_group, wage, origins)


METHODS: dict[str, Callable[[Path, str, Mapping[str, Any], Values], Jobs]] = {
    "eurostat": from_eurostat,
    "ilo": from_ilo,
    "oews": from_oews,
}
"""A survey that another country needs is one more function."""


def _sum(cells: Mapping[tuple[str, str], float], sector: str, occupation: str) -> float:
    return sum(number for (s, code), number in cells.items() if s == sector and code[:2] == occupation)


def _mean_wages(paid: Mapping[str, tuple[float, float]], jobs: Array) -> Array:
    """Hourly wage of the 40 occupations over their mean [O]; one that nobody holds has its group's mean."""
    wage = np.full(len(OCCUPATIONS), np.nan)
    for o, code in enumerate(CODES):
        cells = [cell for unit, cell in paid.items() if unit[:2] == code]
        if cells:
            wage[o] = np.average([w for _, w in cells], weights=[n for n, _ in cells])
    for row in np.flatnonzero(np.isnan(wage)):
        wage[row] = np.nanmean(wage[MAJOR == MAJOR[row]])
    return np.asarray(wage / np.average(wage, weights=jobs))
