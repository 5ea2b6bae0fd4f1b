"""One scenario beside its counterfactuals, as `sim run` computes it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from simulator.experiment.conduct import Summary, conduct
from simulator.experiment.plan import run_of
from simulator.scenario import Scenario


def run(scenario: Scenario, *, out: Path, seeds: int | None = None, **how: Any) -> Summary:
    """Run it into the folder `out`: `closures`, `window`, `cash` as of a plan, the rest as of `conduct`."""
    asked = scenario if seeds is None else replace(scenario, seeds=seeds)
    over = {name: how.pop(name) for name in ("closures", "window", "cash") if name in how}
    return conduct(run_of(asked, **over), out, **how)
