"""`sim verify` and `sim rerun`: whether a run folder is what was computed, and can be computed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from simulator.cli.compare import compare_again
from simulator.cli.console import console
from simulator.cli.run import check_language, run_one
from simulator.scenario import Options, load_scenario
from simulator.store import manifest
from simulator.store.manifest import DiffersError

# What a hash of the manifest stands for, in the words of somebody who reads that it differs.
_HASHES = {
    "code_hash": "code: the simulator's source files have changed since the run",
    "data_hash": "data: the country's profile or tables have changed since the run",
    "scenario_hash": "scenario: it is read differently now",
}
_IN_OTHER_WORDS = ("run_id", "format", "files", "versions", "plugins", "scenarios")


def verify_run(folder: Path) -> None:
    """Print that every file agrees with the manifest; DiffersError names those that do not."""
    document = manifest.read(folder)
    problems = manifest.verify(folder)
    if problems:
        raise DiffersError(f"{folder} is not as it was computed:\n" + _listed(problems))
    files = ", ".join(sorted(manifest.recorded_files(document)))
    run_id = document["content"]["run_id"]
    console.print(f"{folder}: run {run_id}, all hashes agree ({files}).", soft_wrap=True)
    console.print("Not hashed: report.html, which is drawn from these files, and run.log.")


def rerun_run(folder: Path, *, out: Path | None, lang: str, jobs: int, allow_code: bool) -> None:
    """Compute a run again from its folder and compare; DiffersError says in what the two differ."""
    check_language(lang)
    recorded = manifest.read(folder)["content"]
    _check_recipe(folder, recorded)
    again = out or folder.with_name(f"{folder.name}-rerun")
    if "comparison" in recorded:
        compare_again(folder, recorded, again, lang=lang, jobs=jobs, allow_code=allow_code)
    else:
        _run_again(folder, recorded, again, lang=lang, jobs=jobs, allow_code=allow_code)
    differences = list(_differences(recorded, manifest.read(again)["content"]))
    if differences:
        raise DiffersError(f"{again} differs from {folder}:\n  " + "\n  ".join(differences))
    console.print(f"The same bit for bit: run {recorded['run_id']}.")


def _run_again(
    folder: Path, recorded: Mapping[str, Any], again: Path, *, lang: str, jobs: int, allow_code: bool
) -> None:
    path = folder / "scenario.yaml"
    scenario = load_scenario(path, options=Options(allow_code=allow_code))
    run_one(
        scenario,
        again,
        command=_command(path, quick=bool(recorded.get("quick")), allow_code=allow_code, recorded=recorded),
        lang=lang,
        jobs=jobs,
        resume=False,
        quick=bool(recorded.get("quick")),
    )


def _check_recipe(folder: Path, recorded: Mapping[str, Any]) -> None:
    """What the rerun starts from must be what the run started from; results may be lost or damaged."""
    results = {*manifest.HASHED_FILES, *manifest.DERIVED_FILES} - {"scenario.yaml"}
    problems = {name: what for name, what in manifest.verify(folder).items() if name not in results}
    if problems:
        message = f"{folder} cannot be run again, as what it was made from is not as it was:\n"
        raise DiffersError(message + _listed(problems))


def _command(path: Path, *, quick: bool, allow_code: bool, recorded: Mapping[str, Any]) -> list[str]:
    """The same run as a command: `--quick` marks it, the sizes are those of the run."""
    words = ["sim", "run", str(path)]
    if quick:
        words += ["--quick", "--persons", str(recorded["persons"]), "--seeds", str(recorded["seeds"])]
    return [*words, "--allow-code"] if allow_code else words


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
    return "\n".join(f"  {name} {what}" for name, what in problems.items())
