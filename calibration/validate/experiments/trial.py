"""What every held-out test has: findings by seed, published values beside them, and rules stated before."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, isfinite
from pathlib import Path
from typing import Any

import numpy as np

from simulator.findings.intervals import Interval, mean_interval, ratio_interval

FOLDER = Path(__file__).parent
Findings = Mapping[str, float | tuple[float, float]]
"""Statistic, as `published.csv` names it, → what one seed gave; a pair is a ratio taken over all seeds."""


@dataclass(frozen=True)
class Trial:
    """A quasi-experiment: `run(seed, persons)` gives what one base seed says of each statistic.

    `departs` tells in what it departs from the paper's design; `counted` names statistics that count how many
    of some others are positive, each taken over all seeds.
    """

    id: str
    name: str
    country: str
    switch: str
    estimand: str
    departs: str
    run: Callable[[int, int], Findings]
    counted: Mapping[str, Sequence[str]] = field(default_factory=dict)


def published(test: str) -> list[dict[str, Any]]:
    """Published values of a test, in the order of the table; an empty bound is no bound."""
    return [
        {**row, "published": _number(row["published"], None), "low": _number(row["low"], -inf),
         "high": _number(row["high"], inf)}
        for row in _table("published.csv") if row["test"] == test
    ]  # fmt: skip


def not_run(country: str | None = None) -> list[dict[str, str]]:
    """Tests that cannot be run yet, and why; of one country when it is named."""
    return [row for row in _table("not_run.csv") if country in (None, row["country"])]


def _table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str, missing: float | None) -> float | None:
    return float(text) if text else missing


def effect_of(values: Sequence[float | tuple[float, float]]) -> Interval:
    """Mean over seeds, or ratio of two means, with its 95 % interval (Student, Fieller)."""
    table = np.asarray(values, dtype=np.float64)
    return mean_interval(table) if table.ndim == 1 else ratio_interval(table[:, 0], table[:, 1])


def count_of(effects: Sequence[Interval]) -> Interval:
    """How many effects are positive; from as many as are surely so to as many as may be."""
    return Interval(
        mean=float(sum(one.mean > 0.0 for one in effects)),
        low=float(sum(one.low > 0.0 for one in effects)),
        high=float(sum(not one.high <= 0.0 for one in effects)),
        n=min(one.n for one in effects),
    )


def verdict(rule: str, effect: Interval, low: float, high: float) -> str:
    """PASS or FAIL by a stated rule, a dash for what is only shown.

    `inside`: the estimate lies within [low, high]; `above`: its 95 % interval lies above `low`; `not above`:
    its interval does not lie above `high`; `within`: its interval lies within [low, high] (equivalence);
    `zero`: its interval is finite and holds zero.
    """
    if rule == "shown":
        return "–"
    holds = {
        "inside": low <= effect.mean <= high,
        "above": effect.low > low,
        "not above": isfinite(effect.low) and effect.low <= high,
        "within": low <= effect.low and effect.high <= high,
        "zero": isfinite(effect.low) and not effect.excludes_zero(),
    }
    return "PASS" if holds[rule] else "FAIL"


def rows_of(trial: Trial, findings: Sequence[Findings]) -> list[dict[str, Any]]:
    """One row a statistic: published value and band, estimate and its 95 % interval, verdict."""
    rows = []
    for line in published(trial.id):
        names = trial.counted.get(line["statistic"], [line["statistic"]])
        effects = [effect_of([found[name] for found in findings]) for name in names]
        effect = count_of(effects) if line["statistic"] in trial.counted else effects[0]
        rows.append({
            **line,
            "country": trial.country,
            "name": trial.name,
            "simulated": effect.mean,
            "from": effect.low,
            "to": effect.high,
            "seeds": effect.n,
            "verdict": verdict(line["rule"], effect, line["low"], line["high"]),
        })  # fmt: skip
    return rows


def passed(rows: Sequence[Mapping[str, Any]]) -> str:
    """A test passes when each of its judged statistics does."""
    judged = [row["verdict"] for row in rows if row["verdict"] != "–"]
    return "PASS" if judged and set(judged) == {"PASS"} else "FAIL"
