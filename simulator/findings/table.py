"""`findings.parquet`: every number that is told of an experiment, a row each, with what is known of it.

The only place where numbers are worked out for people to read: terminal, page, workbook and Python are views.
Floats are as computed; rounding, words and factors are the reader's.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from simulator.core.errors import InputError
from simulator.findings.differences import Columns, Differences, is_outcome, is_total
from simulator.findings.effects import Contrast, cash_contrasts, contrasts, options
from simulator.findings.lives import Lives, Panel, afterwards
from simulator.findings.results import Results, closures_of
from simulator.findings.verdicts import judged
from simulator.findings.windows import LAST12, WHOLE
from simulator.findings.winners import Winners
from simulator.store import manifest

NUMBERS = (
    *("mean", "low", "high", "p", "q05", "q10", "q90", "q95", "reference", "relevant", "share_better"),
)
_TYPES = dict.fromkeys(NUMBERS, pl.Float64) | {"year": pl.Int16, "n": pl.Int32}
SCHEMA = {
    name: _TYPES.get(name, pl.String)
    for name in (
        *("country", "point", "scenario", "against", "world", "closure", "contrast", "treated", "base"),
        *("kind", "indicator", "by", "group", "window", "year", "measure", "unit", "part"),
        *("mean", "low", "high", "n", "p", "q05", "q10", "q90", "q95"),
        *("reference", "relevant", "share_better", "better", "alone", "verdict", "beside"),
    )
}
"""Columns in their order with their types; `store/columns.csv` says what they are."""
TEXT = tuple(name for name, kind in SCHEMA.items() if kind == pl.String)
FINDINGS = "findings.parquet"
log = logging.getLogger(__name__)


def findings_of(
    content: Mapping[str, Any],
    results: pl.DataFrame | pl.LazyFrame,
    persons: pl.DataFrame | pl.LazyFrame | None = None,
) -> pl.DataFrame:
    """Every number that is told of an experiment.

    `content` is its manifest's, `results` its long table, `persons` its panel.
    """
    rows = []
    for place in places(content, results):
        found = [*rows_at(place), *(() if persons is None else people(place, persons))]
        rows += [{"world": place.world, "closure": place.closure, **one} for one in found]
    country = pl.lit(str(content.get("country", {}).get("iso3", ""))).alias("country")
    table = judged(together(rows).with_columns(country)).select(*SCHEMA)
    words = (pl.Enum(table[name].unique(maintain_order=True)) for name in TEXT)
    return table.with_columns(pl.col(name).cast(kind) for name, kind in zip(TEXT, words, strict=True))


def read(folder: Path) -> pl.DataFrame:
    """The findings of a finished folder; made anew from its results where an earlier version left none.

    InputError for a file that is torn, or holds other columns.
    """
    path = folder / FINDINGS
    if not path.is_file():
        log.warning("%s holds no %s: an earlier version made it; made from its results", folder, FINDINGS)
        content = manifest.read(folder)["content"]
        parts = (pl.scan_parquet(folder / f"{one}.parquet", glob=False) for one in ("results", "persons"))
        return findings_of(content, *parts)
    try:
        table = pl.read_parquet(path, glob=False)
    except pl.exceptions.PolarsError as error:
        told = f"cannot be read ({error}); delete it, and it is made anew from the results beside it"
        raise InputError(told, where=str(path)) from None
    if lacking := [name for name in SCHEMA if name not in table.columns]:
        told = f"lacks the columns {', '.join(lacking)}; delete it, and it is made anew from its results"
        raise InputError(told, where=str(path))
    return table


def places(content: Mapping[str, Any], results: pl.DataFrame | pl.LazyFrame) -> Iterator[Results]:
    """Yield what was found in each world under each closure."""
    worlds = content.get("comparison", {}).get("worlds") or [""]
    closures = [one["label"] for one in closures_of(content)] or [""]
    for world in worlds:
        for closure in closures:
            yield Results(results, content, world, closure)


def rows_at(results: Results) -> Iterator[Columns]:
    """Yield every row of one place."""
    made = Differences(results)
    found = list(contrasts(results))
    ai = next((one for one in found if one.name == "ai"), None)
    policies = [one for one in found if one.name != "ai"]
    for one in found:
        yield from made.effects(one)
    for one in (*cash_contrasts(results), *with_ai(results, policies)):
        yield from made.effects(one, of=is_total)
    for one in pairs(results):
        yield from made.effects(one, of=is_outcome, whole=False)
    for one in found:
        yield from made.costs(one)
    for one in policies:
        yield from made.ratios(one, ai)
    for role, scenario in dict.fromkeys(role for one in found for role in one.roles[::-1]):
        yield from made.levels(role, scenario)


def people(results: Results, persons: pl.DataFrame | pl.LazyFrame) -> Iterator[Columns]:
    """Yield rows of the panel: who gains or loses more than 5 %, and what courses do to those in them."""
    told = persons.lazy().filter(results.here)
    for cell in Winners(Panel(results, told)).cells():
        share, one = cell.share, cell.contrast
        yield _of(one) | {
            "kind": "winners",
            "indicator": f"{cell.way}_5pct",
            "by": cell.by,
            "group": cell.group,
            "window": LAST12.name,
            "unit": "share",
            "mean": share.gross,
            "low": share.chance + share.low,
            "high": share.chance + share.high,
            "reference": share.chance,
            "n": int(results.content.get("seeds", 0)),
        }
    for one in contrasts(results):
        if one.name == "ai":
            continue
        for after in afterwards(Lives(results, told), one):
            yield _of(one) | {
                "kind": "lives",
                "indicator": "at_work_after_course",
                "by": "years_after",
                "group": str(after.years),
                "window": WHOLE.name,
                "unit": "share",
                "reference": after.without,
                **vars(after.change),
            }


def _of(contrast: Contrast) -> Columns:
    names = ("scenario", "against", "treated", "base")
    return {"contrast": contrast.name, **{name: getattr(contrast, name) for name in names}, "measure": "own"}


def with_ai(results: Results, policies: Sequence[Contrast]) -> Iterator[Contrast]:
    """Yield what AI and a policy do together, beside a country without further AI."""
    for one in policies:
        shared = one.against or one.scenario
        without = next((name for name in (one.scenario, shared) if results.has("no_ai", name)), "")
        if without:
            against = without if without != one.scenario else ""
            yield Contrast("both", one.treated, "no_ai", one.scenario, against, one.world, one.closure)


def pairs(results: Results) -> Iterator[Contrast]:
    """Yield each option of a comparison beside each that stands before it."""
    found = options(results) if results.comparison else ()
    for place, one in enumerate(found):
        for other in found[:place]:
            roles = one.treated, other.treated, one.scenario, other.scenario
            yield Contrast("pair", *roles, one.world, one.closure)


def together(rows: Sequence[Columns]) -> pl.DataFrame:
    """Return rows as one table: what all of a batch have is repeated; rows without a number are left out."""
    sizes = [
        max((len(one) for one in batch.values() if isinstance(one, list | np.ndarray)), default=1)
        for batch in rows
    ]
    made = {}
    for name, kind in SCHEMA.items():
        cells: list[Any] = []
        for batch, size in zip(rows, sizes, strict=True):
            value = batch.get(name)
            if isinstance(value, np.ndarray):
                value = value.tolist()
            cells += value if isinstance(value, list) else [value] * size
        made[name] = pl.Series(name, cells, dtype=kind, strict=False)
    numbers = [pl.col(name).fill_nan(None) for name in NUMBERS]
    table = pl.DataFrame(made).with_columns(*numbers, pl.col(*TEXT).fill_null(""))
    return table.filter(pl.col("n") > 0)
