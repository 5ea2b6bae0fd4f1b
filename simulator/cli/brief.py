"""`sim brief`: a finished run or comparison on one page, as a PDF."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import options
from simulator.cli.terminal.help import example


@click.command(
    epilog=example("sim brief runs/levy", "sim brief runs/options --lang fr --out note.pdf"),
)
@options.run_folder
@options.window
@options.lang
@options.out("File.  [default: RUN/brief-LANG.pdf]")
def brief(run_folder: Path, *, window: str | None, lang: str, out: Path | None) -> None:
    """Write the brief of a run or a comparison: one page, as PDF, without a browser.

    The question, the answer in a sentence, a chart, four numbers with their ranges, who gains and who pays,
    how sure, three caveats, and what the Tirana Declaration asks: the head of the report.
    """
    from simulator.cli.given.scenarios import check_language, check_whole
    from simulator.cli.terminal.console import console
    from simulator.core.errors import InputError

    check_language(lang)
    check_whole(run_folder, "the brief")
    file = out or run_folder / f"brief-{lang}.pdf"
    if file.is_dir():
        raise InputError(f"{file} is a folder; name a file", field="--out")
    import reports

    try:
        reports.write_brief(run_folder, file, lang, window)
    except ValueError as error:  # a folder that lacks a file, or of another format
        raise InputError(str(error)) from error
    console.print(str(file), soft_wrap=True)
