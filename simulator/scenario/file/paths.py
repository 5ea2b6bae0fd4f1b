"""Files that a scenario may name, and what to say of one that it may not."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.core.shipped import scenario_hint, shipped_path
from simulator.scenario.file.wording import shown


def find_scenario(source: str | os.PathLike[str]) -> tuple[Path, str]:
    """The scenario file of that path or shipped name, and what messages call it; else InputErrors."""
    if not isinstance(source, str | os.PathLike):
        several = "; name several one after the other" if isinstance(source, list | tuple) else ""
        needed = f"the name of one scenario, a file or a mapping is needed{several}"
        raise InputErrors([InputError(f"{shown(source)} stands where {needed}", field="scenario")])
    name = os.fspath(source)
    shipped, file = shipped_path(name), Path(name)
    try:
        if file.is_file():
            return file, name
        if shipped is not None:
            return shipped, f"scenarios/{name}.yaml"
        base, at, payer = name.rpartition("@")  # mine.yaml@income_tax
        if at and Path(base).is_file():
            own = Path(base)
            return own.with_name(f"{own.stem}@{payer}{own.suffix}"), name
        nearby = [str(file.parent / other) for other in beside(file.parent)]
        is_folder = name != "" and file.is_dir()
        message = "is a folder; name the scenario file in it" if is_folder else "there is no such file."
        hint = "" if is_folder else scenario_hint(name, nearby)
    except OSError as error:
        message, hint = f"cannot be opened: {reason(error)}", ""
    where = name if len(name) <= 200 else f"{name[:200]}…"
    raise InputErrors([InputError(message + hint, where=where or '""')])


def names_folder(name: str | os.PathLike[str]) -> bool:
    """Whether a folder is meant; not by a name that no file system takes, of which its reader tells."""
    return isinstance(name, str | os.PathLike) and os.fspath(name) != "" and os.path.isdir(name)


def inside(folder: Path, base: Path, name: str, hint: Callable[[str, list[str]], str] = suggestion) -> Path:
    """The file `name` seen from `base`; InputError unless it exists within `folder`, links followed.

    `hint` tells what may be meant: a file that is there, or else.
    """
    if "\0" in name or len(name) > 1000 or PurePosixPath(name).is_absolute() or Path(name).is_absolute():
        raise InputError("is an absolute or impossible path; write it relative to the scenario")
    try:
        target = (base / name).resolve()
        if not target.is_relative_to(folder.resolve()):
            raise InputError(f"{shown(name)} lies outside the folder of the scenario; move it there")
        if target.is_dir():
            raise InputError(f"{shown(name)} is a folder; name a file")
        if target.is_file():
            return target
    except (OSError, RuntimeError) as error:  # a name too long, links in a circle, a folder that is closed
        raise InputError(f"{shown(name)} cannot be opened: {reason(error)}") from None
    meant = hint(name, beside(target.parent, f"*{target.suffix}"))
    raise InputError(f"there is no file {shown(name)}.{meant}")


def beside(folder: Path, pattern: str = "*.y*ml") -> list[str]:
    """Names of the files in a folder, for suggestions; none where it cannot be read."""
    try:
        return sorted(path.name for path in folder.glob(pattern) if path.is_file())
    except OSError:
        return []


def reason(error: OSError | RuntimeError) -> str:
    """Why a path cannot be opened, in a few words."""
    if isinstance(error, RuntimeError) or error.errno == errno.ELOOP:
        return "its links lead in a circle"
    return (error.strerror or "it is not readable").lower()
