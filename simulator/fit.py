"""How well a run meets the country's calibration targets: data, simulation, verdict.

A target is judged only when its value was read in its source; one that the results do not measure is
listed all the same, so that a reader sees what was not looked at.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

OPENING_MONTHS = 12
# Targets that are a ratio of two indicators rather than an indicator of the same name.
_RATIOS = {"informal_share": ("informal", "employed")}
_FIRM_SIZES = {"10_49": "ai_adoption_small", "50_249": "ai_adoption_medium", "250": "ai_adoption_large"}
_ADOPTION_YEAR = "2025"


def fit(targets: Sequence[Mapping[str, Any]], results: pl.DataFrame) -> list[dict[str, Any]]:
    """One row a target: means over seeds and the first twelve months of the run without AI.

    Adoption is compared in the run without policy, where it goes on.
    """
    opening = results.filter(
        (pl.col("month") < OPENING_MONTHS) & (pl.col("role").is_in(["no_ai", "no_policy"]))
    )
    return [_row(target, opening) for target in targets]


def _row(target: Mapping[str, Any], opening: pl.DataFrame) -> dict[str, Any]:
    low, high = target["tolerance"]
    simulated = _simulated(target, opening)
    provenance = target["provenance"].split(":")[0].split(",")[0].strip()
    if simulated is None:
        verdict = "not measured"
    elif not target["judged"]:
        verdict = "not judged"
    else:
        verdict = "met" if low <= simulated <= high else "missed"
    everyone = target["by"] == "total" and target["group"] == "all"
    return {
        "id": target["id"],
        "target": target["target"].replace("_", " ") + ("" if everyone else f", {target['group']}"),
        "unit": target["unit"],
        "value": target["value"],
        "tolerance": (high - low) / 2,
        "low": low,
        "high": high,
        "provenance": provenance,
        "source": target["provenance"],
        "simulated": simulated,
        "verdict": verdict,
    }


def _simulated(target: Mapping[str, Any], opening: pl.DataFrame) -> float | None:
    name, by, group = target["target"], target["by"], target["group"]
    if name == "ai_adoption":
        size, _, year = group.partition(":")
        known = by == "firm_size" and year == _ADOPTION_YEAR and size in _FIRM_SIZES
        return _mean(opening, "no_policy", _FIRM_SIZES[size], "total", "all") if known else None
    if name in _RATIOS:
        parts = [_mean(opening, "no_ai", part, by, group) for part in _RATIOS[name]]
        return parts[0] / parts[1] if parts[0] is not None and parts[1] else None
    return _mean(opening, "no_ai", name, by, group)


def _mean(opening: pl.DataFrame, role: str, indicator: str, by: str, group: str) -> float | None:
    """Mean over seeds and months in table order; None when the results do not hold it."""
    wanted = {"role": role, "indicator": indicator, "by": by, "group": group}
    values = opening.filter(pl.col(name).cast(pl.String) == value for name, value in wanted.items())["value"]
    return float(np.mean(values.to_numpy())) if len(values) else None
