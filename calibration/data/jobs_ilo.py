"""Jobs of a country whose survey is known by occupation alone: sectors are borrowed, raked to totals.

Occupations are those of ILOSTAT by 2 digits or, where only major groups are modelled, split as elsewhere.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from calibration.data import occupations
from calibration.data.codes import SECTORS
from calibration.data.job_table import Array, Jobs, Origin
from calibration.data.occupations import CODES, MAJOR
from calibration.data.raking import fitted_to
from calibration.data.sources import bls, eurostat, ilo, nesta, oecd
from calibration.data.values import Values

YEAR = 2024
"""Last year of the modelled major groups that is not a forecast."""
PATTERN = "TUR"
"""Country whose sector by major group stands for where the occupations of a poorer country work."""
FARMERS, SUBSISTENCE, LABOURERS = "61", "63", "92"
ON_FARMS = 0.95
"""Share of agriculture's employees who are labourers; the rest are drivers, clerks, managers."""
INDUSTRY = ("B-E", "F")


def from_ilo(data: Path, iso3: str, settings: Mapping[str, Any], known: Values) -> Jobs:
    """Occupations as published, in the sectors of the pattern, raked to the country's sector totals."""
    borrow = settings["borrow"]
    held, origin = _occupations(data, iso3, borrow, known)
    shares = sector_shares(data, borrow["sectors"], known)
    table = fitted_to(_pattern(data), shares * held.sum(), held)
    minor = nesta.employment_by_minor_group(data, borrow["exposure_weights"])
    lender = borrow.get("relative_wages", iso3)
    by_group, year = ilo.relative_earnings(data, lender)
    wages = occupations.relative_wages(by_group, bls.wages_by_occupation(data), held)
    own = lender == iso3
    ladder = "within groups USA" if own else f"groups {lender}, within groups USA"
    origins = {
        "employment": origin,
        "exposure": Origin(ilo.EXPOSURE, 2025, f"weights {'+'.join(borrow['exposure_weights'])}"),
        "relative_wage": Origin(ilo.EARNINGS, year, ladder, derived=() if own else tuple(range(1, 10))),
    }
    return Jobs(table, minor, {}, by_group, wages, origins)


def sector_shares(data: Path, lender: str, known: Values) -> Array:
    """Share of employment by sector [S]: the lender's sections on farm, industry and service totals."""
    sections = oecd.employment_by_sector(data, lender)
    jobs = np.array([sections[sector] for sector in SECTORS])
    kinds = np.array([0 if s == "A" else 1 if s in INDUSTRY else 2 for s in SECTORS])
    farms, industry = known["agriculture_share"]["value"], known["industry_share"]["value"]
    totals = np.array([farms, industry, 1.0 - farms - industry])
    return np.asarray(jobs * (totals / np.bincount(kinds, jobs))[kinds])


def _occupations(data: Path, iso3: str, borrow: Mapping[str, Any], known: Values) -> tuple[Array, Origin]:
    """Employed by occupation [O] (thousand) and where that comes from."""
    places = f"sectors {borrow['sectors']}, cells {PATTERN}"
    lenders = borrow.get("occupation_split")
    if lenders is None:
        counted, year = ilo.employment_by_occupation(data, iso3)
        held = np.array([counted.get(code, 0.0) for code in CODES])
        return held, Origin(ilo.BY_OCCUPATION, year, places)
    groups = ilo.employment_by_major_group(data, iso3, YEAR)
    merged, total = groups.pop("6+9"), sum(groups.values())
    agriculture = known["agriculture_share"]["value"] * (total + merged)
    own = known["own_account_agriculture"]["value"]
    groups["6"] = min(agriculture * own, merged)
    groups["9"] = merged - groups["6"]
    held = _split(groups, mean_split(data, lenders), ON_FARMS * agriculture * (1.0 - own))
    places = f"2-digit split {'+'.join(lenders)}; {places}"
    return held, Origin(ilo.BY_MAJOR_GROUP, YEAR, places, derived=(6, 9))


def mean_split(data: Path, lenders: Sequence[str]) -> Array:
    """Share of each occupation in its major group [O], mean of the lenders; farmers all for the market."""
    found = []
    for lender in lenders:
        counted, _ = ilo.employment_by_occupation(data, lender)
        counted[FARMERS] += counted.pop(SUBSISTENCE)
        found.append(occupations.split_shares(counted))
    return np.asarray(np.mean(found, axis=0))


def _split(groups: Mapping[str, float], shares: Array, labourers: float) -> Array:
    """Major groups by 2 digits [O]; elementary workers of farms are labourers, the others as the lenders'."""
    held = np.array([groups[code[0]] for code in CODES]) * shares
    row = CODES.index(LABOURERS)
    others = (MAJOR == 9) & (np.arange(len(CODES)) != row)
    held[row] = min(labourers, 0.9 * groups["9"])
    held[others] = (groups["9"] - held[row]) * shares[others] / shares[others].sum()
    return np.asarray(held)


def _pattern(data: Path) -> Array:
    """Employment of the pattern by sector and occupation [S, O]; subsistence farmers where farmers are."""
    minor = nesta.employment_by_minor_group(data, ["FRA", "ITA"])
    table = occupations.employment(
        eurostat.employment(data, PATTERN),
        occupations.split_shares(minor),
        bls.jobs_by_sector_and_occupation(data),
    )
    table[:, CODES.index(SUBSISTENCE)] = table[:, CODES.index(FARMERS)]
    return np.asarray(table)
