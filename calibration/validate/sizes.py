"""How large the families of the library are: the factor at which each pays out its share of GDP.

Written to scenarios/sizes.csv, from which scenarios are made (`simulator.scenario.library`). Families of
countries that are not asked for keep their rows. Sized in world moderate, on borrowed money.
"""

import tempfile
from pathlib import Path

import click

from calibration.study import Asked, Job, countries, made_by, write_csv
from simulator.core.errors import InputError
from simulator.core.shipped import SIZES, library_names, shipped_folder, shipped_path
from simulator.experiment.solve import Goal, Sized, size
from simulator.scenario import Options, load_scenario
from simulator.scenario.library import family, sized, sizes_of, table

LENGTH = 180
COLUMNS = ("country", "family", "factor", "outlay", "made")


def solve(name: str, asked: Asked) -> Sized:
    """The factor of a family of a country: none larger than was tried anywhere."""
    options = Options(seeds=asked.seeds, persons=asked.persons, base_seed=asked.base_seed, months=LENGTH)
    scenario = load_scenario(family(name, "borrowing", factor=1.0), options=options)
    goal = Goal(float(table()["outlay"]), is_outlay=True, or_most=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return size(scenario, sizes_of(name), goal, out=Path(folder) / "sized", jobs=asked.jobs)


def run(asked: Asked) -> None:
    """Solve the families, write the table after each; InputError where a country has no scenario."""
    families = [one for one in table()["families"] if asked.more["only"] in (None, one)]
    if not families:
        wrong = f'no family "{asked.more["only"]}"; allowed: {", ".join(table()["families"])}'
        raise InputError(wrong, field="--only")
    for iso3 in asked.countries:
        if not shipped_path(f"{iso3.lower()}/no_policy"):
            wrong = f"no scenarios/{iso3.lower()}/no_policy.yaml, on which families of {iso3} rest: write it"
            raise InputError(wrong, field="COUNTRY")
    names = [f"{iso3.lower()}/{one}" for iso3 in asked.countries for one in families]
    rows = dict(sized())
    for name in names:
        found, (country, _, key) = solve(name, asked), name.partition("/")
        made = made_by(asked.command)
        how = f"{asked.seeds} seeds of {asked.persons} persons on {made['date']}; {made['version']}"
        told = country, key, f"{found.scale:.6g}", f"{found.cost:.5f}", how
        rows[name] = dict(zip(COLUMNS, told, strict=True))
        click.echo(",".join(rows[name].values()))
        write_csv(shipped_folder() / SIZES, COLUMNS, list(rows.values()), {})


ONLY = click.Option(["--only"], metavar="FAMILY", help="one family alone, such as adapt")
SIZE = {"seeds": 2, "base_seed": 2025, "persons": 6000, "jobs": 1}
EVERY = [code.upper() for code in dict.fromkeys(one.partition("/")[0] for one in library_names())]
STUDY = Job(of=countries(EVERY), size=SIZE, options=(ONLY,), out=None, does=run)
