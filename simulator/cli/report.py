"""`sim report`: a finished folder as a page, a brief, figures as files, or tables for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from simulator.cli import options
from simulator.cli.options import example
from simulator.core.errors import InputError

_PICTURES = ("png", "svg", "pdf")
_TABLES = {"iamc": "iamc.csv", "csv": "results.csv", "euromod": "euromod"}
_TAKEN = {
    "lang": ("page", "brief", *_PICTURES),
    "window": ("brief", *_PICTURES),
    "out": ("brief", *_PICTURES, *_TABLES),
    "figures": _PICTURES,
    "allow_code": ("page", *_PICTURES),
}
"""What each option is for."""


@click.command(
    epilog=example(
        "sim report runs/levy --lang fr",
        "sim report runs/options --as brief --lang fr --out note.pdf",
        "sim report runs/levy --as svg",
        "sim report runs/levy --as png --figures unemployment,costing_by_year --out slides",
        "sim report runs/levy --as iamc --out levy.csv",
        "sim report runs/levy --as euromod",
    )
)
@options.run_folder
@click.option(
    "--as",
    "kind",
    type=click.Choice(["page", "brief", *_PICTURES, *_TABLES]),
    default="page",
    show_default=True,
    help="page: report.html; brief: one page as PDF; png, svg, pdf: figures as files; iamc: results by year "
    "as pyam reads them, a CSV; csv: all results; euromod: effects by year as euromod-linking reads them.",
)
@click.option("--figures", metavar="A,B", help="Names of figures, as in the report.  [default: all]")
@options.window
@options.lang
@options.out(
    "File, of figures and euromod a folder.  [default: RUN/brief-LANG.pdf, figures, iamc.csv, results.csv, "
    "euromod]"
)
@options.allow_code
def report(
    run_folder: Path, *, kind: str, figures: str | None, lang: str, out: Path | None, **asked: Any
) -> None:
    """Write a finished run, comparison or sweep as a page, a brief, figures or tables; nothing is run.

    The page is for folders whose report is older than this code, or to have it in another language.

    The brief is the head of the report, made without a browser: the question, the answer in a sentence, a
    chart, four numbers with their ranges, who gains and who pays, how sure, three caveats, and what the
    Tirana Declaration asks.

    Figures need the extra [static], and Chromium or Chrome. A sweep has its page alone.
    """
    from simulator.cli.console import console, working
    from simulator.store.manifest import countries_in

    for option, kinds in _TAKEN.items():
        if kind not in kinds:
            options.refuse([option], f"is for --as {', '.join(kinds)}, not for {kind}; leave it out")
    options.check_language(lang, page=kind == "page")
    countries = countries_in(run_folder)
    if countries and kind != "page":
        each = " or ".join(map(str, countries.values()))
        told = f"is for one country; name {each}, or leave it out for the page of all"
        raise InputError(told, where=str(run_folder), field=f"--as {kind}")
    for folder in countries.values() or [run_folder]:
        options.check_whole(folder, "the report", takes_sweeps=kind == "page" and not countries)
    try:
        with working("Writing the report"):
            if kind == "page":
                made = [_page(run_folder, lang, allow_code=asked["allow_code"])]
            elif kind in _PICTURES:
                from reports.page.export import export

                into, named = out or run_folder / "figures", options.names_in(figures)
                made = export(run_folder, named, kind, lang, into, **asked)
            elif kind == "brief":
                import reports

                file = _file(out or run_folder / f"brief-{lang}.pdf")
                made = [reports.write_brief(run_folder, file, lang, asked["window"])]
            else:
                made = _tables(run_folder, kind, out or run_folder / _TABLES[kind])
    except ValueError as error:  # a folder that lacks a file, or of another format
        raise InputError(str(error)) from error
    for file in made:
        console.print(str(file), soft_wrap=True)


def _page(run_folder: Path, lang: str, *, allow_code: bool) -> Path:
    import reports
    from reports.page import sweep
    from simulator.store import manifest

    if not manifest.countries_in(run_folder) and "sweep" in manifest.read(run_folder)["content"]:
        return sweep.build(run_folder, lang)
    return reports.build(run_folder, lang, allow_code=allow_code)


def _tables(run_folder: Path, kind: str, out: Path) -> list[Path]:
    """Write the results as IAMC data, as they are, or as a table for each comparison; over no other file."""
    import polars as pl

    from simulator.core.files import drafted
    from simulator.findings.exchange import iamc, shocks
    from simulator.store import manifest

    results = run_folder / "results.parquet"
    if kind == "euromod":
        told = shocks(results, manifest.read(run_folder)["content"])
        tables = {out / f"{name}.csv": one.lazy() for name, one in told.items()}
    elif kind == "iamc":
        tables = {_file(out): iamc(results, manifest.read(run_folder)["content"]).lazy()}
    else:
        tables = {_file(out): pl.scan_parquet(results, glob=False)}
    for file in tables:
        if file.exists():
            raise InputError(f"{file} exists; name another place with --out, or delete it")
    for file, table in tables.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        with drafted(file) as draft:
            table.sink_csv(draft)
    return list(tables)


def _file(out: Path) -> Path:
    if out.is_dir():
        raise InputError(f"{out} is a folder; name a file", field="--out")
    return out
