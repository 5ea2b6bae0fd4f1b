"""Employment, wages and averaging weights of a country, from the survey that its inputs name.

Jobs of a country whose survey is known by occupation alone: sectors are borrowed, raked to totals.
Networks of moves between occupations that countries may name under `borrow: mobility_network`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration import inputs
from calibration.data import occupations, surveys
from calibration.data.occupations import CODES, MAJOR, SECTORS, fitted_to, shift_shares
from calibration.data.sources import EARNINGS
from calibration.data.values import Values

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Origin:
    """Where a table of the country comes from."""

    source: str
    year: int
    borrowed_from: str = ""
    unit: str = "thousand persons"
    derived: tuple[int, ...] = ()
    """Major groups that the source does not give for this country: as targets they are not judged."""


@dataclass(frozen=True)
class Jobs:
    """Arrays follow occupations.SECTORS [S] and occupations.OCCUPATIONS [O]."""

    employment: Array
    """[S, O] in the unit of the table's origin; only proportions matter."""
    minor: Mapping[str, float]
    """Employment by ISCO-08 3-digit code."""
    units: Mapping[str, float]
    """Employment by ISCO-08 4-digit code, empty where unknown."""
    by_group: Mapping[int, float]
    """Hourly wage of major groups over the mean."""
    relative_wage: Array
    """[O] hourly wage over the employment-weighted mean."""
    origins: Mapping[str, Origin]
    """By table: employment, exposure, relative_wage."""


YEAR = 2024
"""Last year of the modelled major groups that is not a forecast."""
PATTERN = "TUR"
"""Country whose sector by major group stands for where the occupations of a poorer country work."""
SKILLED_FARMERS, LABOURERS = "61", "92"
ON_FARMS = 0.95
"""Share of agriculture's employees who are labourers; the rest are drivers, clerks, managers."""
INDUSTRY = ("B-E", "F")
SPLIT = ("FRA", "ITA")
"""Whose 3-digit employment splits the pattern's major groups and weighs the skills of the network."""
ROUNDS = 50


def from_eurostat(data: Path, iso3: str, settings: Mapping[str, Any], known: Values) -> Jobs:
    """Labour Force Survey by sector and major group, split to 40 occupations as in other countries."""
    lenders = settings["borrow"]["occupation_split"]
    minor = surveys.employment_by_minor_group(data, lenders)
    table = _split_by_occupation(data, iso3, minor)
    by_group, year = surveys.relative_earnings(data, iso3)
    others = [lender for lender in lenders if lender != iso3]
    origins = {
        "employment": Origin(surveys.EUROSTAT.source, 2024, f"2-digit split {'+'.join([*others, 'USA'])}"),
        "exposure": Origin(surveys.EXPOSURE.source, 2025, f"weights {'+'.join(others)}" if others else ""),
        "relative_wage": Origin(EARNINGS.source, year, "within groups USA"),
    }
    return Jobs(table, minor, {}, by_group, _ladder(data, by_group, table.sum(axis=0)), origins)


def from_ilo(data: Path, iso3: str, settings: Mapping[str, Any], known: Values) -> Jobs:
    """Occupations as published, in the sectors of the pattern, raked to the country's sector totals."""
    borrow = settings["borrow"]
    held, origin = _occupations(data, iso3, borrow, known)
    pattern = _split_by_occupation(data, PATTERN, surveys.employment_by_minor_group(data, SPLIT))
    farmers = pattern[:, CODES.index(SKILLED_FARMERS)]
    pattern[:, CODES.index(surveys.SUBSISTENCE)] = farmers  # subsistence farmers where farmers are
    table = fitted_to(pattern, sector_shares(data, borrow["sectors"], known) * held.sum(), held)
    weights = borrow["exposure_weights"]
    lender = borrow.get("relative_wages", iso3)
    by_group, year = surveys.relative_earnings(data, lender)
    own = lender == iso3
    ladder = "within groups USA" if own else f"groups {lender}, within groups USA"
    derived = () if own else tuple(range(1, 10))
    origins = {
        "employment": origin,
        "exposure": Origin(surveys.EXPOSURE.source, 2025, f"weights {'+'.join(weights)}"),
        "relative_wage": Origin(EARNINGS.source, year, ladder, derived=derived),
    }
    minor = surveys.employment_by_minor_group(data, weights)
    return Jobs(table, minor, {}, by_group, _ladder(data, by_group, held), origins)


def from_oews(data: Path, iso3: str, settings: Mapping[str, Any], known: Values) -> Jobs:
    """Employees by sector and occupation and their wages, with the self-employed and farms added.

    The survey leaves out the self-employed, who get their sector's mix of occupations, and most farms, so
    agriculture gets its published share of employment and its self-employed are skilled farmers.
    """
    crosswalk = surveys.Crosswalk(surveys.isco_of_soc2018(data))
    staff = np.zeros((len(SECTORS), len(CODES)))
    for (sector, code), employed in surveys.oews_employees(data, crosswalk.shares).items():
        staff[list(SECTORS).index(sector), CODES.index(code[:2])] += employed
    own = np.array([inputs.priors("own_account_share", settings)[sector] for sector in SECTORS])
    jobs, farms = staff.sum(axis=1), list(SECTORS).index("A")
    agriculture = known["agriculture_share"]["value"]
    for _ in range(ROUNDS):
        share = shift_shares(own, jobs, known["own_account_total"]["value"])
        jobs = staff.sum(axis=1) / (1.0 - share)
        jobs[farms] = agriculture / (1.0 - agriculture) * (jobs.sum() - jobs[farms])
    mix = staff / staff.sum(axis=1, keepdims=True)
    table = jobs[:, None] * mix
    table[farms] = jobs[farms] * (1.0 - share[farms]) * mix[farms]
    table[farms, CODES.index(SKILLED_FARMERS)] += jobs[farms] * share[farms]
    paid, held = surveys.oews_wages(data, crosswalk.shares), table.sum(axis=0)
    wage = _mean_wages(paid, held)
    by_group = {g: float(np.average(wage[g == MAJOR], weights=held[g == MAJOR])) for g in range(1, 10)}
    units = {code: employed for code, (employed, _) in paid.items()}
    minor = surveys.summed((code[:3], employed) for code, employed in units.items())
    origin = Origin(surveys.OEWS.source, surveys.OEWS_YEAR, unit="thousand jobs")
    exposure = Origin(surveys.EXPOSURE.source, surveys.OEWS_YEAR)
    origins = {"employment": origin, "exposure": exposure, "relative_wage": origin}
    return Jobs(table / 1000.0, minor, units, by_group, wage, origins)


METHODS: dict[str, Callable[[Path, str, Mapping[str, Any], Values], Jobs]] = {
    "eurostat": from_eurostat,
    "ilo": from_ilo,
    "oews": from_oews,
}
"""By what inputs name under `jobs`; a survey that another country needs is one more function."""


def _split_by_occupation(data: Path, iso3: str, minor: Mapping[str, float]) -> Array:
    """Jobs by sector and occupation [S, O]: Eurostat's, major groups split as `minor`, OEWS as the prior."""
    prior = surveys.oews_employees(data, surveys.lent_shares(surveys.isco_of_soc2018(data)))
    cells = surveys.eurostat_employment(data, iso3)
    return occupations.employment(cells, occupations.split_shares(minor), prior)


def _ladder(data: Path, by_group: Mapping[int, float], held: Array) -> Array:
    """Relative wages [O]: major groups as given, inside them as in the United States."""
    within = surveys.oews_wages(data, surveys.lent_shares(surveys.isco_of_soc2018(data)))
    return occupations.relative_wages(by_group, within, held)


def sector_shares(data: Path, lender: str, known: Values) -> Array:
    """Share of employment by sector [S]: the lender's sections on farm, industry and service totals."""
    sections = surveys.employment_by_sector(data, lender)
    jobs = np.array([sections[sector] for sector in SECTORS])
    kinds = np.array([0 if s == "A" else 1 if s in INDUSTRY else 2 for s in SECTORS])
    farms, industry = known["agriculture_share"]["value"], known["industry_share"]["value"]
    totals = np.array([farms, industry, 1.0 - farms - industry])
    return np.asarray(jobs * (totals / np.bincount(kinds, jobs))[kinds])


def _occupations(data: Path, iso3: str, borrow: Mapping[str, Any], known: Values) -> tuple[Array, Origin]:
    """Employed by occupation [O] (thousand) and where that comes from.

    Those of ILOSTAT by 2 digits or, where only major groups are modelled, split as elsewhere.
    """
    places = f"sectors {borrow['sectors']}, cells {PATTERN}"
    lenders = borrow.get("occupation_split")
    if lenders is None:
        counted, year = surveys.employment_by_occupation(data, iso3)
        held = np.array([counted.get(code, 0.0) for code in CODES])
        return held, Origin(surveys.BY_OCCUPATION.source, year, places)
    groups = surveys.employment_by_major_group(data, iso3, YEAR)
    merged, total = groups.pop("6+9"), sum(groups.values())
    agriculture = known["agriculture_share"]["value"] * (total + merged)
    own = known["own_account_agriculture"]["value"]
    groups["6"] = min(agriculture * own, merged)
    groups["9"] = merged - groups["6"]
    held = _split(groups, mean_split(data, lenders), ON_FARMS * agriculture * (1.0 - own))
    places = f"2-digit split {'+'.join(lenders)}; {places}"
    return held, Origin(surveys.BY_MAJOR_GROUP.source, YEAR, places, derived=(6, 9))


def mean_split(data: Path, lenders: Sequence[str]) -> Array:
    """Share of each occupation in its major group [O], mean of the lenders; farmers all for the market."""
    found = []
    for lender in lenders:
        counted, _ = surveys.employment_by_occupation(data, lender)
        counted[SKILLED_FARMERS] += counted.pop(surveys.SUBSISTENCE)
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


def _mean_wages(paid: Mapping[str, tuple[float, float]], jobs: Array) -> Array:
    """Hourly wage of the 40 occupations over their mean [O]; one that nobody holds has its group's mean."""
    wage = np.full(len(CODES), np.nan)
    for o, code in enumerate(CODES):
        cells = [cell for unit, cell in paid.items() if unit[:2] == code]
        if cells:
            wage[o] = np.average([w for _, w in cells], weights=[n for n, _ in cells])
    for row in np.flatnonzero(np.isnan(wage)):
        wage[row] = np.nanmean(wage[MAJOR == MAJOR[row]])
    return np.asarray(wage / np.average(wage, weights=jobs))


# ---- moves -------------------------------------------------------------------------------------------

EUROPE, UNITED_STATES = "EUR", "USA"


@dataclass(frozen=True)
class Network:
    """Yearly transition probabilities and skill distances between occupations, both [O, O]."""

    name: str
    probability: Array
    distance: Array
    borrowed_from: str


def network(name: str, data: Path, minor: Mapping[str, float]) -> Network:
    """A network; `minor` is the employment of the country that asks, used where the network is its own."""
    links = surveys.isco_of_soc2010(data)
    if name == EUROPE:
        weight = inputs.read("common")["values"]["skill_weight_in_mobility"]["value"]
        observed = occupations.probabilities(surveys.yearly_moves(data, surveys.lent_shares(links)))
        skills = _skills(data, surveys.employment_by_minor_group(data, SPLIT))
        mixed = occupations.blend(observed, skills, weight)
        apart = occupations.distance(observed, skills)
        return Network(name, mixed, apart, "USA moves; skills nesta-causeways")
    if name == UNITED_STATES:
        shares = surveys.Crosswalk(links).occupation_shares
        observed = occupations.probabilities(surveys.yearly_moves(data, shares))
        apart = occupations.distance(observed, _skills(data, minor))
        return Network(name, observed, apart, "distance: skills nesta-causeways")
    raise ValueError(f"no network '{name}': {EUROPE} or {UNITED_STATES}")


def _skills(data: Path, minor: Mapping[str, float]) -> Array:
    return occupations.complete(surveys.transition_shares(data, minor))
