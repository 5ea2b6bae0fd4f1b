"""`sim size`: solve the scale at which a mix of policies costs a stated amount, and write the scenario."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import options
from simulator.cli.options import example
from simulator.core.errors import InputError

if TYPE_CHECKING:
    from simulator.experiment.solve import Goal, Sized
    from simulator.scenario import Scenario


@click.command(
    epilog=example(
        'sim size esp/training_programme --gross-outlay "1 %" --scale training_programme',
        'sim size mine.yaml --net-cost "0.2 %" --scale training_programme,basic_income.amount',
    )
)
@click.argument("scenario", metavar="SCENARIO")
@click.option(
    "--gross-outlay",
    metavar="SHARE",
    help='Mean yearly payments of the policies, as a share of first-year GDP: "1 %".',
)
@click.option(
    "--net-cost",
    metavar="SHARE",
    help='Or the discounted loss of the primary balance over the horizon, as a share of GDP: "0.5 %".',
)
@click.option(
    "--scale",
    metavar="A,B.C",
    help="Policies, or parameters of them, that are scaled.  [default: all policies that raise no revenue]",
)
@options.sizes
@options.out("File to write.  [default: SCENARIO_equal_outlay.yaml or SCENARIO_equal_cost.yaml]")
@options.jobs
@options.resume("search for --out")
@options.allow_code
def size(
    scenario: str, *, scale: str | None, out: Path | None, jobs: int | None, resume: bool, **asked: Any
) -> None:
    """Solve one scale of a scenario's policies at which they cost what you say, and write it as a scenario.

    Options of the same outlay can be compared like with like: sim compare.
    """
    from simulator.cli.console import LOADING, console, progress_bar, warn, working
    from simulator.cli.failure import going_on
    from simulator.core.files import write_whole
    from simulator.scenario import Options, scaling
    from simulator.scenario.file.code import instruments_of
    from simulator.scenario.financing import Balancing

    with working(LOADING):
        from simulator.experiment import solve as solver

    goal = _goal(asked.pop("net_cost"), asked.pop("gross_outlay"))
    (loaded,) = options.load_all([scenario], Options(**asked))
    if isinstance(loaded.financing, Balancing):
        refused = f"{loaded.name} balances its budget: size it with another payer: @borrowing"
        raise InputError(refused, field="financing")
    scaled_ones = scaling.sizes(loaded, instruments_of(loaded), options.names_in(scale))
    parent, path = _places(scenario, loaded, out, "_equal_outlay" if goal.is_outlay else "_equal_cost")
    warn([loaded])
    told = {goal.key: f"{goal.asked:.6g}", "scale": scale, **dict(sorted(asked.items()))}
    command = options.words_of("size", [scenario], told | {"out": path})
    with going_on(*command), progress_bar(f"Sizing {loaded.name}") as callback:
        found = solver.size(loaded, scaled_ones, goal, out=path, jobs=jobs, resume=resume, progress=callback)
    write_whole(path, sized_text(loaded, found, parent, shlex.join(command)))
    console.print(_told(found), soft_wrap=True)
    console.print(f"{path} is written. Compare it with others of the same size: sim compare", soft_wrap=True)
    console.print(f"Paid by the income tax it is {path}@income_tax: sim list scenarios", soft_wrap=True)


def _title(scenario: Scenario, found: Sized) -> str:
    size = f"{found.cost:.1%}" if found.goal.is_outlay else f"{found.goal.asked:.3%}"
    return f"{scenario.title or scenario.name}, at a {found.goal.name} of {size} of GDP"


def sized_text(scenario: Scenario, found: Sized, parent: str, command: str) -> str:
    """The file: what was solved and by which command as a comment, then what differs from the parent."""
    give = "" if found.uncertainty is None else f" +- {found.uncertainty:.2g}"
    scaled_ones = ", ".join(one.name for one in found.sizes)
    comment = [
        f"{scenario.title or scenario.name}, sized to a {found.goal.name} of {found.goal.asked:.3%} of GDP: "
        f"see {parent}.",
        f"Made by: {command}",
        f"Scale {found.scale:.6f}{give} (95 %, {scenario.seeds} seeds, {scenario.persons:,} persons);",
        f"{found.goal.name} {found.cost:.3%} of GDP, {scenario.months} months, world {scenario.world_name},",
        f"{scenario.closure.label}. Scaled: {scaled_ones}.",
    ]
    # A title may hold a line break, a comment may not.
    return "".join(f"# {' '.join(line.split())}\n" for line in comment) + _document(scenario, found, parent)


def _document(scenario: Scenario, found: Sized, parent: str) -> str:
    from simulator.scenario.scenario import yaml_text

    policies = []
    for policy in found.scenario.policies:
        if sizes := [one for one in found.sizes if one.instrument == policy.name]:
            own = policy.plain(scenario.start)
            factors = ", ".join(f"{one.parameter} times {min(found.scale, one.most):.6f}" for one in sizes)
            told = f"{factors} (sim size). {policy.source}".strip()
            scaled = {one.parameter: own[one.parameter] for one in sizes}
            policies.append({policy.name: {**scaled, "source": told}})
    about = {"title": _title(scenario, found), "author": scenario.author, "question": scenario.question}
    return yaml_text({**about, "extends": parent, "policies": policies})


def _told(found: Sized) -> str:
    give = "" if found.uncertainty is None else f" ± {found.uncertainty:.2g}"
    tried = f"{len(found.evaluations)} scales tried between 0 and {found.highest:.4g}"
    reached = f"{found.goal.name} {found.cost:.4%} of GDP, asked {found.goal.asked:.4%}"
    return f"Scale {found.scale:.6f}{give}: {reached}; {tried}."


def _goal(net_cost: str | None, gross_outlay: str | None) -> Goal:
    """What is to be reached; InputError unless one of both is asked for, and for what is no size."""
    from simulator.experiment.solve import Goal

    if net_cost is not None and gross_outlay is not None:
        raise InputError("give one of --net-cost and --gross-outlay", field="--gross-outlay")
    if gross_outlay is not None:
        about = "what is paid under policies' names"
        return Goal(_share(gross_outlay, 0.0, about, "--gross-outlay"), is_outlay=True)
    if net_cost is None:
        told = 'say what to reach: --gross-outlay "1 %" or --net-cost "0.5 %"'
        raise InputError(told, field="--gross-outlay")
    about = "what the public balance loses"
    return Goal(_share(net_cost, -0.2, about, "--net-cost"), is_outlay=False)


def _share(text: str, low: float, about: str, option: str) -> float:
    """A share of GDP from `low` to 0.2."""
    from simulator.core.param import Param
    from simulator.scenario.file.document import resolve_scalar
    from simulator.scenario.file.values import Refused, read_number

    declared = Param(0.0, "share of GDP", (low, 0.2), about, "choice", "assumed", kind="share")
    try:
        asked = read_number(resolve_scalar(text.strip()), declared)
    except (Refused, ValueError) as error:
        raise InputError(str(error), field=option) from None
    if asked == 0.0:
        raise InputError("0 is no size: everything at zero costs that", field=option)
    return asked


def _places(given: str, scenario: Scenario, out: Path | None, suffix: str) -> tuple[str, Path]:
    """What the sized file extends, and where it is written: beside its parent, where `out` names no file."""
    from simulator.core.shipped import shipped_path
    from simulator.scenario.file.layers import find_scenario

    file, _ = find_scenario(given)
    is_shipped = shipped_path(given) is not None and not Path(given).is_file()
    path = out or (Path() if is_shipped else file.parent) / f"{scenario.name}{suffix}.yaml"
    if path.exists():
        raise InputError(f"{path} exists; name another file with --out, or delete it", field="--out")
    if is_shipped:
        return given, path
    if path.parent.resolve() != file.parent.resolve():
        told = f"{path} must lie in the folder of {file}, which it extends"
        raise InputError(told, field="--out")
    return file.name, path
