"""The brief: one page as PDF, set without a browser, of what stands on the first screen."""

import json
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any

from reports.data.run import Run
from reports.text import Text
from reports.views.compare import ComparePage
from reports.views.parts import Panel
from reports.views.run import RunPage


def pdf(run: Run, text: Text) -> bytes:
    """Return the page; the same bytes for the same run. Fonts are embedded, its words can be selected."""
    import typst

    source = files("reports").joinpath("views", "brief.typ").read_bytes()
    told = {"brief": json.dumps(_plain(run, text), ensure_ascii=False)}
    started = str(run.manifest.get("run", {}).get("started", ""))  # the document bears it as its date
    when = int(datetime.fromisoformat(started).timestamp()) if started else 0
    made = typst.compile(source, format="pdf", sys_inputs=told, ignore_system_fonts=True, timestamp=when)
    assert isinstance(made, bytes)
    return made


def _plain(run: Run, text: Text) -> dict[str, Any]:
    """Return what the template reads."""
    page = ComparePage(run, text) if run.comparison else RunPage(run, text)
    told = page.answer()
    if isinstance(page, RunPage):
        panels = list(told.panels)
        rows = [[name, cell.text, cell.about, word] for name, cell, word in page.numbers()]
        columns = [page.say("lines.adds", policy=page.named, mean=page.mean_of), "", "", ""]
    else:
        years, grid = page.years(), page.trades().grid
        panels = list(years.panels) if years else []
        assert grid is not None
        columns = list(grid.columns)
        rows = [[one.text if one.is_head else f"{one.text}\n{one.about}" for one in row] for row in grid.rows]
    quick = text("banner.quick", persons=text.number(run.content["persons"], 0))
    return {
        "lang": text.lang,
        "author": str(run.content.get("author", "")),
        "policy": told.policy,
        "question": told.question,
        "answer": told.headline,
        "quick": quick if run.content.get("quick") else "",
        "panels": [_drawn(one) for one in panels],
        "caption": told.caption,
        "boxes": told.boxes,
        "columns": columns,
        "rows": rows,
        "note": told.reading,
    }


def _drawn(panel: Panel) -> Mapping[str, Any]:
    """Return the numbers of a panel's chart: years, means, ends of ranges, the window, the axis."""
    *band, path, level = panel.figure["data"]
    years = path["x"]
    ends = band[0]["y"] if band else []
    axis = panel.figure["layout"]
    return {
        "title": panel.title,
        "mean": panel.mean,
        "range": panel.range,
        "colour": path["line"]["color"],
        "years": years,
        "means": path["y"],
        "high": ends[: len(years)],
        "low": ends[len(years) :][::-1],
        "limits": axis["yaxis"]["range"],
        "span": level["x"],
        "level": level["y"][0],
    }
