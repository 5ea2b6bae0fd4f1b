"""`simulator.run` and what it returns: a scenario beside its counterfactuals."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from simulator.experiment.conduct import run as run_scenario
from simulator.experiment.content import Source, read_given, refuse_code
from simulator.experiment.plan import check_worlds, run_of
from simulator.face.asked import how_done, in_python, made_at, told_over
from simulator.face.finished import Finished, totals
from simulator.findings.effects import Effect, contrast_of
from simulator.findings.headline import headline, over_closures, told
from simulator.findings.results import TOTAL, closures_of
from simulator.scenario import Options


class Run(Finished):
    """A scenario beside the same world without its policies, and without further AI."""

    _kind = "Run"

    @property
    def scenario(self) -> dict[str, Any]:
        """The resolved scenario, as a scenario file holds it."""
        return dict(next(iter(self.content["scenarios"].values())))

    @cached_property
    def headline(self) -> pl.DataFrame:
        """The table that `sim run` prints: a row for each comparison and indicator, in its unit."""
        labels = [one["label"] for one in closures_of(self.content)] or [""]
        found = {label: headline(totals(self.results("", label))) for label in labels}
        return told(over_closures(found))

    def effect(
        self, indicator: str, comparison: str = "", *, window: str | None = None, by: str = TOTAL[0],
        group: str = TOTAL[1],
    ) -> Effect:  # fmt: skip
        """Mean, 95 % interval over seeds (`low`, `high`) and verdict, as the page tells them.

        `comparison`: `policy`, with the policies less without them, or `ai`, this world less no further AI;
        the first unless there are no policies. `cash`: their outlay paid to all adults alike, less no policy;
        `beyond`: the policies less that. `window`: `last60`, `last12`, `whole` or `worst_year`;
        the run's own unless named, in which flows of people are summed over the whole run. In the indicator's
        unit, money at the prices of the first year. Raises InputError for what is not there.
        """
        asked = comparison or ("policy" if "policy" in self.content["roles"] else "ai")
        results = self.results()
        return self.effect_of(results, contrast_of(results, asked), indicator, (by, group), window)

    def extend(self, seeds: int, **how: Any) -> Run:
        """The same run on more seeds: those that it has are taken, the others computed.

        The result is that of a run of all of them at once, bit for bit. `how` as for `simulator.run`.
        """
        return run(self.folder, seeds=seeds, **{"cash": "cash" in self.content["roles"], **how})


@in_python("closures", "window", "cash")
def run(
    scenario: Source, *, seeds: int | None = None, persons: int | None = None, months: int | None = None,
    base_seed: int | None = None, world: str | None = None, out: str | Path | None = None, jobs: int = 1,
    lang: str = "en", allow_code: bool = False, **told: Any,
) -> Run:  # fmt: skip
    """Run a scenario beside the same world without its policies, and without further AI.

    Parameters
    ----------
    scenario
        A shipped name, a scenario file, what such a file would hold (checked alike), or a finished run
        folder, whose seeds are taken as they are.
    seeds, persons, months, base_seed, world
        Stand in for what the scenario says; the same bounds hold.
    out
        The run folder, with its report. Without it a temporary one, removed with the result: see `Run.save`.
    told
        `closures` by name, as in `["as_they_are", "nobody_reacts"]` or `["all"]`: the first is told, the
        others beside it; `window` over which findings are told: `last60`, `last12`, `whole` or `worst_year`;
        `cash=False` leaves out the run that pays the policy's outlay to all adults alike.
    jobs, lang, allow_code
        Processes; language of the report; whether files of code that the scenario names may be run.

    Raises
    ------
    InputErrors
        All that is wrong with the scenario, each with its place; nothing was run.
    """
    options = Options(seeds=seeds, persons=persons, months=months, base_seed=base_seed, allow_code=allow_code)
    (read,), reused = read_given([scenario], options)
    if world is not None:
        read = read.with_world(*check_worlds([world]))
        reused = [replace(one, scenario=read) for one in reused]
    over = told_over(**told)
    if not allow_code:
        refuse_code(run_of(read, **over), reused)
    made = made_at(out, read.name)
    run_scenario(read, out=made, **over, **how_done(jobs, lang, out, reused, allow_code=allow_code))
    return Run(made, lang=lang, is_temporary=out is None, allow_code=allow_code)
