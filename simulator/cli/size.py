"""`sim size`: solve the scale at which a mix of policies costs a stated amount, and write the scenario."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli import options
from simulator.cli.terminal.help import example

if TYPE_CHECKING:
    from simulator.experiment.solve.size import Sized
    from simulator.scenario import Scenario


@click.command(
    epilog=example(
        'sim size esp/adapt --net-cost "0.5 %" --seeds 12 --out adapt_equal_cost.yaml',
        'sim size mine.yaml --net-cost "0.2 %" --scale training_programme,basic_income.amount',
    )
)
@click.argument("scenario", metavar="SCENARIO")
@click.option(
    "--net-cost", required=True, metavar="SHARE",
    help='What the primary balance is to lose over the horizon, discounted, of GDP: "0.5 %".',
)  # fmt: skip
@click.option(
    "--scale", metavar="A,B.C",
    help="Policies, or parameters of them, that are scaled.  [default: all policies that raise no revenue]",
)  # fmt: skip
@options.seeds
@options.persons
@options.months
@options.base_seed
@options.out("File to write.  [default: SCENARIO_equal_cost.yaml]")
@options.jobs
@options.resume("search for --out")
@options.allow_code
def size(
    scenario: str,
    *,
    net_cost: str,
    scale: str | None,
    out: Path | None,
    jobs: int,
    resume: bool,
    **sizes: Any,
) -> None:
    """Solve one scale of a scenario's policies at which they cost what you say, and write it as a scenario.

    Options of the same net cost can be compared like with like: sim compare.
    """
    from simulator.cli.given.scenarios import load_all
    from simulator.cli.given.sizing import cost_share, places
    from simulator.cli.given.words import names_in, words_of
    from simulator.cli.terminal.console import console
    from simulator.cli.terminal.failure import going_on
    from simulator.cli.terminal.progress import LOADING, progress_bar, working
    from simulator.core.errors import InputError
    from simulator.core.files import write_whole
    from simulator.policies import discover
    from simulator.scenario import Options, scaling
    from simulator.scenario.financing import Balancing

    with working(LOADING):
        from simulator.experiment.solve import size as solver

    asked = cost_share(net_cost)
    (loaded,) = load_all([scenario], Options(**sizes))
    if isinstance(loaded.financing, Balancing):
        raise InputError(f"{loaded.name} balances its budget: its net cost is given", field="financing")
    scaled_ones = scaling.sizes(loaded, discover(), names_in(scale))
    parent, path = places(scenario, loaded, out)
    told = {"net_cost": f"{asked:.6g}", "scale": scale, **dict(sorted(sizes.items())), "out": path}
    command = words_of("size", [scenario], told)
    with going_on(*command), progress_bar(f"Sizing {loaded.name}") as callback:
        found = solver.size(loaded, scaled_ones, asked, out=path, jobs=jobs, resume=resume, progress=callback)
    write_whole(path, sized_text(loaded, found, parent, shlex.join(command)))
    console.print(_told(found), soft_wrap=True)
    console.print(f"{path} is written. Compare it with others of the same cost: sim compare", soft_wrap=True)


def sized_text(scenario: Scenario, found: Sized, parent: str, command: str) -> str:
    """The file: what was solved and by which command as a comment, then what differs from the parent."""
    from simulator.store.tables import closure_label

    give = "" if found.uncertainty is None else f" +- {found.uncertainty:.2g}"
    scaled_ones = ", ".join(one.name for one in found.sizes)
    comment = [
        f"{scenario.title or scenario.name}, sized to cost {found.asked:.3%} of GDP: see {parent}.",
        f"Made by: {command}",
        f"Scale {found.scale:.6f}{give} (95 %, {scenario.seeds} seeds, {scenario.persons:,} persons);",
        f"net cost {found.cost:.3%} of GDP, mean over {scenario.months} months, world {scenario.world_name},",
        f"{closure_label(scenario.closure)}. Scaled: {scaled_ones}.",
    ]
    # A title may hold a line break, a comment may not.
    return "".join(f"# {' '.join(line.split())}\n" for line in comment) + _document(scenario, found, parent)


def _document(scenario: Scenario, found: Sized, parent: str) -> str:
    from simulator.scenario.file.dump import yaml_text

    instruments = dict.fromkeys(one.instrument for one in found.sizes)
    policies = []
    for policy in found.scenario.policies:
        if policy.name not in instruments:
            continue
        own = policy.plain(scenario.start)
        scaled = {one.parameter: own[one.parameter] for one in found.sizes if one.instrument == policy.name}
        told = f"{', '.join(scaled)} times {found.scale:.6f} (sim size). {policy.source}".strip()
        policies.append({policy.name: {**scaled, "source": told}})
    return yaml_text({
        "title": f"{scenario.title or scenario.name}, at a net cost of {found.asked:.3%} of GDP",
        "author": scenario.author,
        "question": scenario.question,
        "extends": parent,
        "policies": policies,
    })  # fmt: skip


def _told(found: Sized) -> str:
    give = "" if found.uncertainty is None else f" ± {found.uncertainty:.2g}"
    tried = f"{len(found.evaluations)} scales tried between 0 and {found.highest:.4g}"
    return (
        f"Scale {found.scale:.6f}{give}: net cost {found.cost:.4%} of GDP, asked {found.asked:.4%}; {tried}."
    )
