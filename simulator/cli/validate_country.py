"""`sim validate-country`: every fault of a country's file at once, without running anything."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path

import click

from simulator.cli import options
from simulator.cli.terminal.help import example

MODEL = "ESP"
"""The country whose parameters every other sets too."""


@click.command(
    "validate-country", epilog=example("sim validate-country ESP", "sim validate-country XYZ.yaml")
)
@click.argument("countries", nargs=-1, required=True, metavar="COUNTRY...")
@options.reads_only
def validate_country(countries: tuple[str, ...]) -> None:
    """Check country files, or shipped countries by code, and show every error at once."""
    from rich.text import Text

    from simulator.cli.terminal.console import console
    from simulator.core.errors import InputError, InputErrors
    from simulator.scenario.country.check import country_faults
    from simulator.scenario.country.profile import load_country

    needed = load_country(MODEL).national
    errors: list[InputError] = []
    for name in countries:
        try:
            path, label, root = _found(name)
            faults = country_faults(path, label, root, needed)
        except InputErrors as several:
            faults = list(several.errors)
        errors += faults
        if not faults:
            console.print(Text(f"{label}: valid"))
    if errors:
        raise InputErrors(errors)


def _found(name: str) -> tuple[Path, str, Traversable]:
    """File of a country by path or code, what messages call it, and the folder that holds its tables.

    A file in `countries` beside a folder `tables` has its rows there; any other in the shipped tables.
    """
    from simulator.core.errors import InputError, InputErrors
    from simulator.core.shipped import country_hint, package_folder
    from simulator.scenario.country.profile import available_countries

    shipped, codes = package_folder("calibration"), available_countries()
    if name.upper() in codes:
        code = name.upper()
        path = Path(str(shipped / "countries" / f"{code}.yaml"))
        return path, f"calibration/countries/{code}.yaml", shipped
    path = Path(name)
    if not path.is_file():
        hint = country_hint(name, codes)
        message = f"is no country's file, and no country's code; known: {', '.join(codes)}.{hint}"
        raise InputErrors([InputError(message, where=name[:200] or '""')])
    own = path.resolve().parent.parent
    return path, name, own if (own / "tables").is_dir() else shipped
