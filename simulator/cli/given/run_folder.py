"""A finished run folder that something is to be drawn from: nothing is told of changed files."""

from __future__ import annotations

from pathlib import Path

from simulator.core.errors import InputError
from simulator.store import manifest


def check_whole(run_folder: Path, what: str, *, takes_sweeps: bool = False) -> None:
    """InputError where the folder is no finished run, or where files that decide `what` were changed.

    So it is where it is a sweep's, which holds effects alone, unless these will do.
    """
    if not takes_sweeps and "sweep" in manifest.read(run_folder)["content"]:
        told = (
            "is a sweep, which holds effects and no runs; run one of its points/*.yaml and name that folder"
        )
        raise InputError(told, where=str(run_folder))
    drawn_later = {*manifest.DERIVED_FILES, manifest.REPORT}
    problems = manifest.verify(run_folder)
    wrong = [f"{name} {told}" for name, told in problems.items() if name not in drawn_later]
    if wrong:
        raise InputError(f"{what} of {run_folder} cannot be drawn: {'; '.join(wrong)}; run it again")
