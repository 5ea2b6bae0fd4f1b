"""Markdown of what was measured, and its place in README.md and docs/speed.md."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from simulator.store.manifest import code_hash

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"README.md": "speed", "docs/speed.md": "measured"}
DIGITS = 12
"""Of the code's hash."""
STAMP = re.compile(r"(Measured [^\n]*?, code [^\n.]*\.)[^\n]*\n*")
UNKNOWN = "Measured before tables told their day, code unknown."
OLDER = " **Older code** than what stands here: `make bench` measures this one."
Found = dict[str, float]


@dataclass(frozen=True)
class Case:
    """One run of `persons` over `months`, with what it should cost at most."""

    persons: int
    months: int
    cold: bool = False
    limit: str = ""


def sizes(found: list[tuple[Case, Found]]) -> str:
    """Seconds, memory and cost per person-month by size, with the ratio that shows whether cost grows."""
    lines = [
        "| persons | months | start | seconds | peak memory | ns per person-month | at most |",
        "|---:|---:|---|---:|---:|---:|---|",
    ]
    for case, cost in found:
        lines.append(
            f"| {case.persons:,} | {case.months} | {'cold' if case.cold else 'warm'} | {cost['seconds']:.1f} "
            f"| {cost['megabytes']:,.0f} MB | {cost['nanoseconds']:.0f} | {case.limit} |"
        )
    warm = {case.persons: cost["nanoseconds"] for case, cost in found if not case.cold}
    ratio = warm[max(warm)] / warm[min(warm)]
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    note = (
        f"Cost per person-month at {max(warm):,} ÷ at {min(warm):,} persons: {ratio:.2f} (at most 1.5). "
        f"One run on one core; {machine}. Cold: nothing compiled and no burn-in on disk."
    )
    return "\n".join([*lines, "", note])


def ratios(labour: dict[int, Found], ours: Found, other: Found | None, persons: int) -> str:
    """The labour market over its plain-object twin, and both models over bamengine."""
    lines = [
        "| measured in the same run | persons | ours, ns | theirs, ns | ratio | at least |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for people, cost in labour.items():
        lines.append(
            f"| search and matching of a month ÷ the same on plain Mesa objects | {people:,} | "
            f"{cost['compiled']:.0f} | {cost['plain']:,.0f} | {cost['plain'] / cost['compiled']:.0f} | 100 |"
        )
    if other is None:
        lines.append("| bamengine | | | | could not be installed | 5 |")
        return "\n".join(lines)
    for part, name in (("labour", "the labour market"), ("whole", "the whole model")):
        lines.append(
            f"| {name}: a month of ours ÷ a quarter of bamengine {other['version']} | {persons:,} "
            f"| {ours[part]:.0f} | {other[part]:.0f} | {other[part] / ours[part]:.1f} | 5 |"
        )
    return "\n".join(lines)


def shares(steps: Found, persons: int, months: int) -> str:
    """Cost of each step of the month, dearest first; what is below half a per cent in one line."""
    total = sum(steps.values())
    lines = [f"| step of the month ({persons:,} persons, {months} months) | ns per person-month | share |"]
    lines.append("|---|---:|---:|")
    small = 0.0
    for name, cost in sorted(steps.items(), key=lambda item: -item[1]):
        if cost < 0.005 * total:
            small += cost
            continue
        lines.append(f"| {name} | {cost:.1f} | {cost / total:.1%} |")
    lines += [f"| all others | {small:.1f} | {small / total:.1%} |", f"| together | {total:.1f} | |"]
    return "\n".join(lines)


def limit(found: Found, total: float) -> str:
    """What memory alone would allow."""
    return (
        f"Bytes of person columns a month: {found['rules']:.0f} in rules, at most {found['passes']:.0f} in "
        f"other passes; one core moves {found['bandwidth'] / 1e9:.0f} GB/s here: {found['limit']:.0f} ns per "
        f"person-month if nothing else took time (measured: {total:.0f})."
    )


def start(found: Found, compiled: Found, cold: Found, warm: Found) -> str:
    """Start-up and compile times."""
    slowest = ", ".join(f"{name} {cost:.1f} s" for name, cost in list(compiled.items())[1:])
    return (
        f"`sim --help` {found['help']:.2f} s (at most 0.5); importing the model {found['imports']:.1f} s; "
        f"cold less warm {cold['seconds'] - warm['seconds']:.1f} s (at most 25), of which compiling "
        f"{compiled['all']:.1f} s (slowest: {slowest})."
    )


def write(page: str, text: str) -> None:
    """Put text between the marks of a page, under the day and the code on which it was measured."""
    stamp = f"Measured on {datetime.now(UTC).date()}, code {code_hash()[:DIGITS]}."
    _rewrite(page, lambda _: f"{stamp}\n\n{text}")


def mark(page: str) -> bool:
    """Say above the tables of a page whether they are of older code than this; returns whether they are."""
    code, older = code_hash()[:DIGITS], False

    def marked(text: str) -> str:
        nonlocal older
        found = STAMP.match(text)
        stamp, rest = (found[1], text[found.end() :]) if found else (UNKNOWN, text)
        older = not stamp.endswith(f" {code}.")
        return f"{stamp}{OLDER if older else ''}\n\n{rest.lstrip()}"

    _rewrite(page, marked)
    return older


def _rewrite(page: str, change: Callable[[str], str]) -> None:
    path, name = ROOT / page, PAGES[page]
    marks = re.compile(rf"(<!-- {name}: begin[^>]*-->\n)(.*?)(\n<!-- {name}: end -->)", re.DOTALL)
    before = path.read_text(encoding="utf-8")
    path.write_text(marks.sub(lambda m: f"{m[1]}{change(m[2])}{m[3]}", before), encoding="utf-8")
