"""`sim export`: draw figures of a finished run folder into files and say where they are."""

from __future__ import annotations

from pathlib import Path

from simulator.cli.console import console
from simulator.cli.run import check_language
from simulator.store import manifest


def export_figures(run_folder: Path, *, kind: str, figures: str | None, lang: str, out: Path | None) -> None:
    """Write the figures named in `figures` (`a,b`; None: all) of a run as files of a `kind`."""
    check_language(lang)
    manifest.read(run_folder)  # says what is wrong with a folder that is none of a run
    from reports.page.export import export

    names = [name.strip() for name in figures.split(",")] if figures is not None else []
    for file in export(run_folder, names, kind, lang, out or run_folder / "figures"):
        console.print(str(file), soft_wrap=True)
