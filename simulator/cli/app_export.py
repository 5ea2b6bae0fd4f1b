"""The verb `sim export`: figures of a finished run as files, for a paper or a slide."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli.app_new import example


@click.command(
    epilog=example(
        "sim export runs/levy --format svg",
        "sim export runs/levy --format png --figures employment,budget_net --out slides",
    )
)
@click.argument("run_folder", metavar="RUN", type=click.Path(path_type=Path))
@click.option("--format", "kind", type=click.Choice(["png", "svg", "pdf"]), default="png", show_default=True)
@click.option("--figures", metavar="A,B", help="Names of figures, as in the report.  [default: all]")
@click.option("--lang", default="en", show_default=True, metavar="en|fr|es", help="Language of the figures.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder.  [default: RUN/figures]")
def export(run_folder: Path, kind: str, figures: str | None, lang: str, out: Path | None) -> None:
    """Write figures of a run's report as PNG, SVG or PDF (extra [static], and Chromium or Chrome)."""
    from simulator.cli.export import export_figures

    export_figures(run_folder, kind=kind, figures=figures, lang=lang, out=out)
