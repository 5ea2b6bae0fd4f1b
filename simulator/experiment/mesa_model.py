"""The economy as Mesa's tools construct it: DataCollector, batch_run, SolaraViz."""

import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from os import PathLike
from typing import Any, Self

import mesa
import numpy as np
import polars as pl
from mesa import batchrunner
from mesa.experimental.scenarios import Scenario as MesaScenario

from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.economy import model
from simulator.economy.recorder import Diary, Recorder
from simulator.experiment.simulate import prepare
from simulator.experiment.tasks import drawn, main_role
from simulator.findings.verdicts import OUTCOMES
from simulator.scenario import Options, Scenario, load_scenario
from simulator.scenario.file.layers import START, SWEPT

SEEDS = 2**31


class Economy(model.Economy):
    """A scenario's economy at month 0, with the people that `sim run` gives it.

    `step()` runs a month and collects the headline series in `datacollector`; `run_model()` runs to the
    scenario's last month; `life(17)` is what became of a person. `persons`, `households`, `firms`, `posts`,
    `occupations` and `sectors` are Mesa's AgentSets over columns (`sim list columns`); `month` counts from 0,
    and a person stands for `weight` people. `copy.deepcopy` gives an economy that goes on by itself. Mesa's
    page of it, `SolaraViz`, needs the extra `[mesa]`.

    Parameters
    ----------
    source
        Name of a shipped scenario, a file, what a file would hold, or a `Scenario`. Not `scenario`: that name
        is Mesa's own.
    persons, months
        Size and length in place of the scenario's.
    world
        Name of a shipped world in place of the scenario's.
    seed
        Base seed in place of the scenario's; without one every economy of a scenario is the same, but in
        `mesa.batch_run` each iteration has a seed of its own: the scenario's, and those that follow it.
    rng
        Mesa's newer name for it. A generator or seed sequence is asked for one number.
    each_month
        Called with the economy after each month. It may read, and draw from generators of its own; InputError
        where it fails or changes the economy.
    over
        Numbers in place of the scenario's, under the names that `sim sweep --over` takes: of its policies
        (`training_programme.places_per_1000`), `law.vat`, `world.ai_fee`, parameters of the model. Of
        `mesa.batch_run` and `SolaraViz` they are parameters like any other.

    Raises
    ------
    InputErrors
        All that is wrong with the scenario and with what stands in its place.
    """

    def __init__(
        self,
        source: "str | PathLike[str] | Mapping[str, Any] | Scenario" = "esp/no_policy",
        *,
        persons: int | None = None,
        months: int | None = None,
        world: str | None = None,
        seed: int | None = None,
        rng: Any = None,
        each_month: Callable[[Any], object] | None = None,
        **over: Any,
    ) -> None:
        if isinstance(over.get("scenario"), MesaScenario):  # SolaraViz adds one of its own as it resets
            del over["scenario"]
        options = Options(persons=persons, months=months, base_seed=_base_seed(seed, rng))
        scenario = _resolved(source, options, world, over)
        self.source = scenario
        prepare(drawn(scenario, 0), role=main_role(scenario), replicate=0, make=self._bare)
        self.random.seed(scenario.base_seed)
        self.reset_rng(scenario.base_seed)
        self.recorder, self.diary = Recorder(self, each_month), Diary()
        names = (*OUTCOMES, *self.own_indicators)
        self.datacollector = mesa.DataCollector({name: partial(latest, name=name) for name in names})
        self._collect()

    def _bare(self, *given: Any) -> Self:
        super().__init__(*given)
        return self

    @property
    def horizon(self) -> int:
        """The scenario's last month."""
        return self.source.months - 1

    def step(self) -> None:
        """Run one month and collect its series; InputError after the scenario's last month."""
        if self.month >= self.horizon:
            raise InputError(
                f"month {self.month} is the last one: births, deaths and arrivals are written no further; "
                f"allowed: fewer steps than months. Make the economy with months={self.source.months + 12}",
                field="months",
            )
        super().step()
        self._collect()

    def life(self, person: int) -> pl.DataFrame:
        """A person's months so far, a row each (`Diary.life`); `person` is an id, InputError when unknown."""
        return self.diary.life(person, self.country.occupations)

    def _collect(self) -> None:
        self.recorder.record()
        self.diary.write(self)
        self.datacollector.collect(self)
        self.running = self.month < self.horizon


def latest(economy: Economy, name: str) -> float:
    """An indicator of the month, as `results.parquet` has it."""
    return float(economy.recorder.totals[-1][name])


def _base_seed(seed: int | None, rng: Any) -> int | None:
    """The base seed that Mesa's two ways to give one stand for."""
    if seed is not None and rng is not None:
        raise InputError("give seed or rng, not both: they name the same number", field="rng")
    given = rng if seed is None else seed
    if given is None or isinstance(given, int | np.integer):
        return None if given is None else int(given)
    if isinstance(given, np.random.Generator):
        return int(given.integers(SEEDS))
    raise InputError(f"{given!r} is no seed; allowed: a whole number from 0, or a Generator", field="seed")


def _resolved(source: Any, options: Options, world: str | None, over: Mapping[str, Any]) -> Scenario:
    if isinstance(source, Scenario):
        if options == Options() and world is None and not over and not _iteration():
            return source
        options = replace(options, allow_code=bool(source.rule_sources))  # it was allowed when it was loaded
        source = source.to_dict()
    try:
        scenario = load_scenario(source, options=replace(options, over=_over(source, options, over)))
    except InputErrors as wrong:
        for one in wrong.errors:  # what is an option to the command line has its name here alone
            one.where = "" if one.where == SWEPT else one.where
        raise InputErrors(wrong.errors) from None
    scenario = scenario if world is None else scenario.with_world(world)
    is_given = options.base_seed is not None
    return scenario if is_given else replace(scenario, base_seed=scenario.base_seed + _iteration())


def _over(source: Any, options: Options, given: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """What stands in place of the scenario's numbers; InputErrors for what it has not."""
    if not given:
        return ()
    from simulator.experiment.sweeping import axes_of, refuse_missing  # late: few economies have any
    from simulator.scenario.file.checks import model_parameters

    known = [*(name for name in inspect.signature(Economy).parameters if name != "over"), "closure", START]
    parameters = model_parameters()
    told = (
        f"no such argument; allowed: {', '.join(known)}, a parameter of the model, or of a policy as in "
        '"training_programme.places_per_1000".'
    )
    if wrong := [name for name in given if "." not in name and name not in (*known, *parameters)]:
        aliases = {"scenario": ' Did you mean "source"?'}
        near = ((name, aliases.get(name) or suggestion(name, [*known, *parameters])) for name in wrong)
        raise InputErrors(InputError(told + meant, field=name) for name, meant in near)
    axes = axes_of({name: [value] for name, value in given.items()})
    refuse_missing(load_scenario(source, options=options), axes)
    return tuple((axis.name, axis.values[0]) for axis in axes)


def _iteration() -> int:
    """The iteration of `mesa.batch_run` that makes this economy: Mesa tells it to nobody; 0 elsewhere."""
    frame = sys._getframe()
    while frame and frame.f_code is not batchrunner._model_run_func.__code__:
        frame = frame.f_back  # type: ignore[assignment]
    return int(frame.f_locals["run"][1]) if frame else 0
