"""`simulator.compare` and what it returns: scenarios on the same seeds, each against the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from simulator.core.errors import InputError
from simulator.experiment.conduct import conduct
from simulator.experiment.content import Source, read_given, refuse_code
from simulator.experiment.plan import check_worlds, comparison_of
from simulator.face.asked import SIZES, how_done, in_python, made_at, told_over
from simulator.face.finished import Finished, totals, unknown
from simulator.findings.effects import Effect, contrast_of
from simulator.findings.headline import headline, over_closures, told
from simulator.findings.results import TOTAL
from simulator.scenario import Options


class Comparison(Finished):
    """Scenarios on the same seeds, worlds and closures, each against the baseline."""

    _kind = "Comparison"

    @property
    def scenarios(self) -> dict[str, dict[str, Any]]:
        """The resolved scenarios by name, as scenario files hold them."""
        return dict(self.content["scenarios"])

    @property
    def options(self) -> tuple[str, ...]:
        """Names of what is compared with the baseline."""
        return self.results().options

    def effect(
        self, option: str, indicator: str, comparison: str = "policy", *, world: str = "", closure: str = "",
        window: str | None = None, by: str = TOTAL[0], group: str = TOTAL[1],
    ) -> Effect:  # fmt: skip
        """An option less the baseline, as the page tells it: mean, 95 % interval over seeds, verdict.

        `world` and `closure` by name: the first of each unless named. `comparison`: `ai`
        tells instead what AI does without new policies; `window` is as for a run. Raises InputError for
        what is not there.
        """
        results = self.results(self._world(world), self._closure(closure))
        contrast = contrast_of(results, comparison, option if comparison != "ai" else "")
        return self.effect_of(results, contrast, indicator, (by, group), window)

    def _world(self, name: str) -> str:
        known = self.content["comparison"]["worlds"]
        if name and name not in known:
            raise InputError(unknown(name, "world of the comparison", known), field="world")
        return name

    def _closure(self, name: str) -> str:
        if name and name not in self._closures:
            raise InputError(unknown(name, "closure of the comparison", self._closures), field="closure")
        return name

    @property
    def _closures(self) -> list[str]:
        return [one["label"] for one in self.content["comparison"]["closures"]]

    @cached_property
    def scorecard(self) -> pl.DataFrame:
        """Every option in every world and closure: headline rows with the place in which they hold."""
        parts = []
        for world in self.content["comparison"]["worlds"]:
            found = {label: headline(totals(self.results(world, label))) for label in self._closures}
            first = next(iter(found))
            found[first] = over_closures(found)
            parts += [told(rows).with_columns(world=pl.lit(world), closure=pl.lit(name))
                      for name, rows in found.items()]  # fmt: skip
        return pl.concat(parts)

    @property
    def headline(self) -> pl.DataFrame:
        """The scorecard."""
        return self.scorecard


@in_python(*SIZES)
def compare(
    *scenarios: Source, baseline: str | None = None, worlds: Sequence[str] = (),
    closures: Sequence[str] = (), window: str | None = None, out: str | Path | None = None, jobs: int = 1,
    lang: str = "en", allow_code: bool = False, cash: bool = True, **sizes: Any,
) -> Comparison:  # fmt: skip
    """Compare scenarios, or finished runs, on the same seeds, in every world under every closure.

    What differs in policies alone shares its runs without them, and effects are against those. Variants,
    which differ in rules, parameters, world, technology or closure, have their own; their effect is the
    variant as it stands less the first, or less the `baseline`.

    Parameters
    ----------
    scenarios
        As for `run`; the runs of finished folders are taken as they are, without asking for `allow_code`.
    worlds, closures
        Names, as in `["moderate", "rapid"]` and `["as_they_are", "nobody_reacts"]`, or `["all"]` closures.
    window
        Over which findings are told: `last60`, `last12`, `whole` or `worst_year`.
    cash
        Whether the outlay of the first option is paid to all adults alike as well; not where one is cash.
    sizes
        `seeds`, `persons`, `months`, `base_seed` for all of them.

    Raises
    ------
    InputErrors
        All that is wrong with the scenarios, or in what they must agree and do not; nothing was run.
    """
    if not scenarios:
        raise InputError("none is named; give at least one, as in compare(a, b)", field="scenarios")
    options = Options(**sizes, allow_code=allow_code)
    read, reused = read_given(scenarios, options)
    over = told_over(closures=closures, window=window, cash=cash)
    plan = comparison_of(read, baseline=baseline, worlds=check_worlds(worlds or ()), **over)
    if not allow_code:
        refuse_code(plan, reused)
    made = made_at(out, "comparison")
    conduct(plan, made, **how_done(jobs, lang, out, reused, allow_code=allow_code))
    return Comparison(made, lang=lang, is_temporary=out is None, allow_code=allow_code)
