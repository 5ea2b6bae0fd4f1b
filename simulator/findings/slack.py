"""People without work: the unemployed, and those whom a course keeps out of their number."""

import numpy as np

from simulator.findings.effects import Contrast, Effect, pair, relevant_of, summary
from simulator.findings.results import TOTAL, Results
from simulator.findings.unjudged import COURSES
from simulator.findings.windows import settled, windowed

PARTS = ("unemployed", COURSES)


def slack(results: Results, contrast: Contrast) -> Effect | None:
    """Return the effect on how many people are unemployed or in courses; its indicator names both parts.

    It has no good direction: who comes from outside the labour force for a course is counted too.
    """
    pairs = [found for name in PARTS if (found := pair(results, contrast, name, *TOTAL)) is not None]
    if len(pairs) < len(PARTS) or pairs[0][0].keys != pairs[1][0].keys:
        return None
    window = settled(results.window)
    treated, base = (np.sum([windowed(found[side], window) for found in pairs], axis=0)
                     for side in (0, 1))  # fmt: skip
    return summary(results, contrast, " + ".join(PARTS), window, treated, base,
                   pairs[0][0].keys, relevant=relevant_of(results, PARTS[0]),
                   better="none")  # fmt: skip
