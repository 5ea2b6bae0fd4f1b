"""What people do that no target asks for, beside data: moves, finding work, recall, and hours.

In a run without AI or policy with ages frozen (`people_seen`).
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, countries
from calibration.study.runs import Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from calibration.validate.people_seen import ALIKE, DIRECTIONS, THIRDS, Seen
from calibration.validate.watch import SPAN
from simulator.findings.estimates import over_seeds

PUBLISHED = Path(__file__).with_name("behaviour.csv")
YEARS = 3
MONTHS = 12 * YEARS + 1
SHARES = {
    "straight_to_work": "straight to a job, of those who enter the labour force in a month",
    "from_outside": "from outside the labour force, of those who become unemployed from there or from a job",
    "recalled": "called back, of those who become unemployed from a job",
    "recalled_of_temporary": "called back, of those laid off for a time",
    "first_job_half_men": "half time in the first job after unemployment, men",
    "first_job_half_women": "half time in the first job after unemployment, women",
    "half_mothers": "half time, women of 20 to 49 with children at home",
    "half_other_women": "half time, other women of 20 to 49",
    "half_fathers": "half time, men of 20 to 49 with children at home",
    "half_other_men": "half time, other men of 20 to 49",
    **{f"finds, {third}": f"find a job in a month, last occupation in the {third}" for third in THIRDS},
    **{f"loses, {third}": f"employees unemployed a month later, {third} of occupations" for third in THIRDS},
    "moved_to_less": "paid less after a move from job to job",
    **{f"hired, {third}": f"hired in a month, over employees, {third} of occupations" for third in THIRDS},
}
COLUMNS = (
    Column("country", "country"),
    Column("what", "of people"),
    Column("model", "model", ".3f"),
    Column("error", "s.e. of seeds", ".3f"),
    Column("published", "data", ".3f"),
    Column("provenance", "data from"),
)


def calls(asked: Asked) -> list[tuple[Run]]:
    """Three years of every country and base seed."""
    return [
        (Run(iso3, seed, asked.persons, MONTHS, measure=Seen(), label=(iso3,)),)
        for iso3 in asked.countries for seed in asked.base_seeds
    ]  # fmt: skip


def published() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """What was read, by country (none: any) and measure."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return {(row["country"], row["measure"]): row for row in csv.DictReader(file)}


def _over(part: float, whole: float) -> float:
    """A share; NaN of nothing."""
    return part / whole if whole else float("nan")


def _row(iso3: str, what: str, values: Sequence[float], data: Any, provenance: str) -> dict[str, Any]:
    found = over_seeds(values)
    return {"country": iso3, "what": what, "model": found.mean, "error": found.error,
            "published": data, "provenance": provenance}  # fmt: skip


def rows_of(iso3: str, own: Sequence[Measured]) -> list[dict[str, Any]]:
    """Moves by third of origin, then the shares; each seed is one value."""
    sums = [{name: float(series[1:].sum()) for name, series in one.totals.items()} for one in own]
    rows, data = list[dict[str, Any]](), published()
    for third in THIRDS:
        for direction in DIRECTIONS:
            name, kinds = f"{direction}, {third}", [f"{one}, {third}" for one in DIRECTIONS]
            movers = [sum(one[kind] for kind in kinds) for one in sums]
            shares = [_over(one[name], n) for one, n in zip(sums, movers, strict=True)]
            expected = [_over(one[f"{name}, network"], n) for one, n in zip(sums, movers, strict=True)]
            seen = float(np.mean(expected))
            rows.append(_row(iso3, f"moves {direction} in pay, {third} of occupations", shares, seen,
                             "network of observed moves, same origins"))  # fmt: skip
    for name, words in SHARES.items():
        line = data.get((iso3, name)) or data.get(("", name))
        shares = [_over(one[name], one[f"{name} of"]) for one in sums]
        value = float(line["value"]) if line and line["value"] else None
        rows.append(_row(iso3, words, shares, value, line["provenance"] if line else "–"))
    return rows


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """Rows of each country."""
    rows = [row for iso3 in asked.countries
            for row in rows_of(iso3, [one for one in measured if one.run.label == (iso3,)])]  # fmt: skip
    notes = [
        f"World none, no policy, ages frozen, {YEARS} years; {asked.size}. Nothing is judged: what stands "
        "beside a row is of another country, group or year where it says so.",
        f"Moves: of people in work now and {SPAN} months before who changed between the 40 occupations; "
        f"level: pay differs by less than {100 * ALIKE:.0f} %; thirds are of people in work. Searching "
        "follows the network, openings and pay; who is hired is the employers' choice.",
        "Half time: usual hours; first jobs are those of the newly hired, whatever ended the job before. Who "
        "finds a job in a month: of the unemployed whose last job ended within three years; recalls count.",
    ]
    return Table("_".join(asked.countries), "What people do that no target asks for", rows, notes)


STUDY = Study(
    of=countries(("ESP", "USA")), size=USUAL | {"seeds": 3}, columns=COLUMNS, calls=calls,
    measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
