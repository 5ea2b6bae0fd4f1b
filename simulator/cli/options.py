"""What more than one verb takes: options and arguments, how help prints them, how they are read and checked.

Nothing heavy is imported here, nor at the head of a verb's file: `sim --help` must answer at once.
"""

from __future__ import annotations

import inspect
import socket
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial, reduce
from math import isfinite
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from simulator.core.cache import read_declarations_only
from simulator.core.errors import InputError
from simulator.core.files import unusable
from simulator.core.param import Horizon, PopulationSize, Runs

if TYPE_CHECKING:
    from simulator.experiment.ensemble import Workers
    from simulator.scenario import Options, Scenario

GONE = {
    "benchmark": "show benchmarks, or show B10",
    "brief": "report RUN --as brief",
    "describe": "show NAME",
    "diff": "show FIRST SECOND",
    "doctor": "check",
    "export": "report RUN --as png, svg, pdf, iamc, csv or euromod",
    "rerun": "verify RUN --again",
    "schema": "show schema",
    "validate-country": "check COUNTRY",
    "validate-scenario": "check SCENARIO",
}
"""Verbs of earlier versions, and what does their work."""
_WIDTH = 76  # characters of an example: 80 less the margins of click and of the example


class Verbs(click.Group):
    """A group that shows the whole first sentence of each of its verbs, and knows those that are gone."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs; click itself would cut what they do."""
        verbs = [(name, _summary(verb)) for name, verb in sorted(self.commands.items())]
        with formatter.section("Commands"):
            formatter.write_dl(verbs)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; InputError for one of an earlier version names what does its work."""
        if ctx.parent is None and args[0] in GONE:
            raise InputError(f"is no verb any more; type sim {GONE[args[0]]}", field=f"sim {args[0]}")
        return super().resolve_command(ctx, args)


def _summary(verb: click.Command) -> str:
    first, _, _ = inspect.cleandoc(verb.help or "").partition("\n\n")
    return " ".join(first.split())


def example(*commands: str) -> str:
    """The end of a verb's help: commands that can be pasted into a shell, on lines of their own.

    A long one goes on in the next line, behind a backslash.
    """
    lines = ["\b", "Example:" if len(commands) == 1 else "Examples:"]
    for command in commands:
        folded = wrap(command, _WIDTH - 2, subsequent_indent="    ", break_on_hyphens=False)
        lines += [f"  {line}" for line in " \\\n".join(folded).splitlines()]
    return "\n".join(lines)


OWN_PROCESS = "own process"
"""What click carries along where nothing but `sim` runs in the process."""

type Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

_EXTENT = {**Runs.declared(), **PopulationSize.declared(), **Horizon.declared()}
_SCENARIO = "[default: the scenario's]"


def number(name: str, about: str, kind: Any = int, **how: Any) -> Decorator:
    """A number of this kind."""
    return click.option(f"--{name.replace('_', '-')}", type=kind, metavar="N", help=about, **how)


def _size(name: str, about: str) -> Decorator:
    """A size of the run; its limits are checked with the scenario, which has it when this is not given."""
    low, high = _EXTENT[name].bounds
    return number(name, f"{about} ({low:,.0f} to {high:,.0f}).  {_SCENARIO}")


def own_size(name: str, about: str, *, default: int) -> Decorator:
    """A size of what is no scenario's: with a default of the verb's own, checked at once."""
    low, high = (int(bound) for bound in _EXTENT[name].bounds)
    return number(name, about, click.IntRange(low, high), default=default, show_default=True)


def positive(name: str, metavar: str, about: str) -> Decorator:
    """A number above zero."""
    return click.option(f"--{name}", type=Finite(min=0, min_open=True), metavar=metavar, help=about)


def flag(name: str, about: str) -> Decorator:
    """What is so, or is not."""
    return click.option(f"--{name}", is_flag=True, help=about)


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
base_seed = number("base_seed", f"Number all random draws derive from.  {_SCENARIO}")
quick = flag("quick", "2,000 persons and 3 seeds: a look, marked as such, as whatever is no larger.")
classroom = flag(
    "classroom", "5,000 persons, 12 seeds, 5 years: an answer in about a minute, marked as a quick look."
)
window = click.option(
    "--window", metavar="last120|last60|last12|whole|worst_year",
    help="Months over which effects are averaged: the last 120, 60 or 12, all of them, or the year in which "
    "a difference is worst.  [default: last120]",
)  # fmt: skip
closures = click.option(
    "--closures",
    metavar="A,B|all",
    help="Run under these closures, as in as_they_are,nobody_reacts (sim show closure), or all five. The "
    "first is told, the others beside it.",
)
no_cash = flag(
    "no-cash",
    "Leave out the run in which all adults get the same part of the policy's outlay. In a comparison it "
    "is the first option's, and left out where an option is cash.",
)
jobs = number(
    "jobs",
    "Processes that compute at a time. More than the computer has cores are no faster; each takes about "
    "400 MB, more from 50,000 persons on.  [default: a core each, as far as memory and work reach]",
    click.IntRange(1, 1024),
)
cluster = click.option(
    "--cluster", metavar="ADDRESS", help="Compute on this dask.distributed scheduler (extra [cluster])."
)


def _language(known: str, about: str) -> Decorator:
    return click.option("--lang", default="en", show_default=True, metavar=known, help=about)


one_lang = _language("en|fr|es", "Language in which pages open.")
lang = _language(
    "en|fr|es|all", "Language of report and figures. all: report.html in each, with a choice on the page."
)
allow_code = flag(
    "allow-code", "Run the files of code that a scenario names: rules, policies, figures; trust them first."
)
full = flag("full", "Print all outcomes, not the answer and six of them.")
open_report = click.option("--open", "open_report", is_flag=True, help="Open the report in the browser.")


def together(*several: Decorator) -> Decorator:
    """Options that verbs share, in the order in which their help has them."""
    return lambda verb: reduce(lambda made, option: option(made), reversed(several), verb)


sizes = together(seeds, persons, months, base_seed)


def sizes_in(asked: dict[str, Any]) -> dict[str, Any]:
    """Take the sizes out of what a verb was asked, in the order in which they were typed."""
    return {name: asked.pop(name) for name in list(asked) if name in _EXTENT}


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
    return flag("resume", f"Go on with the interrupted {what}.")


def carried_out(what: str) -> Decorator:
    """How a run or comparison is carried out, and told."""
    told = closures, window, no_cash, quick, out("Run folder; must not exist yet."), lang
    return together(*told, jobs, cluster, resume(what), open_report, full, allow_code)


def check_language(lang: str, *, page: bool = True) -> None:
    """InputError when there are no reports in a language, or in `all`, in which only a page is."""
    from simulator.core.shipped import package_folder

    known = sorted(path.stem for path in (package_folder("reports") / "text").glob("*.po"))
    known += ["all"] if page else []
    if lang not in known:
        raise InputError(f'no reports in "{lang}"; allowed: {", ".join(known)}', field="--lang")


def names_in(given: str | None) -> list[str]:
    """The names in `a,b`; none when nothing is given."""
    return [name.strip() for name in given.split(",")] if given is not None else []


def words_of(verb: str, given: Sequence[str], options: Mapping[str, Any]) -> list[str]:
    """A command as it would be typed; an option that is None or false is left out."""
    words = ["sim", verb, *given]
    for name, value in options.items():
        if value is not None and value is not False:
            words += [f"--{name.replace('_', '-')}", *([] if value is True else [str(value)])]
    return words


CONNECTING = 10.0
"""Seconds in which a dask scheduler must answer, and a first worker be there."""


def workers_of(cluster: str | None, jobs: int | None) -> Workers | None:
    """The address of a cluster, looked for before anything is written; else local processes."""
    if cluster is None:
        return jobs
    if jobs is not None:
        raise InputError("is for local processes; on a cluster its workers are used", field="--jobs")
    try:
        from distributed import Client
        from distributed.comm import get_address_host_port

        # A client that reached nobody complains while it is tidied up.
        socket.create_connection(get_address_host_port(cluster), timeout=CONNECTING).close()
        with Client(cluster, timeout=CONNECTING, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=CONNECTING)
    except ImportError as error:
        remedy = "pip install 'labour-displacement-simulator[cluster]'"
        raise InputError(f"needs dask.distributed: {remedy}", field="--cluster") from error
    except (OSError, ValueError, TypeError) as error:  # TimeoutError is an OSError
        told = (
            f'no scheduler with workers answers at "{cluster}" within {CONNECTING:.0f} s; give the address '
            f'that "dask scheduler" prints, and start workers: dask worker {cluster} --nthreads 1'
        )
        raise InputError(told, field="--cluster") from error
    return cluster


def check_whole(run_folder: Path, what: str, *, takes_sweeps: bool = False) -> None:
    """InputError where the folder is no finished run, or where files that decide `what` were changed.

    So it is where it is a sweep's, which holds effects alone, unless these will do.
    """
    from simulator.store import manifest

    if not takes_sweeps and "sweep" in manifest.read(run_folder)["content"]:
        told = (
            "is a sweep, which holds effects and no runs; run one of its points/*.yaml and name that folder"
        )
        raise InputError(told, where=str(run_folder))
    if wrong := manifest.changed(run_folder):
        raise InputError(f"{what} of {run_folder} cannot be drawn: {wrong}; run it again")


def load_all(paths: Iterable[str], options: Options, *, apart: bool = True) -> list[Scenario]:
    """Load every scenario, or raise InputErrors with the errors of all of them.

    `apart`: two may not go by one name, as their results could not be told apart.
    """
    from simulator.scenario import load_scenario
    from simulator.scenario.load import load_several, refuse_namesakes

    scenarios = load_several(partial(load_scenario, path, options=options) for path in paths)
    if apart:
        refuse_namesakes(scenarios)
    return scenarios
