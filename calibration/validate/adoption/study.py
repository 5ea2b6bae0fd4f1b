"""Whether the law of AI adoption follows the surveys of firms.

Firms alone, no economy: wages and prices stand still, the frontier is that of the world moderate. Two ways to
begin in January 2021: as the simulator's opening state does, with nobody and hurdles by size that meet 2025;
or with the adopters of 2021 given, so that what came before generative AI is not asked of the law. Firms'
savings and weights are those of the country's model, borrowed for the EU.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.table import Column, Table
from calibration.validate.adoption.law import Law, firms_of_model
from calibration.validate.adoption.surveys import BEGIN, GIVEN, KNOWN, OPENING, OWN, YEARS, Surveys
from simulator.core.errors import InputError
from simulator.scenario.country.profile import load_country
from simulator.scenario.shipped_worlds import load_world

TOLERANCE = 0.02
AHEAD = 5
BOUNDS = {"spread": (0.3, 4.0), "decisions": (0.03, 0.5), "delay": (-1.0, 4.0), "clock": (2021.0, 2024.0)}
VARIANTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (OPENING, ()),
    (OPENING, ("spread",)),
    (OPENING, ("spread", "decisions")),
    (KNOWN, ()),
    (KNOWN, ("spread", "decisions")),
    (KNOWN, ("delay",)),
    (KNOWN, ("spread", "delay")),
    (KNOWN, ("spread", "delay", "clock")),
)
COLUMNS = (
    Column("begin", "begins with"),
    Column("fitted", "fitted"),
    Column("spread", "spread", ".2f"),
    Column("decisions", "decisions", ".4f"),
    Column("delay", "hurdle", "+.2f"),
    Column("clock", "clock", ".1f"),
    *(Column(f"eu27_{year}", f"EU {year}", ".3f") for year in YEARS),
    *(Column(name, name.replace("_20", " '"), ".3f") for name in OWN),
    Column("within", "±2 points", "s"),
    Column("distance", "rms", ".2f"),
)


def fitted(surveys: Surveys, begin: str, law: Law, names: Sequence[str]) -> Law:
    """The law with the named parameters chosen to come closest to the surveys."""
    from scipy.optimize import differential_evolution

    if not names:
        return law
    found = differential_evolution(
        lambda x: surveys.distance(begin, replace(law, **dict(zip(names, map(float, x), strict=True)))),
        [BOUNDS[name] for name in names], seed=1, popsize=8, maxiter=12, tol=1e-4, polish=False,
    )  # fmt: skip
    return replace(law, **dict(zip(names, map(float, found.x), strict=True)))


def row(surveys: Surveys, begin: str, names: Sequence[str], law: Law) -> dict[str, Any]:
    """A law, what it gives and how many of the shares that test it are met."""
    found, data = surveys.simulated(begin, law), surveys.data
    tested = [name for name in data if name not in GIVEN[begin]]
    met = sum(abs(found[name] - data[name]) <= TOLERANCE for name in tested)
    known = begin == KNOWN
    own = {"spread": law.spread, "decisions": law.decisions, "delay": law.delay if known else None}
    label = {"begin": begin, "fitted": ", ".join(names) or "as shipped", "clock": law.clock or None}
    rating = {"within": f"{met} of {len(tested)}", "distance": surveys.distance(begin, law)}
    return {**label, **own, **found, **rating}


def shipped_law() -> Law:
    """The law as the model's parameters have it now."""
    import simulator.economy.schedule  # noqa: F401  (the rules must be known)
    from simulator.core.rule import resolve_parameters

    values = resolve_parameters({}, [])
    return Law(values["integration_spread"], values["adoption_decisions"], values["adoption_dispersion"])


def calls(asked: Asked) -> list[tuple[Surveys, str, Sequence[str], Law]]:
    """Every way to begin with the parameters that are fitted; InputError where the EU27 was not surveyed."""
    surveys = surveyed(asked.country, asked.persons, asked.base_seed)
    law = shipped_law()
    return [(surveys, begin, names, law) for begin, names in VARIANTS]


@cache
def surveyed(iso3: str, persons: int, base_seed: int) -> Surveys:
    """What surveys say of a country, beside firms of its model."""
    profile = load_country(iso3)
    if f"ai_adoption_eu27_{YEARS[-1]}" not in profile.values:
        raise InputError(
            f"{iso3} is not surveyed with the EU27: there is nothing to compare", field="COUNTRY"
        )
    firms = firms_of_model(iso3, persons, base_seed)
    return Surveys(profile, firms, load_world("moderate").values)


def measured(surveys: Surveys, begin: str, names: Sequence[str], law: Law) -> dict[str, Any]:
    """The row of a law whose named parameters are fitted."""
    return row(surveys, begin, names, fitted(surveys, begin, law, names))


def table(asked: Asked, found: Sequence[dict[str, Any]]) -> Table:
    """The surveys first, then each law."""
    surveys = surveyed(asked.country, asked.persons, asked.base_seed)
    rows = [{"begin": "surveys", "fitted": "", **surveys.data, "within": ""}, *found]
    course = surveys.opening_course(shipped_law(), surveys.own[YEARS[-1]], AHEAD) @ surveys.weight
    future = " → ".join(f"{share:.3f}" for share in course[YEARS[-1] - BEGIN :])
    name = load_country(asked.country).name()
    notes = [
        f"{len(surveys.firms.size)} firm agents of ten heads or more, weighted by the firms they stand for; "
        "expected shares of firms with AI in an occupation, no draws; dispersion as shipped.",
        "opening: nobody in 2021 and hurdles by size that meet 2025, as in the simulator's month 0; 2023 and "
        "2024 test the law. 2021 given: EU27 7.7 % split over sizes as in the country, one hurdle; the "
        "country's hurdles meet 2024, so 2025 tests it.",
        "Spread: integration_spread; decisions: adoption_decisions, per month; hurdle: log points by which "
        "the payback of the marginal non-adopter of 2021 falls short of one; clock: year until which the "
        "frontier stands still; rms of the tested misses in points.",
        f"{name} from January {YEARS[-1]} as shipped, firms of ten heads or more: {future}.",
    ]
    return Table(asked.country, "AI adoption: surveys and law", rows, notes)


STUDY = Study(
    of=country("ESP"), size={name: USUAL[name] for name in ("base_seed", "persons", "jobs")}, columns=COLUMNS,
    calls=calls, measure=measured, table=table,
)  # fmt: skip
