"""A run: one scenario beside its counterfactuals on paired seeds, a comparison of one."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.core.closure import Closure
from simulator.experiment.conduct import Summary, conduct
from simulator.experiment.plan import run_of
from simulator.findings.windows import HEADLINE

if TYPE_CHECKING:
    from simulator.scenario import Scenario


def run(
    scenario: "Scenario", *, out: Path, seeds: int | None = None, closures: Sequence[Closure] = (),
    window: str = HEADLINE.name, cash: bool = False, **how: Any,
) -> Summary:  # fmt: skip
    """Run `scenario` beside its counterfactuals and write the run folder `out`.

    Under `closures`, the first of which is told, or its own; findings are told over `window`; with `cash` its
    outlay is paid to all adults alike as well. `how` and errors are those of `conduct`.
    """
    asked = scenario if seeds is None else replace(scenario, seeds=seeds)
    return conduct(run_of(asked, closures=closures, window=window, cash=cash), out, **how)
