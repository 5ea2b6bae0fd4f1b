"""Plain YAML 1.2 scalars: what `NO`, `1e-3`, `20_000` and `2027-01` are."""

from __future__ import annotations

import math
import re

type Scalar = str | int | float | bool | None

_INTEGER = re.compile(r"[-+]?[0-9][0-9_]*")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class NotFinite(str):
    """A number that is not finite, as it was written; `problem` says so."""

    __slots__ = ("problem",)
    problem: str


def not_finite(text: str, problem: str) -> NotFinite:
    """Mark `text` as a number that is not finite."""
    made = NotFinite(text)
    made.problem = problem
    return made


def resolve_scalar(text: str) -> Scalar:
    """The value of a plain YAML 1.2 scalar; ValueError when it is a number that is not finite."""
    if text in _WORDS:
        return _WORDS[text]
    if _NOT_FINITE.fullmatch(text):
        raise ValueError(f"{text} is not a finite number")
    if not _FLOAT.fullmatch(text):
        return text
    number = float(text.replace("_", ""))
    if not math.isfinite(number):
        raise ValueError(f"{text[:24]}{'…' if len(text) > 24 else ''} is too large a number")
    is_exact = _INTEGER.fullmatch(text) and abs(number) < 2**53
    return int(text.replace("_", "")) if is_exact else number
