"""What a country's simulation is fitted to: C01-C35 where the evidence has a value, S01 of the profile."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from calibration.data.jobs import Jobs
from calibration.data.labour_rates import EUROPE
from calibration.data.occupations import MAJOR
from calibration.data.sources.evidence import Evidence
from calibration.data.tabulate import Register, Row, rounded, stamp
from calibration.data.values import PERCENT, Values, numbers

RECALLED = "recalled, med"
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


SIX = "participation_rate_15_64"
FROM_EVIDENCE: dict[str, tuple[str, float, Target]] = {
    "unemp_rate_15plus": (
        "unemployment_rate", PERCENT, Target("C01", "unemployment_rate", "share", points=0.003)),
    "lfpr_15_64_f": (f"{SIX}_female", PERCENT, Target("C03", SIX, "share", "sex", "female", points=0.01)),
    "lfpr_15_64_m": (f"{SIX}_male", PERCENT, Target("C03", SIX, "share", "sex", "male", points=0.01)),
    "informal_employment_share": (
        "informal_share", PERCENT, Target("C04", "informal_share", "share", points=0.02)),
    "informal_share_f": (
        "informal_share_female", PERCENT,
        Target("C04", "informal_share", "share", "sex", "female", points=0.02)),
    "labour_share_ilo": ("labour_share", PERCENT, Target("C07", "labour_share", "share", points=0.015)),
    "gini_eu_silc": ("gini", PERCENT, Target("C08", "gini", "index 0-1", points=0.015)),
    "arop": ("arop", PERCENT, Target("C09", "arop", "share", points=0.015)),
    "job_finding_monthly": (
        "job_finding_rate", 1.0, Target("C10", "job_finding_rate", "share/month", relative=0.25)),
}  # fmt: skip
"""Variable of the evidence table → the profile's name for it, scale, target."""

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
    for variable, (name, scale, target) in FROM_EVIDENCE.items():
        if name in given:
            own = given[name]
            found = f"read: {own['source']}" if own["status"] in PUBLISHED else RECALLED
            yield replace(target, number=own["value"], provenance=found)
        elif variable in cells:
            cell = cells[variable]
            yield replace(target, number=float(cell.text) * scale, provenance=cell.provenance)
    gapminder = "read: World Bank and ILO via Gapminder"
    ratio = known["youth_unemployment_rate"]["value"] / known["prime_unemployment_rate"]["value"]
    yield Target(
        "C02", "unemployment_youth_ratio", "ratio", relative=0.15, number=ratio, provenance=gapminder
    )
    share = known["long_term_unemployment_share"]["value"]
    name = "long_term_unemployment_share"
    known_rate = known["long_term_unemployment_rate"]["status"] in PUBLISHED
    found = gapminder if known_rate else RECALLED
    yield Target("C16", name, "share", relative=0.1, number=share, provenance=found)
    yield from _major_groups(jobs)
    if "okun_coefficient" in known:
        okun = known["okun_coefficient"]["value"]
        yield Target("C13", "okun_coefficient", "elasticity", points=0.1, number=okun)
    yield vacancies(known)


def vacancies(known: Values) -> Target:
    """The vacancy rate that burn-in aims at, trusted as the profile's value is."""
    cell = known["vacancy_rate"]
    note = str(cell.get("note", ""))
    unread = note if note.startswith("recalled") else ASSUMED
    found = f"read: {cell['source']}" if cell["status"] in PUBLISHED else unread
    return replace(VACANCIES, number=cell["value"], provenance=found)


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
        if not survey or cell["status"] != "observed":
            continue
        size, year = name.removeprefix("ai_adoption_").rsplit("_", 1)
        by, group = ("total", f"eu27:{year}") if size == "eu27" else ("firm_size", f"{size}:{year}")
        found = f"read: {cell['source']}"
        yield Target(
            "C28", "ai_adoption", "share of firms", by, group, 0.02, number=cell["value"], provenance=found
        )


def generic_targets(evidence: Mapping[str, str]) -> Iterator[Target]:
    """Targets that hold in every country; recalled from the literature, so reported but not judged."""
    for target, position, scale in GENERIC:
        yield replace(target, number=numbers(evidence[target.id])[position] * scale)
    yield from (FROM_JOBS, *LAST_PAY)


def displacement(iso3: str, evidence: Mapping[str, str]) -> Iterator[Target]:
    """What losing a job costs, in the countries of the studies; the study `displacement` measures it."""
    for target, position, scale in DISPLACED.get(iso3, ()):
        yield replace(target, number=numbers(evidence[target.id])[position] * scale)


def rows(targets: Iterable[Target], iso3: str, register: Register) -> list[Row]:
    """Rows of targets.csv."""
    return [_row(target, iso3, register) for target in targets]


def _major_groups(jobs: Jobs) -> Iterator[Target]:
    """Employment and wages of the major groups; wages over their mean in this employment, as in the model.

    The earnings survey's own mean is of its employees, and may be another by a tenth.
    """
    by, held = "occupation_1digit", jobs.employment.sum(axis=0)
    shares = {major: float(held[major == MAJOR].sum() / held.sum()) for major in range(1, 10)}
    base = sum(share * jobs.by_group[major] for major, share in shares.items())
    for major, share in shares.items():
        group = str(major)
        found = {
            table: DERIVED if major in origin.derived else SURVEYS[origin.source]
            for table, origin in jobs.origins.items()
            if table != "exposure"
        }
        yield Target(
            "C05", "employment_share", "share", by, group, points=0.01, number=share,
            provenance=found["employment"],
        )  # fmt: skip
        wage = jobs.by_group[major] / base
        yield Target(
            "C06", "relative_wage", "ratio", by, group, relative=0.1, number=wage,
            provenance=found["relative_wage"],
        )  # fmt: skip


def _row(target: Target, iso3: str, register: Register) -> Row:
    low, high = target.range
    row = {
        "iso3": iso3,
        "id": target.id,
        "indicator": target.indicator,
        "by": target.by,
        "group": target.group,
        "value": rounded(target.number),
        "low": rounded(low),
        "high": rounded(high),
        "judged": "true" if target.judged else "false",
    }
    status = "observed" if target.judged else "assumed"
    stamped = stamp(row, register, unit=target.unit, year="", status=status, source="calibration-targets")
    return {**stamped, "provenance": target.provenance}
