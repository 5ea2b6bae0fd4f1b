"""The command line: verbs and their options. What a verb does stands in `simulator.commands`.

Nothing heavy is imported here: `sim --help` must answer at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from simulator.cli.app_compare import compare
from simulator.cli.app_export import export
from simulator.cli.app_fit import calibrate, validate
from simulator.cli.app_new import example, new
from simulator.cli.app_size import size

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def _file_argument(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Scenario files, or names of shipped scenarios."""
    return click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO...")(verb)


_persons = click.option("--persons", type=int, metavar="N", help="Simulated persons (1,000 to 2,000,000).")
_months = click.option("--months", type=int, metavar="N", help="Length of the run in months (1 to 600).")
_seeds = click.option("--seeds", type=int, metavar="N", help="Paired repetitions (1 to 1,000).")
_base_seed = click.option("--base-seed", type=int, metavar="N", help="Number all random draws derive from.")
_quick = click.option(
    "--quick", is_flag=True, help="2,000 persons and 3 seeds: a look, marked as such in the report."
)
_allow_code = click.option(
    "--allow-code", is_flag=True, help="Run the rule files that the scenario names; trust them first."
)
_jobs = click.option("--jobs", type=click.IntRange(1, 1024), default=1, show_default=True, help="Processes.")
_cluster = click.option(
    "--cluster", metavar="ADDRESS", help="Compute on this dask.distributed scheduler (extra [cluster])."
)
_run_folder = click.argument("run_folder", metavar="RUN", type=click.Path(path_type=Path))


@click.group(context_settings=_CONTEXT)
@click.version_option(package_name="labour-displacement-simulator")
def sim() -> None:
    r"""Show what each policy would do, and for whom, when AI takes over tasks in a country.

    Conditional estimates, never forecasts.

    \b
    Example:
      sim explain esp/levy_pays_training
      sim run esp/levy_pays_training --quick --open
    """


@sim.command(epilog=example("sim run esp/levy_pays_training --seeds 20 --jobs 2 --out runs/levy"))
@_file_argument
@_seeds
@_persons
@_months
@_base_seed
@_quick
@click.option("--out", type=click.Path(path_type=Path), help="Run folder; must not exist yet.")
@click.option("--lang", default="en", show_default=True, metavar="en|fr|es", help="Language of the report.")
@_jobs
@_cluster
@click.option("--resume", is_flag=True, help="Go on with the interrupted run in --out.")
@click.option("--open", "open_report", is_flag=True, help="Open the report in the browser.")
@_allow_code
def run(scenarios: tuple[str, ...], **options: Any) -> None:
    """Run scenarios beside the same world without the policy, and without further AI."""
    from simulator.cli.run import run_scenarios

    run_scenarios(scenarios, **options)


@sim.command(epilog=example("sim explain esp/levy_pays_training"))
@_file_argument
@_seeds
@_persons
@_months
@_quick
@click.option("--jobs", type=click.IntRange(1, 1024), default=1, help="Processes, for the time estimate.")
def explain(scenarios: tuple[str, ...], **options: Any) -> None:
    """Say in plain language what a scenario changes, what it may cost, how long it takes to run."""
    from simulator.cli.explain import explain_scenarios

    explain_scenarios(scenarios, **options)


@sim.command("validate-scenario", epilog=example("sim validate-scenario my_scenario.yaml"))
@_file_argument
def validate_scenario(scenarios: tuple[str, ...]) -> None:
    """Check scenario files and show every error at once; runs no code."""
    from simulator.cli.explain import validate_scenarios

    validate_scenarios(scenarios)


@sim.command("validate-country", epilog=example("sim validate-country ESP", "sim validate-country XYZ.yaml"))
@click.argument("countries", nargs=-1, required=True, metavar="COUNTRY...")
def validate_country(countries: tuple[str, ...]) -> None:
    """Check country files, or shipped countries by code, and show every error at once."""
    from simulator.cli.validate_country import validate_countries

    validate_countries(countries)


@sim.command("list", epilog=example("sim list policies"))
@click.argument(
    "what",
    required=False,
    type=click.Choice(["countries", "policies", "worlds", "scenarios", "rules", "indicators"]),
)
def list_verb(what: str | None) -> None:
    """List what there is: countries, policies, worlds, scenarios, rules or indicators."""
    from simulator.cli.catalogue import print_list

    print_list(what)


@sim.command(epilog=example("sim describe training_programme", "sim describe moderate"))
@click.argument("name")
def describe(name: str) -> None:
    """Describe a country, policy, world, rule, indicator, parameter or scenario: units, bounds, sources."""
    from simulator.cli.describe import describe_name

    describe_name(name)


@sim.command(epilog=example("sim diff esp/no_policy esp/training_programme", "sim diff runs/one runs/two"))
@click.argument("first")
@click.argument("second")
def diff(first: str, second: str) -> None:
    """Show the parameters in which two scenarios, or the scenarios of two run folders, differ."""
    from simulator.cli.diff import diff_scenarios

    diff_scenarios(first, second)


@sim.command(epilog=example("sim verify runs/levy"))
@_run_folder
def verify(run_folder: Path) -> None:
    """Recompute the hashes of a run folder's files; exit code 3 when one is not as it was computed."""
    from simulator.cli.verify import verify_run

    verify_run(run_folder)


@sim.command(epilog=example("sim rerun runs/levy --jobs 2"))
@_run_folder
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the rerun.  [default: RUN-rerun]")
@click.option("--lang", default="en", show_default=True, metavar="en|fr|es", help="Language of the report.")
@_jobs
@_allow_code
def rerun(run_folder: Path, **options: Any) -> None:
    """Compute a run again from its folder alone; exit code 3 when code, data, versions or results differ."""
    from simulator.cli.verify import rerun_run

    rerun_run(run_folder, **options)


@sim.command(epilog=example("sim schema > scenario.schema.json"))
def schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    from simulator.cli.schema import print_schema

    print_schema()


sim.add_command(calibrate)
sim.add_command(compare)
sim.add_command(export)
sim.add_command(new)
sim.add_command(size)
sim.add_command(validate)


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of `sim`: runs the verb and leaves with its exit code."""
    from simulator.cli.failure import exit_code_of
    from simulator.cli.signals import ignore_signals

    code = exit_code_of(lambda: sim.main(arguments, prog_name="sim", standalone_mode=False))
    if arguments is None:  # the process is ours
        ignore_signals()
    sys.exit(code)


if __name__ == "__main__":
    main()
