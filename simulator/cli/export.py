"""`sim export`: figures of a finished run as files, for a paper or a slide; its results for other models."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import options
from simulator.cli.terminal.help import example

IAMC = "iamc"


@click.command(
    epilog=example(
        "sim export runs/levy --format svg",
        "sim export runs/levy --format png --figures employment,costing_by_year --out slides",
        "sim export runs/levy --format iamc --out levy.csv",
    )
)
@options.run_folder
@click.option(
    "--format", "kind", type=click.Choice(["png", "svg", "pdf", IAMC]), default="png",
    show_default=True, help="Kind of file; iamc: results by year as pyam reads them, a CSV.",
)  # fmt: skip
@click.option("--figures", metavar="A,B", help="Names of figures, as in the report.  [default: all]")
@options.window
@options.lang
@options.out("Folder, of iamc a file.  [default: RUN/figures, RUN/iamc.csv]")
@options.allow_code
def export(
    run_folder: Path, *, kind: str, figures: str | None, window: str | None, lang: str, out: Path | None,
    allow_code: bool,
) -> None:  # fmt: skip
    """Write figures of a run's report as PNG, SVG or PDF, or its results as IAMC data.

    Figures need the extra [static], and Chromium or Chrome.
    """
    from simulator.cli.given.scenarios import check_language, check_whole, names_in
    from simulator.cli.terminal.console import console
    from simulator.core.errors import InputError

    check_language(lang)
    check_whole(run_folder, "the results" if kind == IAMC else "the figures")
    if kind == IAMC:
        for option, given in (("--figures", figures), ("--window", window)):
            if given is not None:
                raise InputError("is for figures; iamc holds every indicator by year", field=option)
        console.print(str(_iamc(run_folder, out or run_folder / "iamc.csv")), soft_wrap=True)
        return
    from reports.page.export import export as drawn

    into = out or run_folder / "figures"
    for file in drawn(run_folder, names_in(figures), kind, lang, into, window, allow_code=allow_code):
        console.print(str(file), soft_wrap=True)


def _iamc(run_folder: Path, out: Path) -> Path:
    from simulator.core.errors import InputError
    from simulator.core.files import write_whole
    from simulator.findings.iamc import iamc
    from simulator.store import manifest

    content = manifest.read(run_folder)["content"]
    if out.exists():
        raise InputError(f"{out} exists; name another file with --out, or delete it")
    write_whole(out, iamc(run_folder / "results.parquet", content).write_csv())
    return out
