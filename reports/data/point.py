"""One option of a comparison, in one world under one closure, told as a run of its own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import polars as pl

from reports.data.run import Run
from simulator.findings.results import Results, SeriesTable


class Point(Run):
    """An option beside the runs without policies; or these alone, which tell what AI does."""

    def __init__(self, run: Run, option: str) -> None:
        """Of a comparison of policies, in the world and under the closure that `run` shows."""
        self._comparison, self._option = run, option
        self.folder, self.manifest = run.folder, run.manifest
        self._only, self._told_over = run._only, run._told_over
        base = str(run.comparison["base"])
        own = pl.col("scenario").cast(pl.String).is_in([base, option])
        Results.__init__(self, run.results.filter(own), _content(run, option), run.world, run.closure)
        self.comparison, self.counterfactual = {}, base
        self.scenario_text = run.scenario_text

    @cached_property
    def _held(self) -> SeriesTable:
        return self._comparison._held.of_scenarios(self.counterfactual, self._option)

    @cached_property
    def settings(self) -> tuple[Run, ...]:
        """The option in this world under each closure."""
        here = (one for one in self._comparison.settings if one.world == self.world)
        return tuple(self if one.closure == self.closure else Point(one, self._option) for one in here)


def _content(run: Run, option: str) -> Mapping[str, Any]:
    """Return the manifest's content with the option's own balanced budget, where it has one."""
    several = [run.world] if len(run.worlds) > 1 else []
    several += [run.closure] if len(run.closures) > 1 else []
    own = run.content.get("balanced", {}).get(f"{option} [{', '.join(several)}]" if several else option)
    content = {name: told for name, told in run.content.items() if name != "balanced"}
    return content | ({"balancing": own} if own else {})
