"""The brief as a PDF of one page, set without a browser."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import files
from typing import Any

from reports.brief.brief import Brief, brief
from reports.data.run import Run
from reports.draw.table import Table
from reports.text import Text


def pdf(run: Run, text: Text) -> bytes:
    """Return the page; the same bytes for the same run. Fonts are embedded, its words can be selected."""
    import typst

    source = files("reports").joinpath("brief", "brief.typ").read_bytes()
    told = json.dumps(_plain(brief(run, text), run, text), ensure_ascii=False)
    made = typst.compile(source, format="pdf", sys_inputs={"brief": told}, ignore_system_fonts=True,
                         timestamp=_made_at(run))  # fmt: skip
    assert isinstance(made, bytes)
    return made


def _made_at(run: Run) -> int:
    """Return when the run was made, in seconds of the epoch: what the document bears as its date."""
    started = str(run.manifest.get("run", {}).get("started", ""))
    return int(datetime.fromisoformat(started).timestamp()) if started else 0


def _plain(told: Brief, run: Run, text: Text) -> dict[str, Any]:
    """Return what the template reads."""
    return {
        "lang": text.lang,
        "author": str(run.content.get("author", "")),
        "kicker": told.kicker,
        "title": told.title,
        "question": told.question,
        "contents": told.contents,
        "answer": told.answer,
        "price": [one for one in (told.price, told.cash) if one],
        "sure": told.sure,
        "quick": told.quick,
        "charts": [vars(one) for one in (told.chart, told.strip) if one],
        "numbers": [{key: said for key, said in vars(one).items() if key != "cells"} for one in told.numbers],
        "tables": [_table(one.title, one.table) for one in told.outcomes],
        "note": [*([f"{told.legend}."] if told.legend else []), *told.note],
    }


def _table(title: str, table: Table) -> dict[str, Any]:
    rows = [[f"{cell.text} {cell.about}".strip() for cell in row] for row in table.rows]
    return {"title": title, "columns": table.columns, "rows": rows}
