"""What a country's simulation is fitted to: C01-C35 where the evidence has a value, S01 of the profile."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from calibration.data.jobs import EUROPE, Jobs
from calibration.data.occupations import MAJOR
from calibration.data.sources import PERCENT, Evidence
from calibration.data.tabulate import Row, rounded, stamp
from calibration.data.values import Values, numbers

RECALLED = "recalled, med"
PER_MONTH = "share/month"
DERIVED = "derived"
ABSTRACT = "read: abstract or press page"
ASSUMED = "assumed, low"
"""No statistic was read or recalled: shown, and nothing is fitted to it."""
PUBLISHED = ("observed", "estimated")
UNSIZED = ("ai_adoption_total", "ai_adoption_all")
"""Shares of firms of all sizes together, from which those by size are made or moved."""
SURVEYS = {
    "eurostat-lfs": "read: Eurostat lfsa_eisn2",
    "ilostat-earnings": "read: ILOSTAT hourly earnings",
    "bls-oews": "read: BLS OEWS May 2025, by the SOC-ISCO crosswalk",
    "ilostat-occupations": "read: ILOSTAT EMP_TEMP_SEX_OC2",
    "ilo-modelled-occupations": "read: ILO modelled estimates",
}
"""Source of employment or wages by occupation → provenance of the targets made from it."""


@dataclass(frozen=True)
class Target:
    """A number to hit: `indicator`, `by`, `group` say which simulated moment.

    The tolerance is `points` either side, or `relative` times the value; a tolerance that is not symmetric
    is given by `bounds`.
    """

    id: str
    indicator: str
    unit: str
    by: str = "total"
    group: str = "all"
    points: float = 0.0
    relative: float = 0.0
    bounds: tuple[float, float] | None = None
    number: float = float("nan")
    provenance: str = RECALLED

    @property
    def judged(self) -> bool:
        """Whether the fit is judged: only values that were read in their source."""
        return self.provenance.startswith("read")

    @property
    def range(self) -> tuple[float, float]:
        """Lowest and highest simulated value that counts as a fit."""
        width = self.points + self.relative * abs(self.number)
        return self.bounds or (self.number - width, self.number + width)


SIX, INFORMAL = "participation_rate_15_64", "informal_share"
WOMEN_INFORMAL = Target("C04", INFORMAL, "share", "sex", "female", points=0.02)
FROM_EVIDENCE: dict[str, tuple[str, Target]] = {
    "unemp_rate_15plus": ("unemployment_rate", Target("C01", "unemployment_rate", "share", points=0.003)),
    "lfpr_15_64_f": (f"{SIX}_female", Target("C03", SIX, "share", "sex", "female", points=0.01)),
    "lfpr_15_64_m": (f"{SIX}_male", Target("C03", SIX, "share", "sex", "male", points=0.01)),
    "informal_employment_share": (INFORMAL, Target("C04", INFORMAL, "share", points=0.02)),
    "informal_share_f": (f"{INFORMAL}_female", WOMEN_INFORMAL),
    "labour_share_ilo": ("labour_share", Target("C07", "labour_share", "share", points=0.015)),
    "gini_eu_silc": ("gini", Target("C08", "gini", "index 0-1", points=0.015)),
    "arop": ("arop", Target("C09", "arop", "share", points=0.015)),
    "job_finding_monthly": ("job_finding_rate", Target("C10", "job_finding_rate", PER_MONTH, relative=0.25)),
}
"""Variable of the evidence table, in per cent but for rates a month → the profile's name for it, target."""

GENERIC: tuple[tuple[Target, int, float], ...] = (
    (Target("C11", "matching_elasticity", "elasticity", bounds=(0.5, 0.7)), 0, 1.0),
    (Target("C14", "wage_curve", "elasticity", bounds=(-0.13, -0.05)), 0, 1.0),
    (Target("C15", "callback_ratio_month_8_to_1", "ratio", bounds=(0.45, 0.65)), 0, 1.0),
    (Target("C17", "duration_elasticity_benefit_level", "elasticity", bounds=(0.3, 0.8)), 0, 1.0),
    (Target("C22", "training_effect_short", "share", points=0.02), 0, PERCENT),
    (Target("C22", "training_effect_medium", "share", points=0.02), 1, PERCENT),
    (Target("C22", "training_effect_long", "share", points=0.02), 2, PERCENT),
    (Target("C23", "mpc_mean", "share", points=0.1), 0, 1.0),
    (Target("C24", "marginal_propensity_to_earn", "share", bounds=(-0.2, -0.05)), 0, 1.0),
)
"""Targets that hold in every country, which number of the evidence row, and its scale."""

BEVERIDGE = Target("C12", "beveridge_slope", "elasticity", bounds=(-1.1, -0.6))
FLATTER = (-0.6, -0.3)
"""Beveridge slopes of European countries (A02, recalled): their middle is the target."""
VACANCIES = Target("S01", "vacancy_rate", "share", relative=0.25)
"""Burn-in aims at the profile's own value; no row of the evidence asks for it."""
LEVEL = Target(
    "C33", "gdp_over_published", "ratio", relative=0.05, number=1.0,
    provenance="read: C33 asks for 1; published GDP itself is recalled, see accounts.csv",
)  # fmt: skip
"""GDP of month 0 over the published, in the profile's money."""
LAST_PAY = tuple(
    Target("C35", name, "ratio", bounds=(0.7, 0.9), number=0.8)
    for name in ("last_wage_of_unemployed", "last_wage_of_long_unemployed")
)
"""Last wage of the unemployed, and of those of nine months, over the mean of employees."""
FROM_JOBS = Target("C34", "own_account_from_jobs", "share", bounds=(0.5, 1.0), number=0.75)
"""More than half of those who begin own-account work leave a job for it."""
YOUTH = Target("C02", "unemployment_youth_ratio", "ratio", relative=0.15)
GROUP_SHARE = Target("C05", "employment_share", "share", "occupation_1digit", points=0.01)
GROUP_WAGE = Target("C06", "relative_wage", "ratio", "occupation_1digit", relative=0.1)
OKUN = Target("C13", "okun_coefficient", "elasticity", points=0.1)
LONG_TERM = Target("C16", "long_term_unemployment_share", "share", relative=0.1)
ADOPTION = Target("C28", "ai_adoption", "share of firms", points=0.02)
MOBILITY = Target("C21", "occupational_mobility_1digit", "share/year", relative=0.3)

DISPLACED: dict[str, tuple[tuple[Target, int, float], ...]] = {
    "USA": (
        (Target("C18", "displacement_loss", "years of earnings", bounds=(1.1, 1.7), provenance=ABSTRACT),
         0, 1.0),
        (Target("C20", "displaced_at_work", "share", "age", "25-54", points=0.04), 2, PERCENT),
        (Target("C20", "displaced_at_work", "share", "age", "55-64", points=0.04), 5, PERCENT),
        (Target("C31", "longer_benefits_in_slump", "share", bounds=(0.0, 0.005)), 0, PERCENT),
    ),
    "DNK": (
        (Target("C19", "displacement_loss_year_5", "share", points=0.03, provenance=ABSTRACT), 0, -PERCENT),
    ),
}  # fmt: skip
"""What losing a job costs where it was measured: target, which number of the evidence row, its scale."""


def country_targets(
    cells: Mapping[str, Evidence], given: Values, known: Values, jobs: Jobs
) -> Iterator[Target]:
    """Targets with a value of the country's own; what is `given` stands before the evidence table."""
    for variable, (name, target) in FROM_EVIDENCE.items():
        if name in given:
            own = given[name]
            found = f"read: {own['source']}" if own["status"] in PUBLISHED else RECALLED
            yield replace(target, number=own["value"], provenance=found)
        elif variable in cells:
            cell, scale = cells[variable], 1.0 if target.unit == PER_MONTH else PERCENT
            yield replace(target, number=float(cell.text) * scale, provenance=cell.provenance)
    of = {name: cell["value"] for name, cell in known.items()}
    gapminder = "read: World Bank and ILO via Gapminder"
    ratio = of["youth_unemployment_rate"] / of["prime_unemployment_rate"]
    yield replace(YOUTH, number=ratio, provenance=gapminder)
    found = gapminder if known["long_term_unemployment_rate"]["status"] in PUBLISHED else RECALLED
    yield replace(LONG_TERM, number=of["long_term_unemployment_share"], provenance=found)
    yield from _major_groups(jobs)
    if "okun_coefficient" in known:
        yield replace(OKUN, number=of["okun_coefficient"])
    vacancies = known["vacancy_rate"]  # trusted as the profile's value is
    note = str(vacancies.get("note", ""))
    unread = note if note.startswith("recalled") else ASSUMED
    found = f"read: {vacancies['source']}" if vacancies["status"] in PUBLISHED else unread
    yield replace(VACANCIES, number=vacancies["value"], provenance=found)


def mobility_and_adoption(known: Values, evidence: Mapping[str, str], network: str) -> Iterator[Target]:
    """Mobility and Beveridge slope of the network's home, and AI adoption by size and year where surveyed."""
    # the row reads "US …, EU …"
    yield replace(MOBILITY, number=numbers(evidence["C21"])[network == EUROPE] * PERCENT)
    if network == EUROPE:
        yield replace(BEVERIDGE, number=sum(FLATTER) / 2.0, bounds=FLATTER)
    else:
        yield replace(BEVERIDGE, number=numbers(evidence["C12"])[0])
    for name, cell in known.items():
        survey = name.startswith("ai_adoption_") and not name.startswith(UNSIZED)
        if survey and cell["status"] == "observed":
            size, year = name.removeprefix("ai_adoption_").rsplit("_", 1)
            by, group = ("total", f"eu27:{year}") if size == "eu27" else ("firm_size", f"{size}:{year}")
            found = f"read: {cell['source']}"
            yield replace(ADOPTION, by=by, group=group, number=cell["value"], provenance=found)


def generic_targets(evidence: Mapping[str, str]) -> Iterator[Target]:
    """Targets that hold in every country; recalled from the literature, so reported but not judged."""
    yield from _of_evidence(GENERIC, evidence)
    yield from (FROM_JOBS, *LAST_PAY)


def displacement(iso3: str, evidence: Mapping[str, str]) -> Iterator[Target]:
    """What losing a job costs, in the countries of the studies; the study `displacement` measures it."""
    yield from _of_evidence(DISPLACED.get(iso3, ()), evidence)


def _of_evidence(
    targets: Iterable[tuple[Target, int, float]], evidence: Mapping[str, str]
) -> Iterator[Target]:
    for target, position, scale in targets:
        yield replace(target, number=numbers(evidence[target.id])[position] * scale)


def _major_groups(jobs: Jobs) -> Iterator[Target]:
    """Employment and wages of the major groups; wages over their mean in this employment, as in the model.

    The earnings survey's own mean is of its employees, and may be another by a tenth.
    """
    held = jobs.employment.sum(axis=0)
    shares = {major: float(held[major == MAJOR].sum() / held.sum()) for major in range(1, 10)}
    base = sum(share * jobs.by_group[major] for major, share in shares.items())
    for major, share in shares.items():
        work, wage = (
            DERIVED if major in jobs.origins[table].derived else SURVEYS[jobs.origins[table].source]
            for table in ("employment", "relative_wage")
        )
        group, ratio = str(major), jobs.by_group[major] / base
        yield replace(GROUP_SHARE, group=group, number=share, provenance=work)
        yield replace(GROUP_WAGE, group=group, number=ratio, provenance=wage)


def rows(targets: Iterable[Target], iso3: str) -> list[Row]:
    """Rows of targets.csv."""
    found = []
    for one in targets:
        low, high = (rounded(end) for end in one.range)
        row = {"iso3": iso3} | {name: getattr(one, name) for name in ("id", "indicator", "by", "group")}
        row |= {"value": rounded(one.number), "low": low, "high": high, "judged": str(one.judged).lower()}
        status = "observed" if one.judged else "assumed"
        stamped = stamp(row, unit=one.unit, year="", status=status, source="calibration-targets")
        found.append({**stamped, "provenance": one.provenance})
    return found
