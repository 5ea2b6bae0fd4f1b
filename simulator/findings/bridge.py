"""From posts abolished to net employment: effects on flows, cumulated, and what they leave unexplained."""

from collections.abc import Mapping

from simulator.findings.effects import Contrast, Effect, effect, pair, summary
from simulator.findings.results import TOTAL, Results
from simulator.findings.windows import levelled, settled, windowed

ABOLISHED = {f"posts_abolished_{how}": how for how in ("attrition", "hiring_forgone", "layoffs")}
CREATED = {"posts_new_tasks": "new_tasks", "posts_productivity": "productivity"}
SIGNS = dict.fromkeys(ABOLISHED, -1.0) | dict.fromkeys(CREATED, 1.0)


def bridge(results: Results, contrast: Contrast) -> dict[str, Effect]:
    """Signed effects by step, the last one `net`, which the others add up to; empty where one is missing."""
    window = settled(results.window)
    steps = {name: effect(results, contrast, item, levelled(window), sign=SIGNS[item])
             for item, name in (ABOLISHED | CREATED).items()}  # fmt: skip
    steps["residual"] = remainder(results, contrast, "employed", SIGNS)
    steps["net"] = effect(results, contrast, "employed", window)
    whole = {step: item for step, item in steps.items() if item is not None}
    return whole if len(whole) == len(steps) else {}


def remainder(
    results: Results, contrast: Contrast, indicator: str, parts: Mapping[str, float]
) -> Effect | None:
    """Return what is left of the effect on a stock when the signed effects on flows are taken away.

    The stock is averaged over the run's window, the flows are summed up to each of its months. None when
    the run lacks one of them on the same seeds.
    """
    whole = pair(results, contrast, indicator, *TOTAL)
    if whole is None:
        return None
    stock, flow = settled(results.window), levelled(results.window)
    treated, base = (windowed(series, stock) for series in whole)
    for part, sign in parts.items():
        found = pair(results, contrast, part, *TOTAL)
        if found is None or found[0].keys != whole[0].keys:
            return None
        treated, base = treated - sign * windowed(found[0], flow), base - sign * windowed(found[1], flow)
    return summary(results, contrast, indicator, flow, treated, base, whole[0].keys)
