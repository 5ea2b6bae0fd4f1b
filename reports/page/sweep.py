"""The page of a sweep: what is varied, and the effect on each outcome at every point; in three languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reports.data.point import Sweep
from reports.draw.theme import Json
from reports.kinds.swept import Swept
from reports.page.assemble import environment, library, view, write_page
from reports.page.export import picture
from reports.story.limits import caveats_told
from reports.story.sentences import country_name
from reports.text import Text, language_name, languages
from simulator.core.errors import InputError, suggestion
from simulator.findings.verdicts import OUTCOMES
from simulator.store import manifest


def build(folder: Path, lang: str = "en") -> Path:
    """Write report.html into the folder of a finished sweep, note its hash and return its path.

    Raises ValueError for a language without a catalogue.
    """
    sweep = Sweep(folder)
    texts = [Text(one, sweep.technology) for one in (lang, *(one for one in languages() if one != lang))]
    bodies = {text.lang: _body(sweep, text) for text in texts}
    title = f"{_title(sweep, texts[0])} · {country_name(sweep, texts[0])}"
    page = write_page(folder / manifest.REPORT, texts[0], title, bodies, plotly=library())
    manifest.record(folder, manifest.REPORT)
    return page


def figure_of(folder: Path, indicator: str, comparison: str, lang: str) -> Json:
    """The figure of one outcome, as the page shows it; InputError for what the sweep has not."""
    sweep = Sweep(folder)
    known_of = {"comparison": (comparison, sweep.comparisons), "indicator": (indicator, OUTCOMES)}
    for field, (asked, known) in known_of.items():
        if asked not in known:
            told = f'no {field} "{asked}"; there is {", ".join(known)}.{suggestion(asked, list(known))}'
            raise InputError(told, field=field)
    return picture(Swept(sweep, Text(lang, sweep.technology), comparison, indicator))


def _title(sweep: Sweep, text: Text) -> str:
    own = text.declared(str(sweep.content.get("title", ""))) or str(sweep.sweep["base"])
    return text("sweep.title", scenario=own)


def _body(sweep: Sweep, text: Text) -> str:
    return environment(text).get_template("sweep.html.j2").render(
        lang=text.lang,
        languages={code: language_name(code) for code in languages()},
        content=sweep.content,
        sweep=sweep,
        title=_title(sweep, text),
        country=country_name(sweep, text),
        meanings=_meanings(sweep, text),
        axes=", ".join(text("sweep.world") if axis == "world" else axis for axis in sweep.axes),
        points=text.number(len(sweep.content["points"]), 0),
        left_out=caveats_told(sweep.content, sweep.worlds, text),
        sections=[(one, _figures(sweep, text, one)) for one in sweep.comparisons],
    )  # fmt: skip


def _meanings(sweep: Sweep, text: Text) -> dict[str, str]:
    """Return what each parameter that is varied means, with its unit."""
    known = {axis: sweep.content["parameters"].get(axis) for axis in sweep.axes}
    return {
        f"{axis} ({text.declared(str(entry['unit']))})": text.declared(str(entry["about"]))
        for axis, entry in known.items()
        if entry is not None
    }


def _figures(sweep: Sweep, text: Text, comparison: str) -> list[dict[str, Any]]:
    drawn = (Swept(sweep, text, comparison, indicator) for indicator in OUTCOMES)
    return [view(figure) for figure in drawn if figure.available()]
