"""`sim export`: figures of a finished run as files, for a paper or a slide."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import options
from simulator.cli.terminal.help import example


@click.command(
    epilog=example(
        "sim export runs/levy --format svg",
        "sim export runs/levy --format png --figures employment,budget_net --out slides",
    )
)
@options.run_folder
@click.option(
    "--format", "kind", type=click.Choice(["png", "svg", "pdf"]), default="png", show_default=True,
    help="Kind of file.",
)  # fmt: skip
@click.option("--figures", metavar="A,B", help="Names of figures, as in the report.  [default: all]")
@options.window
@options.lang
@options.out("Folder.  [default: RUN/figures]")
def export(
    run_folder: Path, *, kind: str, figures: str | None, window: str | None, lang: str, out: Path | None
) -> None:
    """Write figures of a run's report as PNG, SVG or PDF (extra [static], and Chromium or Chrome)."""
    from simulator.cli.given.run_folder import check_whole
    from simulator.cli.given.words import check_language, names_in
    from simulator.cli.terminal.console import console

    check_language(lang)
    check_whole(run_folder, "the figures")
    from reports.page.export import export as drawn

    for file in drawn(run_folder, names_in(figures), kind, lang, out or run_folder / "figures", window):
        console.print(str(file), soft_wrap=True)
