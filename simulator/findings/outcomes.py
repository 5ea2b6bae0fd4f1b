"""The outcomes of the headline, and how many of them are judged at once.

The headline outcome is named here, before any run: its verdict stands on its own 95 % interval. Fourteen
others at 95 % would call one in two policies without any effect better or worse in something, were they
independent. So verdicts on them are told only where their p value passes a bound under which at most 5 % of
those told are expected to be false, over the family that a reader looks at together: the outcomes of one
comparison, or the groups of one breakdown.
Source: Benjamini and Hochberg (1995), Controlling the false discovery rate, JRSS B 57; under the positive
dependence that outcomes of one economy have, Benjamini and Yekutieli (2001), Annals of Statistics 29.
"""

from collections.abc import Iterable
from math import isfinite

OUTCOMES = (
    "employed",
    "unemployment_rate",
    "in_training",
    "participation_rate",
    "displaced",
    "real_wage",
    "labour_share",
    "real_disposable_income",
    "arop",
    "arop_anchored",
    "gini",
    "real_gdp",
    "public_balance",
    "debt_ratio",
)
HEADLINE_OUTCOME = OUTCOMES[0]
FALSE = 0.05
"""Share of the told that are expected to be false, at most."""


def bound(p_values: Iterable[float]) -> float:
    """The largest p value of a family that may be told (Benjamini and Hochberg); 0 where none may."""
    known = sorted(p for p in p_values if isfinite(p))
    told = [p for place, p in enumerate(known, start=1) if p <= FALSE * place / len(known)]
    return max(told, default=0.0)
