"""The verb `sim size`: a mix of policies at the scale at which it costs a stated share of GDP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from simulator.cli.app_new import example


@click.command(
    epilog=example(
        'sim size esp/adapt --net-cost "0.5 %" --seeds 12 --out adapt_equal_cost.yaml',
        'sim size mine.yaml --net-cost "0.2 %" --scale training_programme,basic_income.amount',
    )
)
@click.argument("scenario", metavar="SCENARIO")
@click.option(
    "--net-cost", required=True, metavar="SHARE",
    help='What the public balance is to lose, mean over the horizon, of GDP: "0.5 %".',
)  # fmt: skip
@click.option(
    "--scale", metavar="A,B.C",
    help="Policies, or parameters of them, that are scaled.  [default: all policies that raise no revenue]",
)  # fmt: skip
@click.option("--seeds", type=int, metavar="N", help="Paired repetitions (1 to 1,000).")
@click.option("--persons", type=int, metavar="N", help="Simulated persons (1,000 to 2,000,000).")
@click.option("--months", type=int, metavar="N", help="Length of the run in months (1 to 600).")
@click.option("--base-seed", type=int, metavar="N", help="Number all random draws derive from.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="File to write.  [default: SCENARIO_equal_cost.yaml]"
)
@click.option("--jobs", type=click.IntRange(1, 1024), default=1, show_default=True, help="Processes.")
@click.option("--resume", is_flag=True, help="Go on with the interrupted search for --out.")
@click.option("--allow-code", is_flag=True, help="Run the scenario's rule files; trust them first.")
def size(scenario: str, **options: Any) -> None:
    """Solve one scale of a scenario's policies at which they cost what you say, and write it as a scenario.

    Options of the same net cost can be compared like with like: sim compare.
    """
    from simulator.cli.size import size_scenario

    size_scenario(scenario, **options)
