"""Words that messages about values share: what was written, what is allowed, what may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from simulator.core.errors import suggestion
from simulator.core.param import Param

_FRACTIONS = ("share", "probability", "hazard", "growth")
_COMMA = re.compile(r"[-+]?\d+(,\d+)+")


def shown(raw: Any) -> str:
    """What a person wrote, in words: `nothing`, `a list`, `true`, `"text"`, `12`."""
    if raw is None:
        return "nothing"
    if isinstance(raw, dict):
        return "a mapping"
    if isinstance(raw, list):
        return "a list"
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, str):
        return f'"{raw[:60]}{"…" if len(raw) > 60 else ""}"'
    return str(raw)


def runs_code(files: Iterable[str]) -> str:
    """Why a scenario that names files of code is not run."""
    return f"runs code from {', '.join(files) or 'a file'}; if you trust it, add --allow-code"


def figure(number: float, declared: Param) -> str:
    """A number as a person writes it: with commas between thousands, but for a year."""
    if declared.kind == "date":
        return f"{number:.10g}"
    return f"{number:,}" if isinstance(number, int) else f"{number:,.10g}"


def allowed(declared: Param) -> str:
    """The allowed range of a parameter with its unit."""
    if declared.kind == "flag":
        return "allowed: 0 or 1"
    low, high = (figure(float(bound), declared) for bound in declared.bounds)
    unit = f"({declared.unit})" if declared.kind == "date" else declared.unit
    return f"allowed: {low} to {high} {unit}".rstrip()


def takes_percent(declared: Param) -> bool:
    """Whether a value may be written in per cent."""
    return declared.kind in _FRACTIONS


def percent_hint(number: float, declared: Param) -> str:
    """A question when a number out of range may be a percentage without its sign."""
    low, high = declared.bounds
    is_percent = takes_percent(declared) and number >= 1 and number > high and low <= number / 100 <= high
    return f'; did you mean "{number:g} %"?' if is_percent else ""


def comma_hint(raw: Any) -> str:
    """A question when a text is a number but for its commas."""
    meant = comma_meant(raw) if isinstance(raw, str) else ""
    return f"; did you mean {meant}?" if meant else ""


def comma_meant(text: str) -> str:
    """The number that a text with commas stands for: `1_200` for `1,200`, `0.25` for `0,25`; else empty."""
    if not _COMMA.fullmatch(text.strip()):
        return ""
    head, *groups = text.strip().split(",")
    is_grouped = head.lstrip("+-") != "0" and all(len(group) == 3 for group in groups)
    if not is_grouped and len(groups) > 1:
        return ""
    return ("_" if is_grouped else ".").join((head, *groups))


def none_of(raw: Any, what: str, known: Iterable[str], hint: str | None = None) -> str:
    """Says that `raw` is none of the known names of `what`; `hint`: which is meant, else the closest."""
    names = list(known)
    hint = suggestion(str(raw)[:40], names) if hint is None else hint
    listed = f"allowed: {', '.join(names) or 'none is built'}.{hint if isinstance(raw, str) else ''}"
    if not isinstance(raw, str):
        return f"{shown(raw)} stands where the name of a {what} is needed; {listed}"
    return f"no {what} {shown(raw)}; {listed}"
