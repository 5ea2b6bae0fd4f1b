"""Reports: a self-contained page and a brief, made from a finished run folder and from nothing else."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.store.manifest import countries_in

if TYPE_CHECKING:
    from simulator.findings.effects import Effect


def build(run_folder: Path, lang: str = "en", *, allow_code: bool = False) -> Path:
    """Write report.html into a finished run folder, or one of several countries, and return its path.

    Figures of its own, which are code, are drawn with `allow_code`; without it InputError names them.
    """
    if countries := countries_in(run_folder):
        return build_countries(run_folder, list(countries), lang)
    from reports.page.assemble import build as build_page  # Plotly and Polars load only when a report is made

    page = build_page(run_folder, lang, allow_code=allow_code)
    gc.collect()  # what was read of the run refers to itself, and would stay beside what is read next
    return page


def check_figures(named: Iterable[tuple[Mapping[str, str], Mapping[str, str]]]) -> None:
    """Run the figure files that scenarios name: InputError for one that holds none, before a run.

    `named`: of each scenario the file of each figure by its name, and the text of each file.
    """
    for figures, texts in named:
        for name, file in figures.items():
            from reports.figures import own_kind

            own_kind(name, file, texts[file])


def build_countries(folder: Path, countries: Sequence[str], lang: str = "en") -> Path:
    """Write the page and the one table above the folders of these countries, and return the page's path.

    Raises InputError for comparisons that cannot stand side by side.
    """
    from reports.page.countries import build as build_page

    return build_page(folder, countries, lang)


def answer(run_folder: Path, lang: str = "en") -> list[str]:
    """Return the answer of a finished run folder in lines of 80 characters, as a terminal prints it.

    Raises UnreadableRunError and ValueError as `build` does.
    """
    if countries := countries_in(run_folder):
        from reports.page import countries as together

        return together.lines(run_folder, list(countries), lang)
    from reports.data.run import Run
    from reports.text import Text
    from reports.views import page_of
    from reports.views.lines import lines

    run = Run(run_folder)
    text = Text(lang, run.technology)
    return lines(page_of(run, text))


def cite(folder: Path, lang: str = "en") -> str:
    """Return how to cite a number of a finished run, comparison or sweep: a sentence, an entry for BibTeX.

    Raises UnreadableRunError and ValueError as `build` does.
    """
    from reports.data.run import Run, Sweep
    from reports.page import sweep
    from reports.story.contents import title
    from reports.story.settings import citations
    from reports.text import Text
    from simulator.store import manifest

    if "sweep" in manifest.read(folder)["content"]:
        swept = Sweep(folder)
        text = Text(lang, swept.technology)
        return "\n\n".join(citations(swept, text, sweep.title(swept, text)))
    run = Run(folder)
    text = Text(lang, run.technology)
    return "\n\n".join(citations(run, text, title(run, text)))


def early(effects: Sequence[Effect], done: int, seeds: int, lang: str = "en") -> str:
    """Return what the first `done` of `seeds` say of jobs; their intervals bear the looks."""
    from reports.text import Text

    text = Text(lang)
    told = []
    for one in effects:
        ends = {end: text.number(getattr(one, end), -3, signed=True) for end in ("mean", "low", "high")}
        what = text(f"early.{one.contrast.name}", option=one.contrast.scenario)
        told.append(text("early.jobs", what=what, **ends))
    return text("early", done=done, seeds=seeds, jobs="; ".join(told))


def write_brief(run_folder: Path, out: Path, lang: str = "en", window: str | None = None) -> Path:
    """Write the brief of a finished run folder as a PDF of one page and return its path.

    Raises UnreadableRunError and ValueError as `build` does.
    """
    from reports.data.run import Run
    from reports.text import Text
    from reports.views.brief import pdf
    from simulator.core.files import write_whole

    run = Run(run_folder, window=window)
    write_whole(out, pdf(run, Text(lang, run.technology)))
    return out
