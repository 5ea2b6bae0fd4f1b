"""The comparison that a command line asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simulator.cli.given.words import names_in
from simulator.core.errors import InputError
from simulator.experiment.given import read_given
from simulator.experiment.places import check_worlds, read_closures
from simulator.experiment.plan import Plan, comparison_of
from simulator.experiment.reuse import Reusable, refuse_code
from simulator.experiment.stacking import stacked
from simulator.scenario import Options


def comparison_asked(
    given: Sequence[str],
    options: Options,
    *,
    stack: bool,
    worlds: str | None,
    closures: str | None,
    no_cash: bool,
    **how: Any,
) -> tuple[Plan, list[Reusable]]:
    """The comparison of the scenarios and run folders `given`, and the finished runs among them."""
    where = check_worlds(names_in(worlds))
    scenarios, reused = read_given(given, options)
    closed = read_closures(closures) if closures is not None else []
    if stack:
        if len(scenarios) != 1 or reused:
            raise InputError("takes one scenario file, whose provisions it adds one by one", field="--stack")
        scenarios, how["stack"] = stacked(scenarios[0])
    plan = comparison_of(scenarios, worlds=where, closures=closed, cash=not no_cash, **how)
    if not options.allow_code:
        refuse_code(plan, reused)
    return plan, reused
