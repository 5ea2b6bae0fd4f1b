"""A country's tables and profile from raw extracts, and the steady states that its runs begin from.

`--projection` names a file with a newer projection of its people, and says what changes.

`--data` names the folder of the agencies' raw extracts (DATA.md says where they are published),
`--evidence` that of the project's evidence tables. Without `--data` the steady states alone are found anew:
after a change of the model, of the profile or of its draws.
"""

from pathlib import Path

import click
import numpy as np

from calibration.data import labour_rates, measures, population, profile, write
from calibration.data.tabulate import Register
from calibration.study.declaration import Asked, Job, country, extracts
from simulator.scenario.country.profile import load_country

HERE = Path(__file__).parents[1]


def build(iso3: str, data: Path, evidence: Path, out: Path) -> Path:
    """Write tables and profile of a country below `out`; return the profile's path."""
    tables = out / "tables"
    (out / "countries").mkdir(parents=True, exist_ok=True)
    tables.mkdir(parents=True, exist_ok=True)
    register = Register(HERE / "tables" / "sources.csv")
    found = profile.gather(iso3, data, evidence, register)
    write.classification(tables, register)
    write.occupations(found, tables, register)
    measures.write(data, tables, register)
    write.sectors(found, tables, register)
    write.employment(found, tables, register)
    write.population(iso3, found.people, tables, register)
    write.rates_and_targets(found, tables)
    write.accounts(found, tables, register)
    write.flows(found, tables)
    write.wealth(found, data, tables, register)
    write.schedules(found, data, tables, register)
    network = labour_rates.build(found.settings["borrow"]["mobility_network"], data, found.jobs.minor)
    write.mobility(network, tables, register)
    return write.country(found, out / "countries", register)


def project(iso3: str, newer: Path, out: Path) -> list[str]:
    """Take the people of a newer projection into population.csv; return what changed, in words.

    Raises
    ------
    click.UsageError
        A year that is none, ages that are missing, people fewer than none.
    """
    shipped = load_country(iso3, out)
    before = {year: shipped.people_in(float(year)) for year in shipped.population_years}
    try:
        after = population.renewed(newer, iso3, before)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    write.population(iso3, after, out / "tables", Register(HERE / "tables" / "sources.csv"))
    return [
        f"{iso3} {year}: {before[year].sum() / 1e6:.2f} -> {after[year].sum() / 1e6:.2f} million people, "
        f"{before[year][population.WORKING].sum() / 1e6:.2f} -> "
        f"{after[year][population.WORKING].sum() / 1e6:.2f} of 20 to 64"
        for year in after
        if year % 5 == 0 and not np.array_equal(before[year], after[year])
    ] or [f"{iso3}: nothing changed"]


def run(asked: Asked) -> None:
    """Build what was asked for and say where profile and steady states are."""
    data, newer = asked.more["data"], asked.more["projection"]
    if data is not None:
        evidence = asked.more["evidence"] or data.parent / "evidence"
        click.echo(build(asked.country, data, evidence, asked.out))
    for iso3 in asked.countries:
        for line in project(iso3, newer, asked.out) if newer is not None else []:
            click.echo(line)
        click.echo(
            write.write(iso3, asked.out / "steady", asked.persons, asked.base_seed, asked.jobs, asked.command)
        )


EVIDENCE = click.Option(
    ["--evidence"], type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="folder of evidence tables; default: evidence beside the folder of extracts",
)  # fmt: skip
PROJECTION = click.Option(
    ["--projection"], type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="a newer projection: columns iso3, sex, age, source and one a year; says what changed",
)  # fmt: skip
SIZE = {"persons": 20_000, "base_seed": 8101, "jobs": 1}
STUDY = Job(
    of=country(), options=(extracts(required=False), EVIDENCE, PROJECTION), size=SIZE, out=HERE, does=run
)
