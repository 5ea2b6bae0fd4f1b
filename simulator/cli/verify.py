"""`sim verify`: whether a run folder is what was computed, and whether it can be computed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click

from simulator.cli import options
from simulator.cli.options import example
from simulator.cli.run import carry_out

# What a hash of the manifest stands for, in the words of somebody who reads that it differs.
_HASHES = {
    "code_hash": "code: the simulator's source files have changed since the run",
    "data_hash": "data: the country's profile or tables have changed since the run",
    "scenario_hash": "scenario: it is read differently now",
}
_IN_OTHER_WORDS = ("run_id", "format", "files", "versions", "plugins", "scenarios")


@click.command(epilog=example("sim verify runs/levy", "sim verify runs/levy --again --jobs 2"))
@options.run_folder
@click.option("--again", is_flag=True, help="Compute it again, from its folder alone, and compare.")
@options.out("With --again: its folder.  [default: RUN-again]")
@options.lang
@options.jobs
@click.option("--parts", is_flag=True, help="With --again: take what AI does to jobs apart; writes nothing.")
@options.allow_code
def verify(run_folder: Path, *, again: bool, parts: bool, **how: Any) -> None:
    """Check a run folder: every hash, and what its manifest says; exit code 3 when something was changed.

    With --again: exit code 3 when code, data, versions or results differ.
    """
    from simulator.store.manifest import countries_in

    countries = countries_in(run_folder)
    if not again:
        options.refuse(
            ("out", "lang", "jobs", "parts", "allow_code"), "goes with --again; add that, or leave this out"
        )
        checked = [_check(folder) for folder in countries.values() or [run_folder]]
        if countries:
            _check_table(run_folder, list(countries), is_checked=all(checked))
        return
    if parts:
        options.refuse(("out", "lang"), "is for what is written, and --parts writes nothing; leave it out")
    out = how.pop("out") or run_folder.with_name(f"{run_folder.name}-again")
    for code, folder in countries.items():
        _again(folder, parts=parts, out=out / code, **how)
    if not countries:
        _again(run_folder, parts=parts, out=out, **how)


def _check_table(folder: Path, countries: list[str], *, is_checked: bool) -> None:
    """The one table of several countries must be what their folders give, where this code made them."""
    from reports.page.countries import told
    from simulator.cli.console import console
    from simulator.store import manifest

    path = folder / manifest.COUNTRIES
    if is_checked and path.read_text(encoding="utf-8") != told(folder, countries):
        wrong = {path.name: "is not what the folders of its countries give; write it anew with sim report"}
        raise manifest.DiffersError(f"{folder} is not as it was computed:\n" + _listed(wrong))
    agrees = (
        "is what the folders of its countries give" if is_checked else "was not checked: the code is another"
    )
    console.print(f"{folder}: {path.name} {agrees}. Not hashed: {manifest.REPORT}.", soft_wrap=True)


def _check(run_folder: Path) -> bool:
    """Check a folder; returns whether it is of this simulator, and its manifest was checked too."""
    from simulator.cli.console import console
    from simulator.experiment.conduct import contradictions, is_checkable
    from simulator.store import manifest

    document = manifest.read(run_folder)
    content, problems = document["content"], manifest.verify(run_folder)
    is_checked = not problems and is_checkable(content)
    if is_checked:
        what = "does not follow from the scenario, the data and the results"
        problems = {f"manifest.json, {entry}:": what for entry in contradictions(run_folder, content)}
    if problems:
        raise manifest.DiffersError(f"{run_folder} is not as it was computed:\n" + _listed(problems))
    recorded = manifest.recorded_files(document)
    say = partial(console.print, soft_wrap=True)
    say(f"{run_folder}: run {content['run_id']}, all hashes agree ({', '.join(sorted(recorded))}).")
    if is_checked:
        say("Parameters, their sources and the targets are those that the scenario and the data give.")
    elif "sweep" in content:
        say("Not checked: parameters and their sources, which are checked of runs and comparisons.")
    else:
        say("Not checked: parameters and their sources, as the simulator's code or data are not the run's.")
    unknown = {path.name for path in run_folder.iterdir() if path.is_file()} - {*recorded, "manifest.json"}
    say(f"Not hashed: {', '.join(sorted(unknown)) or 'nothing'}.")
    if not manifest.is_sealed(document):
        say("The folder was written before the manifest covered how the run went.")
    return is_checked


def _again(run_folder: Path, *, out: Path, parts: bool, allow_code: bool, **how: Any) -> None:
    from simulator.cli.console import console
    from simulator.core.errors import InputError
    from simulator.experiment.conduct import plan_again
    from simulator.store import manifest

    options.check_language(how["lang"])
    recorded = manifest.read(run_folder)["content"]
    if "sweep" in recorded:
        told = "is a sweep; give its command again with another --out, or run one of its points/*.yaml"
        raise InputError(told, where=str(run_folder))
    _check_recipe(run_folder)
    if parts:
        _take_apart(run_folder, recorded, jobs=how["jobs"], allow_code=allow_code)
        return
    command = _command(run_folder, recorded, allow_code=allow_code)
    plan, quick = plan_again(run_folder, recorded, allow_code=allow_code), bool(recorded.get("quick"))
    carry_out(plan, out, command=command, allow_code=allow_code, resume=False, quick=quick, **how)
    differences = list(_differences(recorded, manifest.read(out)["content"]))
    if differences:
        told = f"{out} differs from {run_folder}:\n  " + "\n  ".join(differences)
        raise manifest.DiffersError(told)
    console.print(f"The same bit for bit: run {recorded['run_id']}.")


def _take_apart(folder: Path, recorded: Mapping[str, Any], *, jobs: int | None, allow_code: bool) -> None:
    """Print what AI does to jobs by part, with the rule that each part replaces."""
    from simulator.cli.console import console, print_entry, print_table, working
    from simulator.core.errors import InputError
    from simulator.experiment.conduct import plan_again
    from simulator.experiment.parts import PARTS, RUNS, take_apart
    from simulator.experiment.timing import cores
    from simulator.findings.headline import signed

    if "comparison" in recorded or recorded["world"] == "none":
        raise InputError("--parts takes a run of one scenario in a world with AI", where=str(folder))
    plan = plan_again(folder, recorded, allow_code=allow_code)
    with working(f"{RUNS * plan.seeds} runs"):
        found = take_apart(plan.base, jobs or cores())
    if not found.years:
        raise InputError("the run is too short: parts are told from year 3 on", where=str(folder))
    lines = [
        [name, *(f"{signed(one.mean, 2)} ±{one.half:.2f}" for one in effects)]
        for name, effects in found.rows.items()
    ]
    heads = ["part", *(f"year {year}" for year in found.years)]
    print_table(heads, lines, "What AI does to employment, % of that without AI", whole=range(1, len(heads)))
    console.print("Parts add up to all of it less what is left. Each part replaces a rule:")
    for name, rule in PARTS.items():
        print_entry(name, rule)


def _check_recipe(folder: Path) -> None:
    """What is run again must be what was run; results may be lost or damaged."""
    from simulator.store import manifest

    results = {*manifest.HASHED_FILES, *manifest.DERIVED_FILES, manifest.REPORT} - {"scenario.yaml"}
    problems = {name: what for name, what in manifest.verify(folder).items() if name not in results}
    if problems:
        message = f"{folder} cannot be run again, as what it was made from is not as it was:\n"
        raise manifest.DiffersError(message + _listed(problems))


def _command(folder: Path, recorded: Mapping[str, Any], *, allow_code: bool) -> list[str]:
    """The same run as a command: `--quick` marks it, the sizes are those of the run."""
    if "comparison" in recorded:
        return options.words_of("verify", [str(folder)], {"again": True, "allow_code": allow_code})
    from simulator.experiment.conduct import how_run
    from simulator.findings.windows import HEADLINE

    told, quick = how_run(recorded), bool(recorded.get("quick"))
    asked = {
        "closures": ",".join(one.name for one in told["closures"]) or None,
        "window": told["window"] if told["window"] != HEADLINE.name else None,
        "no_cash": "policy" in recorded["roles"] and not told["cash"],
        "quick": quick,
        "persons": recorded["persons"] if quick else None,
        "seeds": recorded["seeds"] if quick else None,
        "allow_code": allow_code,
    }
    return options.words_of("run", [str(folder / "scenario.yaml")], asked)


def _differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """In words what differs between the contents of two manifests: causes first, results last."""
    for key, words in _HASHES.items():
        if before.get(key) != now.get(key):
            yield words
    was, is_now = before.get("versions", {}), now["versions"]
    for name in sorted({*was, *is_now}):
        if was.get(name) != is_now.get(name):
            yield f"versions: {name} was {was.get(name, 'not there')}, is {is_now.get(name, 'not there')}"
    others = {*before, *now} - {*_HASHES, *_IN_OTHER_WORDS}
    for key in sorted(key for key in others if before.get(key) != now.get(key)):
        yield f'manifest: "{key}" is not the same'
    files = {**before["files"], **now["files"]}
    changed = sorted(name for name in files if before["files"].get(name) != now["files"].get(name))
    yield from (f"results: {name} differs" for name in changed)
    if not changed and before["run_id"] != now["run_id"]:
        yield "results: the same, bit for bit"


def _listed(problems: Mapping[str, str]) -> str:
    """What is wrong with files, a line each."""
    return "\n".join(f"  {name} {what}" for name, what in problems.items())
