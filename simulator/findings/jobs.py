"""Jobs taken apart: who employs, who takes part and who still looks; and people without work."""

from collections.abc import Mapping

import numpy as np

from simulator.findings.effects import Contrast, Effect, effect, pair, relevant_of, summary
from simulator.findings.results import TOTAL, Results
from simulator.findings.verdicts import COURSES
from simulator.findings.windows import settled, windowed

EMPLOYERS = {
    "private_employees": {"employees": 1.0, "public_employees": -1.0, "in_public_jobs": -1.0},
    "public_employees": {"public_employees": 1.0},
    "own_account": {"own_account": 1.0},
    "informal": {"informal": 1.0},
    "in_public_jobs": {"in_public_jobs": 1.0},
}
"""Who employs: parts that add up to the employed."""
PEOPLE = {"labour_force": {"labour_force": 1.0}, "searching": {"employed": 1.0, "labour_force": -1.0}}
"""The labour force less those who look for work: the employed again."""
EMPLOYED = "employed"
SLACK = {"unemployed": 1.0, COURSES: 1.0}


def combined(results: Results, contrast: Contrast, parts: Mapping[str, float]) -> Effect | None:
    """The effect on a sum or difference of indicators over the run's months; None where one lacks.

    It has no good direction, and counts from what the first of them does.
    """
    pairs = {name: found for name in parts if (found := pair(results, contrast, name, *TOTAL)) is not None}
    if len(pairs) < len(parts):
        return None
    first, *others = pairs.values()
    if any(one[0].keys != first[0].keys for one in others):
        return None
    window = settled(results.window)
    treated, base = (
        np.sum([sign * windowed(pairs[name][side], window) for name, sign in parts.items()], axis=0)
        for side in (0, 1)
    )
    named = (" + " if min(parts.values()) > 0 else " − ").join(parts)
    return summary(results, contrast, named, window, treated, base, first[0].keys,
                   relevant=relevant_of(results, next(iter(parts))), better="none")  # fmt: skip


def slack(results: Results, contrast: Contrast) -> Effect | None:
    """The effect on how many people are unemployed or in courses; its indicator names both parts.

    Who comes from outside the labour force for a course is counted too.
    """
    return combined(results, contrast, SLACK)


def jobs_apart(results: Results, contrast: Contrast) -> dict[str, Effect]:
    """Effects on the employed and on their parts, twice: by employer, and as labour force less unemployed.

    A part that is zero in every seed is left out; empty where one was not measured.
    """
    whole = effect(results, contrast, EMPLOYED, settled(results.window))
    found = {name: combined(results, contrast, parts) for name, parts in (EMPLOYERS | PEOPLE).items()}
    if whole is None or any(one is None for one in found.values()):
        return {}
    known = {name: one for name, one in found.items() if one and (one.mean or one.base)}
    return {EMPLOYED: whole, **known}
