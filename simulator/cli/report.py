"""`sim report`: the page of a finished run or comparison, written anew by this code."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import options
from simulator.cli.terminal.help import example


@click.command(epilog=example("sim report runs/levy --lang fr"))
@options.run_folder
@options.lang
@options.allow_code
def report(run_folder: Path, *, lang: str, allow_code: bool) -> None:
    """Write report.html of a run, a comparison or a sweep anew; nothing is computed again.

    For folders whose report is older than this code, or to open it in another language first.
    """
    from simulator.cli.given.scenarios import check_language, check_whole
    from simulator.cli.terminal.console import console, working
    from simulator.core.errors import InputError

    check_language(lang)
    check_whole(run_folder, "the report", takes_sweeps=True)
    import reports
    from reports.page import sweep
    from simulator.store import manifest

    is_sweep = "sweep" in manifest.read(run_folder)["content"]
    try:
        with working("Writing the report"):
            page = (
                sweep.build(run_folder, lang)
                if is_sweep
                else reports.build(run_folder, lang, allow_code=allow_code)
            )
    except ValueError as error:  # a folder that lacks a file, or of another format
        raise InputError(str(error)) from error
    console.print(str(page), soft_wrap=True)
