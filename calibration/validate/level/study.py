"""GDP of month 0 beside the national accounts, step by step, and social spending by kind.

Month 0's amounts are those of the profile's vintage, 2024, whatever the date at which a scenario starts:
they are compared with published GDP of 2024 as they are, without a deflator.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Job, countries
from calibration.study.pool import over
from calibration.study.table import RESULTS, Column, Table, publish
from calibration.validate.level import bridge
from calibration.validate.level.month_zero import month_zero
from calibration.validate.level.published import published, work
from simulator.scenario.country.profile import Country, load_country

TOLD = ("retired", "unemployed", "on_insurance", "on_assistance", "on_other_transfers", "children")
"""People whom the notes count."""
NINE = ("ESP", "FRA", "DEU", "ITA", "USA", "ALB", "TUR", "BRA", "ZAF")
COLUMNS = (
    Column("part", "of"),
    Column("item", "step"),
    Column("published", "published", ",.2f"),
    Column("model", "model", ",.2f"),
    Column("gap", "gap", "+,.2f"),
    Column("points", "gap, % of GDP", "+.2f"),
    Column("over", "model over published", ".3f"),
    Column("said", "what it says"),
)
SUMMARY = (
    Column("country", "country"),
    Column("gdp", "GDP of month 0 over published", ".3f"),
    Column("compensation", "compensation of employees, % of GDP", ".1f"),
    Column("compensation_published", "published", ".1f"),
    Column("labour", "labour share, %", ".1f"),
    Column("labour_published", "ILO", ".1f"),
    Column("wage", "mean pay a month", ",.0f"),
    *(
        column
        for name in bridge.KINDS
        for column in (
            Column(name, f"{name.replace('_', ' ')}, % of GDP", ".2f"),
            Column(f"{name}_published", "published", ".2f"),
        )
    ),
)


def means(found: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Means over base seeds."""
    return {name: float(np.mean([one[name] for one in found])) for name in found[0]}


def table(country: Country, found: Mapping[str, float], asked: Asked) -> Table:
    """The bridge of one country, and below it social spending."""
    accounts = published(country.iso3)
    rows = bridge.rows(country, accounts, work(country, accounts), found)
    heads = ", ".join(f"{name.replace('_', ' ')} {found[name] / 1e3:,.0f} thousand" for name in TOLD)
    notes = [
        f"{asked.size}; month 0 after burn-in, no AI. GDP in billion {country.currency} a year: month 0's "
        "amounts are those of the profile's vintage, 2024, whatever the start, and published GDP is of 2024. "
        "Social spending in % of GDP, the model's of its own.",
        "Published heads: the labour force survey's; hours: the profile's part-time shares; contributions: "
        "the profile's rate; employees without a contract are part of compensation of employees, own account "
        "is the rest of the labour share (ILO). GDP, compensation, rents and social spending are recalled: "
        "tables/accounts.csv says how well.",
        "Gaps of a group's steps are taken one after the other, in this order; all add up to the gap of GDP.",
        f"In month 0: {heads}.",
    ]
    return Table(country.iso3, f"Level of month 0, {country.name()}: from published GDP to the model's",
                 rows, notes)  # fmt: skip


def summary(country: Country, found: Mapping[str, float]) -> dict[str, Any]:
    """One line of a country."""
    accounts, gdp = published(country.iso3), found["gdp"]
    employees = found["wages"] + found["contributions"] + found["informal_income"]
    row = {
        "country": country.iso3,
        "gdp": gdp / accounts.gdp,
        "compensation": 100.0 * employees / gdp,
        "compensation_published": 100.0 * accounts.shares["compensation_employees"],
        "labour": 100.0 * (employees + found["own_income"]) / gdp,
        "labour_published": 100.0 * country.values["labour_share"],
        "wage": found["wages"] / 12.0 / found["employees"],
    }
    for name, part in bridge.paid(country.iso3, found).items():
        share = accounts.shares.get(name)
        row[name] = 100.0 * part
        row[f"{name}_published"] = None if share is None else 100.0 * share
    return row


def run(asked: Asked) -> None:
    """A table for each country, and one of all where there is more than one."""
    for iso3 in asked.countries:
        published(iso3)  # a country without accounts is refused before anything runs
    found, lines = over(month_zero, asked.each(), asked.jobs), []
    for k, iso3 in enumerate(asked.countries):
        country, mean = load_country(iso3), means(found[k * asked.seeds : (k + 1) * asked.seeds])
        publish(asked.study, table(country, mean, asked), COLUMNS, asked.out, asked.command)
        lines.append(summary(country, mean))
    if len(lines) > 1:
        notes = [f"{asked.size}; the tables of the countries say where each gap arises."]
        whole = Table("", "Level of month 0 beside the national accounts of 2024", lines, notes)
        publish(asked.study, whole, SUMMARY, asked.out, asked.command)


STUDY = Job(
    of=countries(NINE), size=USUAL | {"seeds": 1, "persons": 10_000}, out=RESULTS, does=run,
)  # fmt: skip
