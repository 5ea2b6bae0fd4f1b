"""What cheaper capital does to investment, jobs, prices and pay, by closure.

The user cost of all new capital falls by 3 % for good in month 1 of a world without AI, and nobody pays for
it; ages are frozen and tax rates do not answer debt. Investment should be 10 to 17 % higher in its first
year (A45).
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from calibration.study.declaration import USUAL, Asked, Study, countries
from calibration.study.runs import Measured, Run, measure_run, opening_of
from calibration.study.table import Column, Table
from calibration.validate import over_years
from calibration.validate.headline import ENDS
from calibration.validate.tax_effects import Lever, pull

CHEAPER = Lever("user cost -3 %", {}, {"capital_subsidy": 0.03})
YEARS = (1, 2, 3, 4, 5)
ANSWERS = {
    "investment": "A45: +10 to +17 in its year",
    "employed": "A46: must rise in years three to five",
    "price_level": "",
    "real_wage": "A46: nothing",
    "real_gdp": "",
}
COLUMNS = (
    Column("country", "country"),
    Column("closure", "closure"),
    Column("answer", "answer, %"),
    *over_years.columns(YEARS),
    Column("published", "published"),
)


def calls(asked: Asked) -> list[tuple[Run]]:
    """Every country, closure and base seed, as it is and with cheaper capital."""
    return [
        (Run(iso3, seed, asked.persons, 12 * YEARS[-1] + 1, closure=closure,
             before=hook, label=(iso3, closure)),)
        for iso3 in asked.countries
        for closure in ENDS
        for seed in asked.base_seeds
        for hook in (partial(pull, lever=CHEAPER), None)
    ]  # fmt: skip


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """Every answer in each country and closure."""
    pairs = list(zip(measured[::2], measured[1::2], strict=True))
    rows: list[dict[str, Any]] = []
    for iso3, closure in dict.fromkeys(cheaper.run.label for cheaper, _ in pairs):
        own = [pair for pair in pairs if pair[0].run.label == (iso3, closure)]
        rows += [
            {"country": iso3, "closure": closure, "answer": name, "published": published or "–"}
            | over_years.cells(own, name, YEARS)
            for name, published in ANSWERS.items()
        ]
    notes = [
        f"Change against the same seeds without it, {asked.size}; means of the twelve months up to the end "
        "of the year.",
    ]
    return Table("_".join(asked.countries), "User cost of capital 3 % lower, by closure", rows, notes)


STUDY = Study(
    of=countries(("ESP", "USA")), size=USUAL | {"seeds": 4}, columns=COLUMNS,
    calls=calls, measure=measure_run, opening=opening_of, table=table,
)  # fmt: skip
