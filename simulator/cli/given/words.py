"""What a verb was asked: the language of its report, and its own words as the manifest records them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.core.errors import InputError
from simulator.core.shipped import package_folder


def check_language(lang: str) -> None:
    """InputError when there are no reports in a language."""
    known = sorted(path.stem for path in (package_folder("reports") / "text").glob("*.po"))
    if lang not in known:
        raise InputError(f'no reports in "{lang}"; allowed: {", ".join(known)}', field="--lang")


def names_in(given: str | None) -> list[str]:
    """The names in `a,b`; none when nothing is given."""
    return [name.strip() for name in given.split(",")] if given is not None else []


def words_of(verb: str, given: Sequence[str], options: Mapping[str, Any]) -> list[str]:
    """A command as it would be typed; an option that is None or false is left out."""
    words = ["sim", verb, *given]
    for name, value in options.items():
        if value is not None and value is not False:
            words += [f"--{name.replace('_', '-')}", *([] if value is True else [str(value)])]
    return words


def run_words(path: str, *, lang: str, quick: bool, **options: Any) -> list[str]:
    """The words of the command that runs one scenario: what was asked for, whatever was run beside it."""
    return words_of("run", [path], {"lang": lang if lang != "en" else None, "quick": quick, **options})
