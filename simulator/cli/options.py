"""What more than one verb takes: each option and argument declared once, with the limits of the declarations.

Nothing heavy is imported here, nor at the head of a verb's file: `sim --help` must answer at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import isfinite
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from simulator.core.cache import read_declarations_only
from simulator.core.errors import InputError
from simulator.core.files import unusable
from simulator.core.param import Horizon, PopulationSize, Runs

OWN_PROCESS = "own process"
"""What click carries along where nothing but `sim` runs in the process."""

type Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

_EXTENT = {**Runs.declared(), **PopulationSize.declared(), **Horizon.declared()}
_MOST_JOBS = 1024
_SCENARIO = "[default: the scenario's]"


def _size(name: str, about: str) -> Decorator:
    """A size of the run; its limits are checked with the scenario, which has it when this is not given."""
    low, high = _EXTENT[name].bounds
    return click.option(f"--{name.replace('_', '-')}", type=int, metavar="N",
                        help=f"{about} ({low:,.0f} to {high:,.0f}).  {_SCENARIO}")  # fmt: skip


def own_size(name: str, about: str, *, default: int, highest: int | None = None) -> Decorator:
    """A size of what is no scenario's: with a default of the verb's own, checked at once."""
    low, high = (int(bound) for bound in _EXTENT[name].bounds)
    return click.option(f"--{name.replace('_', '-')}", type=click.IntRange(low, highest or high), metavar="N",
                        default=default, show_default=True, help=about)  # fmt: skip


class Finite(click.FloatRange):
    """A number within limits: `nan` and `inf`, which Python reads as numbers, are none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number."""
        found = super().convert(value, param, ctx)
        if not isfinite(found):
            self.fail(f"{value} is no finite number.", param, ctx)
        return found


class NewPath(click.Path):
    """A place to write to, under a name that systems take."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path."""
        if told := unusable(value):
            self.fail(f"the name {told}.", param, ctx)
        return super().convert(value, param, ctx)


seeds = _size("seeds", "Paired repetitions")
persons = _size("persons", "Simulated persons")
months = _size("months", "Length of the run in months")
base_seed = click.option(
    "--base-seed", type=int, metavar="N", help=f"Number all random draws derive from.  {_SCENARIO}"
)
quick = click.option(
    "--quick", is_flag=True, help="2,000 persons and 3 seeds: a look, marked as such in the report."
)
classroom = click.option(
    "--classroom", is_flag=True,
    help="5,000 persons, 12 seeds, 5 years: an answer in about a minute, marked as a quick look.",
)  # fmt: skip
window = click.option(
    "--window", metavar="last60|last12|whole|worst_year",
    help="Months over which effects are averaged: the last 60 or 12, all of them, or the year in which a "
    "difference is worst.  [default: last60]",
)  # fmt: skip
closures = click.option(
    "--closures",
    metavar="A,B|all",
    help="Run under these closures, as in as_they_are,nobody_reacts (sim show closure), or all five. The "
    "first is told, the others beside it.",
)
no_cash = click.option(
    "--no-cash", is_flag=True,
    help="Leave out the run in which all adults get the same part of the policy's outlay. In a comparison it "
    "is the first option's, and left out where an option is cash.",
)  # fmt: skip
jobs = click.option(
    "--jobs", type=click.IntRange(1, _MOST_JOBS), metavar="N", default=1, show_default=True,
    help="Processes that compute at a time, never more than there are runs. More than the computer has "
    "cores are no faster; each takes about half a gigabyte, more from 200,000 persons on.",
)  # fmt: skip
cluster = click.option(
    "--cluster", metavar="ADDRESS", help="Compute on this dask.distributed scheduler (extra [cluster])."
)
lang = click.option(
    "--lang", default="en", show_default=True, metavar="en|fr|es", help="Language of report and figures."
)
allow_code = click.option(
    "--allow-code", is_flag=True,
    help="Run the files of code that a scenario names: rules, policies, figures; trust them first.",
)  # fmt: skip
full = click.option("--full", is_flag=True, help="Print all outcomes, not the answer and six of them.")
open_report = click.option("--open", "open_report", is_flag=True, help="Open the report in the browser.")

scenarios = click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO...")
run_folder = click.argument("run_folder", metavar="RUN", type=click.Path(path_type=Path))


def reads_only() -> None:
    """Begin a verb that runs nothing: in a process of its own it does without Numba and Mesa."""
    if click.get_current_context().find_root().obj == OWN_PROCESS:
        read_declarations_only()


def refuse(names: Iterable[str], told: str) -> None:
    """InputError where one of these options was given, which the verb takes for something else."""
    context = click.get_current_context()
    for one in context.command.params:
        source = context.get_parameter_source(one.name or "")
        if one.name in names and source is ParameterSource.COMMANDLINE:
            raise InputError(told, field=one.opts[0])


def out(about: str) -> Decorator:
    """Where a verb writes."""
    return click.option("--out", type=NewPath(path_type=Path), help=about)


def resume(what: str) -> Decorator:
    """Go on with what was interrupted."""
    return click.option("--resume", is_flag=True, help=f"Go on with the interrupted {what}.")
