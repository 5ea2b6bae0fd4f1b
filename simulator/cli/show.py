"""`sim show`: everything that goes by a name; in what two scenarios differ."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import click

from simulator.cli import options
from simulator.cli.options import example
from simulator.core.errors import InputError

_SIZE = ("seeds", "base_seed", "persons", "jobs", "out")


@click.command(
    epilog=example(
        "sim show training_programme",
        "sim show person",
        "sim show months_out",
        "sim show esp/no_policy esp/training_programme",
        "sim show runs/one runs/two",
        "sim show runs/one --cite",
        "sim show schema > scenario.schema.json",
        "sim show B10 --persons 5000",
        "sim show benchmarks --jobs 2 --out runs/benchmarks",
    )
)
@click.argument("what", nargs=-1, required=True, metavar="WHAT [OTHER]")
@options.own_size("seeds", "Of benchmarks: base seeds.", default=2)
@options.own_size("base_seed", "First of them.", default=9301)
@options.own_size("persons", "Of benchmarks: simulated persons.", default=10_000)
@options.jobs
@options.flag("cite", "Of a finished folder: how to cite a number of it, as a sentence and for BibTeX.")
@options.out("Of benchmarks: folder for the table as CSV and Markdown.  [default: printed only]")
def show(what: tuple[str, ...], *, cite: bool, **size: Any) -> None:
    """Show whatever has a name: meaning, unit, bounds, source; or in what two scenarios differ.

    WHAT is a country, policy, value of the law, world, rule, indicator, parameter (a closure's is
    `closure.returns`), closure or scenario, an agent (person, household, firm, post, occupation,
    sector) or one of its columns.

    Two scenarios, or the folders of two runs: the parameters in which they differ.

    The folder of a run, comparison or sweep with --cite: its version, scenario and run id, to be cited.

    `schema`: the JSON Schema of scenario files, for editors.

    B01 to B14, or all of them, `benchmarks`: what other models and experts say of the same questions, posed
    as their authors did: published, ours with range, agreement, mechanism. At one seed and 10,000 persons
    all take about five minutes of one processor, each further seed as much again; one takes a minute or
    less. Nothing is fitted to them.
    """
    name, *others = what
    if len(others) > 1:
        told = f"{len(what)} names are given; name one, or two scenarios to compare"
        raise InputError(told, field="WHAT")
    if cite:
        _cite(what)
        return
    if not others and re.fullmatch("benchmarks|[Bb][0-9]{2}", name):
        _benchmarks("" if name == "benchmarks" else name.upper(), **size)
        return
    options.refuse(_SIZE, "is for benchmarks, B01 to B14; leave it out")
    options.reads_only()
    if others:
        _differences(name, *others)
    elif name == "schema":
        click.echo(json.dumps(_schema(), indent=2, ensure_ascii=False))
    else:
        from simulator.cli.catalogue import describe_name

        describe_name(name)


def _cite(what: tuple[str, ...]) -> None:
    if len(what) > 1:
        raise InputError("is of one folder; name one", field="--cite")
    options.refuse(_SIZE, "is for benchmarks, not for --cite; leave it out")
    import reports
    from simulator.store.manifest import countries_in

    folder = Path(what[0])
    for one in list(countries_in(folder).values()) or [folder]:
        options.check_whole(one, "the citation", takes_sweeps=True)
        click.echo(reports.cite(one))


def _differences(first: str, second: str) -> None:
    """Print the parameters in which two scenarios, or the scenarios of two run folders, differ."""
    from simulator.cli.console import console, print_table
    from simulator.scenario import Options
    from simulator.scenario.differences import differences
    from simulator.scenario.file.code import instruments_of

    # Rule files are read, to compare them; loading a scenario runs none.
    one, other = options.load_all(_files_of((first, second)), Options(allow_code=True), apart=False)
    found = differences(one, other, {**instruments_of(one), **instruments_of(other)})
    if not found:
        console.print("No parameter differs.")
        return
    rows = [(each.name, each.first, each.second, each.unit, each.about) for each in found]
    print_table(("parameter", first, second, "unit", "what it is"), rows, whole=(0,))
    count = len(found)
    console.print(f"{count} parameter{'s differ' if count > 1 else ' differs'}.")


def _files_of(given: Iterable[str]) -> list[str]:
    """The files that names of scenarios and run folders stand for: of a folder, its resolved scenario."""
    from simulator.scenario.file.layers import names_folder
    from simulator.scenario.load import load_several
    from simulator.store.manifest import scenario_of_run

    def file_of(one: str) -> str:
        return str(scenario_of_run(Path(one))) if names_folder(one) else one

    return load_several(partial(file_of, one) for one in given)


def _schema() -> dict[str, Any]:
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


def _benchmarks(only: str, *, out: Path | None, **size: Any) -> None:
    """Pose one benchmark or all and print the table; write it too where `out` names a folder."""
    from calibration.study import Asked, write
    from calibration.study.runs import measure_run, over
    from calibration.validate import benchmarks as study
    from simulator.cli.console import progress_bar
    from simulator.core import cache
    from simulator.experiment.timing import cores

    named, size["jobs"] = only or "benchmarks", size["jobs"] or cores()
    told = {name: size[name] for name in ("seeds", "base_seed", "persons")}
    command = shlex.join(["uv", "run", *options.words_of("show", [named], told)])
    asked = Asked("benchmarks", (), command=command, more={"benchmark": only}, **size)
    calls = study.calls(asked)
    cache.configure()
    with progress_bar(named) as advance:
        found = over(
            measure_run, calls, size["jobs"], told=lambda done, left: advance(done, len(calls), left)
        )
    made = study.table(asked, found)
    study.show(made)
    if out is not None:
        write(asked.study, made, study.COLUMNS, out, command)
