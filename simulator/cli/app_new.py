"""The verbs `sim new …`: a commented starter file for each thing that a user may add."""

from __future__ import annotations

import click


def example(*lines: str) -> str:
    """The end of a verb's help."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


@click.group(epilog=example("sim new scenario my_question", "sim run my_question.yaml --quick"))
def new() -> None:
    """Write a commented starter file that works as it stands; never overwrites one."""


@new.command(epilog=example("sim new scenario my_question"))
@click.argument("name")
def scenario(name: str) -> None:
    """Write NAME.yaml, a scenario, into the present folder."""
    from simulator.cli.new import new_scenario

    new_scenario(name)


@new.command(epilog=example("sim new rule my_rules --from worker_reservation_wage"))
@click.argument("name")
@click.option("--from", "source", required=True, metavar="RULE", help="Rule to begin with: sim list rules.")
def rule(name: str, source: str) -> None:
    """Write NAME.py, a copy of one of our rules to change, into the present folder."""
    from simulator.cli.new import new_rule

    new_rule(name, source)


@new.command(epilog=example("sim new policy wage_levy"))
@click.argument("name")
def policy(name: str) -> None:
    """Write a policy instrument and its test cases into the checkout: simulator/policies/NAME.py."""
    from simulator.cli.new_parts import new_policy

    new_policy(name)


@new.command(epilog=example("sim new figure finding_a_job"))
@click.argument("name")
def figure(name: str) -> None:
    """Write a figure of the report and its sentence into the checkout: reports/figures/NAME.py."""
    from simulator.cli.new_parts import new_figure

    new_figure(name)
