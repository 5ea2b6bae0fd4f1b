"""How many seeds a comparison needs for the precision that was asked of it.

Seeds that are added until an interval is narrow stop where it happens to be narrow. With ten opening states
intervals of 95 % then cover 90 to 92 % when begun on three seeds, 93 % on ten, 93 to 94.5 % on thirty.
"""

import logging
from math import ceil, isfinite

import polars as pl

from simulator.experiment.plan import Plan
from simulator.experiment.provenance import drawn_of
from simulator.findings.options import half_width
from simulator.store.folder import RunFolder

FEWEST = 30
"""Seeds at which it is first looked whether they are enough, unless fewer are allowed."""
log = logging.getLogger(__name__)


def begun(plan: Plan) -> Plan:
    """The plan on as many seeds as the first look needs, where a precision is asked for."""
    if plan.precision is None or plan.max_seeds is None:
        return plan
    return plan.with_seeds(min(max(plan.seeds, FEWEST), plan.max_seeds))


def wanted(folder: RunFolder, plan: Plan) -> int:
    """How many seeds the asked precision needs, by the interval so far; at most twice the present number."""
    if plan.precision is None or plan.max_seeds is None:
        return plan.seeds
    content = {"window": plan.window, "opening_states": plan.base.opening_states,
               "drawn": drawn_of(plan.base)}  # fmt: skip
    half = half_width(_employed(folder, plan), plan, content)
    log.info("%d seeds: employment is known to ± %.0f persons", plan.seeds, half)
    if half <= plan.precision:
        return plan.seeds
    ratio = half / plan.precision if isfinite(half) else 2.0
    needed = max(ceil(plan.seeds * min(ratio**2, 2.0)), plan.seeds + 1)
    return min(needed, plan.max_seeds)


def _employed(folder: RunFolder, plan: Plan) -> pl.DataFrame:
    parts = []
    for task in plan.tasks():
        table = folder.load(task.key, "results")
        rows = table.filter((pl.col("indicator") == "employed") & (pl.col("by") == "total"))
        words = [name for name, kind in table.schema.items() if isinstance(kind, pl.Enum)]
        parts.append(rows.with_columns(pl.col(words).cast(pl.String)))
    return pl.concat(parts)
