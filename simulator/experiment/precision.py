"""How many seeds a comparison needs for the precision that was asked of it."""

import logging
from math import ceil, isfinite

import polars as pl

from simulator.experiment.plan import Plan
from simulator.findings.options import half_width
from simulator.store.folder import RunFolder

FEWEST = 3
"""Seeds from which on an interval tells how many more are needed."""
log = logging.getLogger(__name__)


def wanted(folder: RunFolder, plan: Plan) -> int:
    """How many seeds the asked precision needs, by the interval so far; at most twice the present number."""
    if plan.precision is None or plan.max_seeds is None:
        return plan.seeds
    half = half_width(_employed(folder, plan), plan, plan.window, plan.base.opening_states)
    log.info("%d seeds: employment is known to ± %.0f persons", plan.seeds, half)
    if half <= plan.precision:
        return plan.seeds
    ratio = half / plan.precision if isfinite(half) else 2.0
    needed = max(ceil(plan.seeds * min(ratio**2, 2.0)), plan.seeds + 1, FEWEST)
    return min(needed, plan.max_seeds)


def _employed(folder: RunFolder, plan: Plan) -> pl.DataFrame:
    parts = []
    for task in plan.tasks():
        table = folder.load(task.key, "results")
        rows = table.filter((pl.col("indicator") == "employed") & (pl.col("by") == "total"))
        words = [name for name, kind in table.schema.items() if isinstance(kind, pl.Enum)]
        parts.append(rows.with_columns(pl.col(words).cast(pl.String)))
    return pl.concat(parts)
