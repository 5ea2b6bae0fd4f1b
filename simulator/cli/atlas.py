"""`sim atlas`: comparisons of several countries as a folder of static pages with a map."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import options
from simulator.cli.options import example


@click.command(
    epilog=example(
        "sim atlas runs/atlas --out runs/atlas-site",
        "sim atlas runs/options_esp runs/options_fra --lang fr --with-reports --out site",
    )
)
@click.argument("folders", nargs=-1, required=True, metavar="RUN...", type=click.Path(path_type=Path))
@click.option(
    "--out", type=options.NewPath(path_type=Path), required=True, help="Folder; must not exist yet."
)
@click.option("--with-reports", is_flag=True, help="Copy each comparison's report as it is: 2 to 6 MB each.")
@options.one_lang
def atlas(folders: tuple[Path, ...], *, out: Path, with_reports: bool, lang: str) -> None:
    """Write an atlas of finished comparisons, as many countries as you like: static pages for a web site.

    A map and tables of countries over options, worlds and closures, computed points only, a brief of each
    point, all numbers as CSV; English, French and Spanish. It opens from disk; at most 30 MB.
    """
    from simulator.cli.console import console, working
    from simulator.core.errors import InputError
    from simulator.store.manifest import countries_in

    options.check_language(lang, page=False)
    if out.exists():
        raise InputError(f"{out} exists; delete it, or name another folder", field="--out")
    folders = tuple(one for given in folders for one in countries_in(given).values() or [given])
    for folder in folders:
        options.check_whole(folder, "the atlas")
    from reports.page.atlas import build

    try:
        with working("Writing the atlas"):
            page = build(folders, out, lang, with_reports=with_reports)
    except ValueError as error:  # a folder that lacks a file, or of another format
        raise InputError(str(error)) from error
    console.print(str(page), soft_wrap=True)
