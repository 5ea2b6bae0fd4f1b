"""Where the data that ship with the simulator lie; read as files, never imported."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from simulator.core.cache import PACKAGE

_NAME = re.compile(r"^  [a-z]{2}: (.+)$", re.M)  # in the head of a country's file


def package_folder(package: str) -> Path:
    """Folder of one of our four packages: they lie side by side, whatever else bears such a name."""
    return PACKAGE.parent / package


def shipped_folder() -> Path:
    """Folder of the shipped scenarios."""
    return package_folder("scenarios")


@cache
def shipped_names() -> tuple[str, ...]:
    """Names of the shipped scenarios, such as `baseline` and `esp/no_policy`; no worlds or technologies."""
    folder = shipped_folder()
    names = (path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.yaml"))
    return tuple(sorted(name for name in names if not name.startswith(("worlds/", "technologies/"))))


def shipped_path(name: str) -> Path | None:
    """File of a shipped scenario, None when there is none of that name."""
    return shipped_folder() / f"{name}.yaml" if name in shipped_names() else None


def country_codes() -> list[str]:
    """Codes of the countries that have a profile."""
    folder = package_folder("calibration") / "countries"
    return sorted(path.stem for path in folder.glob("*.yaml"))


def country_code_of(name: object, codes: Iterable[str]) -> str:
    """The code among `codes` of the country that is called `name` (`spain`, `España`), else an empty text."""
    wanted = str(name).strip().casefold()
    for code in codes:
        path = package_folder("calibration") / "countries" / f"{code}.yaml"
        head = path.read_text(encoding="utf-8").partition("\nvalues:")[0] if path.is_file() else ""
        if wanted in (code.casefold(), *(found.casefold() for found in _NAME.findall(head))):
            return code
    return ""
