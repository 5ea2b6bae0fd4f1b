"""`sim schema`: the JSON Schema of scenario files."""

from __future__ import annotations

import json
from typing import Any

import click

from simulator.cli import options
from simulator.cli.terminal.help import example


@click.command(epilog=example("sim schema > scenario.schema.json"))
@options.reads_only
def schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    click.echo(json.dumps(scenario_schema(), indent=2, ensure_ascii=False))


def scenario_schema() -> dict[str, Any]:
    """The schema of what may be written: nothing is required, as it may stand in an extended file."""
    from simulator.core.shipped import instrument_names, shipped_names
    from simulator.policies import discover
    from simulator.scenario.file.schema import scenario_model
    from simulator.scenario.world import world_names

    schema = scenario_model(discover()).model_json_schema()
    schema.pop("required", None)
    properties = schema["properties"]
    properties["world"] = {"anyOf": [{"enum": world_names()}, properties["world"]]}
    properties["extends"] = {
        "anyOf": [
            {"enum": [*shipped_names(), *instrument_names()]},
            {"type": "string", "pattern": r"\.ya?ml$|@[a-z_]+$"},
        ],
        "description": "Scenario of which this one writes only the differences",
    }
    policy = schema["$defs"]["Policy"]
    policy.update(minProperties=1, maxProperties=1)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Scenario", **schema}
