"""A country's tables and profile from raw extracts, and the steady states that its runs begin from.

`--data` names the folder of the agencies' raw extracts (DATA.md says where they are published),
`--evidence` that of the project's evidence tables. Without `--data` the steady states alone are found anew:
after a change of the model, of the profile or of its draws.
"""

from pathlib import Path

import click

from calibration.data import measures, networks, profile, steady, write
from calibration.data.tabulate import Register
from calibration.study.declaration import Asked, Job, country, extracts

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
    write.population(found, tables, register)
    write.rates_and_targets(found, tables)
    write.accounts(found, tables, register)
    write.flows(found, tables)
    write.wealth(found, data, tables, register)
    write.schedules(found, data, tables, register)
    network = networks.build(found.settings["borrow"]["mobility_network"], data, found.jobs.minor)
    write.mobility(network, tables, register)
    return write.country(found, out / "countries", register)


def run(asked: Asked) -> None:
    """Build what was asked for and say where profile and steady states are."""
    data = asked.more["data"]
    if data is not None:
        evidence = asked.more["evidence"] or data.parent / "evidence"
        click.echo(build(asked.country, data, evidence, asked.out))
    for iso3 in asked.countries:
        click.echo(
            steady.write(
                iso3, asked.out / "steady", asked.persons, asked.base_seed, asked.jobs, asked.command
            )
        )


EVIDENCE = click.Option(
    ["--evidence"], type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="folder of evidence tables; default: evidence beside the folder of extracts",
)  # fmt: skip
SIZE = {"persons": 20_000, "base_seed": 8101, "jobs": 1}
STUDY = Job(of=country(), options=(extracts(required=False), EVIDENCE), size=SIZE, out=HERE, does=run)
