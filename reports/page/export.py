"""Figures of a finished run as files: PNG, SVG or PDF, drawn by Chromium through kaleido (extra `static`)."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from reports.data.run import Run
from reports.draw.pieces import broken
from reports.draw.theme import Json, template
from reports.figures import drawn_of
from reports.kinds.figure import Figure
from reports.text import Text
from simulator.core.errors import InputError, suggestion
from simulator.core.files import write_whole

WIDTH = 900
SCALE = 2  # pixels of a PNG for each of the figure
LINE = 20  # pixels
LEGEND = 40  # pixels that a legend above the panels takes
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
EXTRA = "pip install 'labour-displacement-simulator[static]'"


def export(
    run_folder: Path, names: Sequence[str], kind: str, lang: str, out: Path, window: str | None = None,
    *, allow_code: bool = False,
) -> list[Path]:  # fmt: skip
    """Draw the figures `names` (none: all that the run has) into `out`; returns the files.

    Figures of the run's own, which are code, are among them with `allow_code`.

    Raises InputError for a name that is no figure of the run, without the extra and without a browser.
    """
    try:
        run = Run(run_folder, window=window)
        text = Text(lang, run.technology)
    except ValueError as error:  # a folder that is not finished, a language without a catalogue
        raise InputError(str(error)) from error
    drawn = drawn_of(run, text, allow_code=allow_code)
    chosen = _chosen([figure for figure in drawn if figure.available()], names)
    drawing = _images([picture(figure) for figure in chosen], kind, _browser())
    with ThreadPoolExecutor(1) as pool:  # a notebook has a loop of events in this one
        images = pool.submit(asyncio.run, drawing).result()
    files = [out / f"{figure.name}.{kind}" for figure in chosen]
    for file, image in zip(files, images, strict=True):
        write_whole(file, image)
    return files


def figure_of(
    run_folder: Path, name: str, lang: str = "en", world: str = "", window: str | None = None,
    *, allow_code: bool = False,
) -> Any:  # fmt: skip
    """A figure of a run, by its name or by the indicator that it shows, as a figure of Plotly.

    Raises InputError that names the figures which the run has.
    """
    from plotly.graph_objects import Figure as PlotlyFigure

    run = Run(run_folder, world, window=window)
    text = Text(lang, run.technology)
    drawn = drawn_of(run, text, allow_code=allow_code)
    available = [figure for figure in drawn if figure.available()]
    shows = {one: figure.name for figure in reversed(available) for one in getattr(figure, "indicators", ())}
    [found] = _chosen(available, [shows.get(name, name)])
    return PlotlyFigure(picture(found))


def picture(figure: Any) -> Json:
    """The figure as the page shows it in the light, with finding, measure and source above the panels."""
    plot = figure.plot()
    head = [
        *_lines(figure.finding(), 90, "<b>{}</b>"),
        *_lines(figure.subtitle(), 115, "{}"),
        *_lines(figure.source(), 135, '<span style="font-size:11px">{}</span>'),
    ]
    above = LINE * len(head) + (LEGEND if plot["layout"].get("showlegend") else LINE)
    height = plot["layout"]["height"] + above
    layout = plot["layout"] | {"width": WIDTH, "height": height, "separators": figure.text.separators}
    layout |= {"template": template(dark=False), "paper_bgcolor": "white", "plot_bgcolor": "white"}
    layout["margin"] = plot["layout"].get("margin", {}) | {"t": above, "l": 16, "r": 24, "b": 16}
    left = {"x": 16 / WIDTH, "xanchor": "left", "font": {"size": 14}}
    top = {"y": 1 - 12 / height, "yref": "container", "yanchor": "top"}
    return {"data": plot["data"], "layout": layout | {"title": {"text": "<br>".join(head)} | left | top}}


def _lines(sentence: str, width: int, markup: str) -> list[str]:
    return [markup.format(line) for line in broken(sentence, width).split("<br>")]


def _chosen(available: Sequence[Figure], names: Sequence[str]) -> list[Figure]:
    known = {figure.name: figure for figure in available}
    for name in names:
        if name not in known:
            told = f'the run has no figure "{name}"; there is {", ".join(known)}.{suggestion(name, known)}'
            raise InputError(told, field="--figures")
    return [known[name] for name in dict.fromkeys(names or known)]


def _browser() -> str:
    given = os.environ.get("BROWSER_PATH")  # kaleido's own name for it
    found = given or next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None or not Path(found).is_file():
        raise InputError(
            "figures are drawn by Chromium or Chrome, and none was found; install it (on Debian: apt-get "
            "install chromium), or set BROWSER_PATH to its program"
        )
    return found


async def _images(pictures: Sequence[Json], kind: str, browser: str) -> list[bytes]:
    """Every picture drawn, in one browser that asks the network for nothing."""
    try:
        from kaleido import Kaleido
    except ImportError as error:
        raise InputError(f"figures as files need kaleido: {EXTRA}", field="--as") from error
    images: list[bytes] = []
    async with Kaleido(mathjax=False, path=browser) as drawer:
        for one in pictures:
            size: dict[str, Any] = {"width": WIDTH, "height": one["layout"]["height"]}
            images.append(await drawer.calc_fig(one, opts={"format": kind, "scale": SCALE, **size}))
    return images
