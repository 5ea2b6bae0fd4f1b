"""What the assumptions of V01 and V03 allow at most, beside what is found, over the elasticity between firms.

A shock of a given size takes so many tasks or posts; what nothing makes up for is the most that people can
lose. Where the most is below the published value, no mechanism of the model can reach it.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, cast

from calibration.study.declaration import USUAL, Asked, Study, countries
from calibration.study.table import Column, Table
from calibration.validate.experiments import v01_robots, v03_automation_spike
from calibration.validate.experiments.trial import Findings, Trial, published
from simulator.findings.estimates import over_seeds

ELASTICITIES = (1.5, 3.0, 5.0)
"""Of demand between firms of a sector, at which V03 is shown."""
LOST, WORK = "earnings lost in five years", "employment over population, zones"
COLUMNS = (
    Column("test", "test"),
    Column("case", "case"),
    Column("statistic", "statistic"),
    Column("unit", "unit"),
    Column("published", "published", ".2f"),
    Column("found", "found", "+.3f"),
    Column("error", "s.e.", ".3f"),
    Column("most", "at most", "+.3f"),
)


class Case(NamedTuple):
    """A test under some assumption: what of it is shown, and which finding bounds that."""

    trial: Trial
    name: str
    statistic: str
    most: str
    run: Callable[[int, int], Findings]


CASES = (
    *(
        Case(v03_automation_spike.TRIAL, f"elasticity {e:g}", LOST, v03_automation_spike.MOST,
             partial(v03_automation_spike.findings, parameters={"price_elasticity": e}))
        for e in ELASTICITIES
    ),
    Case(v01_robots.TRIAL, "as shipped", WORK, v01_robots.MOST, v01_robots.run),
)  # fmt: skip


def cases(asked: Asked) -> list[int]:
    """Places of the cases of the countries asked for."""
    return [k for k, case in enumerate(CASES) if case.trial.country in asked.countries]


def find(case: int, seed: int, persons: int) -> tuple[float, float]:
    """What a base seed finds in a case, and what it could find at most."""
    one = CASES[case]
    found = one.run(seed, persons)
    return cast(float, found[one.statistic]), cast(float, found[one.most])


def calls(asked: Asked) -> list[tuple[int, int, int]]:
    """Every case on every base seed."""
    return [(k, seed, asked.persons) for k in cases(asked) for seed in asked.base_seeds]


def row(case: Case, by_seed: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """What is published, found and possible, means over the seeds."""
    (line,) = (line for line in published(case.trial.id) if line["statistic"] == case.statistic)
    found, most = (over_seeds(values) for values in zip(*by_seed, strict=True))
    return {
        "test": case.trial.id, "case": case.name, "statistic": case.statistic, "unit": line["unit"],
        "published": line["published"], "found": found.mean, "error": found.error, "most": most.mean,
    }  # fmt: skip


def table(asked: Asked, measured: Sequence[tuple[float, float]]) -> Table:
    """A row for each case."""
    rows = [
        row(CASES[k], measured[place * asked.seeds : (place + 1) * asked.seeds])
        for place, k in enumerate(cases(asked))
    ]
    notes = [
        f"{asked.size}. V03: tasks that the spike takes over from the posts of incumbents, in years of their "
        "earnings. V01: posts whose work machines do, two a robot, over people of 16 to 64.",
        "Development tests: no published value enters a default, a bound or a loss.",
    ]
    return Table("_".join(asked.countries), "V01 and V03: what can be found at most", rows, notes)


STUDY = Study(
    of=countries(("DEU", "USA")), size=USUAL | {"seeds": 3}, columns=COLUMNS,
    calls=calls, measure=find, table=table,
)  # fmt: skip
