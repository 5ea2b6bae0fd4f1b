"""How well a run meets the country's calibration targets: data, simulation, verdict.

A target is judged only when its value was read in its source; one that the results do not measure is
listed all the same, so that a reader sees what was not looked at. `use` tells what a hit is worth: nothing
when the value was given to the model, little when a controller or a parameter was set by it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

OPENING_MONTHS = 12
ADOPTION_MONTHS = 3
"""The survey of firms asks in the first quarter."""
GIVEN, STEERED, FITTED, FREE = "given", "steered", "fitted", "free"
USES = {
    GIVEN: "an input of the model: no evidence of fit",
    STEERED: "burn-in controllers aim at it: shows that they hold",
    FITTED: "a parameter was set by it",
    FREE: "nothing in the model was set by it",
}
_USE = {
    "C01": STEERED, "C02": STEERED, "C03": STEERED, "C04": STEERED, "C05": GIVEN, "C06": GIVEN,
    "C07": STEERED, "C08": FITTED, "C10": STEERED, "C11": FITTED, "C12": FITTED, "C13": FITTED,
    "C14": FITTED, "C15": FITTED, "C16": STEERED, "C17": FITTED, "C18": FITTED, "C20": FITTED,
    "C21": FITTED, "C22": FITTED, "C23": FITTED, "C24": FITTED, "C33": STEERED,
    "C34": FITTED, "C35": FITTED, "S01": STEERED,
}  # fmt: skip
_FIRM_SIZES = {"10_49": "ai_adoption_small", "50_249": "ai_adoption_medium", "250": "ai_adoption_large"}
_ADOPTION_YEAR = "2025"


def fit(targets: Sequence[Mapping[str, Any]], results: pl.DataFrame) -> list[dict[str, Any]]:
    """One row a target: means over seeds and the first twelve months of the run without AI.

    Adoption is compared in the first quarter of the run without policy, where it goes on.
    """
    opening = results.filter(
        (pl.col("month") < OPENING_MONTHS) & (pl.col("role").is_in(["no_ai", "no_policy"]))
    )
    return [fit_row(target, simulated(target, opening)) for target in targets]


def fit_row(target: Mapping[str, Any], value: float | None) -> dict[str, Any]:
    """A target beside what the model gave for it; `met` is inside the tolerance."""
    low, high = target["tolerance"]
    provenance = target["provenance"].split(":")[0].split(",")[0].strip()
    if value is None:
        verdict = "not measured"
    elif not target["judged"]:
        verdict = "not judged"
    else:
        verdict = "met" if low <= value <= high else "missed"
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
        "use": use_of(target),
        "simulated": value,
        "verdict": verdict,
    }


def use_of(target: Mapping[str, Any]) -> str:
    """What the model was told of a target: given, steered, fitted or free."""
    if target["target"] == "ai_adoption":
        return GIVEN if _adoption_indicator(target) else FREE
    return _USE.get(target["id"], FREE)


def simulated(target: Mapping[str, Any], results: pl.DataFrame) -> float | None:
    """Mean of the target's moment over the seeds and months in `results`; None when nothing measures it."""
    if target["target"] == "ai_adoption":
        indicator = _adoption_indicator(target)
        quarter = results.filter(pl.col("month") < ADOPTION_MONTHS)
        return _mean(quarter, "no_policy", indicator, "total", "all") if indicator else None
    return _mean(results, "no_ai", target["target"], target["by"], target["group"])


def _adoption_indicator(target: Mapping[str, Any]) -> str | None:
    size, _, year = target["group"].partition(":")
    known = target["by"] == "firm_size" and year == _ADOPTION_YEAR
    return _FIRM_SIZES.get(size) if known else None


def _mean(results: pl.DataFrame, role: str, indicator: str, by: str, group: str) -> float | None:
    """Mean over seeds and months in table order; None when the results do not hold it."""
    wanted = {"role": role, "indicator": indicator, "by": by, "group": group}
    values = results.filter(pl.col(name).cast(pl.String) == value for name, value in wanted.items())["value"]
    return float(np.mean(values.to_numpy())) if len(values) else None
