"""How well the run meets its calibration targets, and the parameters behind it, as tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from reports.run import Run
from reports.table import Cell, Table, name
from reports.text import Text
from reports.units import digits_for

PASS, WARN, FAIL, UNJUDGED = "pass", "warn", "fail", "unjudged"
WORDS = {"met": PASS, "missed": FAIL, "not judged": UNJUDGED}
READ = "read"  # provenance of a target whose value was read in its source


@dataclass(frozen=True)
class Target:
    """One row of the fit table."""

    cells: list[Cell]
    verdict: str
    word: str


def verdict(target: dict[str, Any]) -> str:
    """Return pass, warn or fail; a target whose provenance is not `read` is printed, never judged."""
    said = str(target.get("verdict", "")).lower()
    found = WORDS.get(said, said)
    judged = target.get("provenance") == READ and found in (PASS, WARN, FAIL)
    return found if judged else UNJUDGED


def targets(run: Run, text: Text) -> list[Target]:
    """Return every calibration target with data, simulation and verdict."""
    rows = []
    for target in run.content.get("targets", []):
        found = verdict(target)
        numbers = [target.get(key) for key in ("value", "tolerance", "simulated")]
        known = [float(value) for value in numbers if isinstance(value, int | float)]
        digits = digits_for(known, 3)
        cells = [name(f"{target.get('id', '')} {target.get('target', '')}".strip())]
        for key, value in zip(("value", "tolerance", "simulated"), numbers, strict=True):
            cells.append(_cell(text, value, digits, target, key))
        provenance = str(target.get("provenance", ""))
        cells.append(Cell(text.either(f"provenance.{provenance}", provenance)))
        rows.append(Target(cells, found, text(f"fit.{found}")))
    return rows


def _cell(text: Text, value: object, digits: int, target: dict[str, Any], key: str) -> Cell:
    if isinstance(value, int | float):
        return Cell(text.number(float(value), digits), float(value),
                    {"target": str(target.get("id", "")), "stat": key, "scale": "1"})  # fmt: skip
    return Cell(str(value) if value is not None else text("number.missing"))


def status(run: Run, text: Text) -> str:
    """Return the calibration status for the banner: how many judged targets are met."""
    counts = Counter(verdict(target) for target in run.content.get("targets", []))
    judged = counts[PASS] + counts[WARN] + counts[FAIL]
    if not judged:
        return text("fit.status.none")
    return text("fit.status", met=text.number(counts[PASS], 0), judged=text.number(judged, 0),
                failed=text.number(counts[FAIL], 0), unjudged=text.number(counts[UNJUDGED], 0))  # fmt: skip


def parameters(run: Run, text: Text) -> Table:
    """Return every parameter: name, value, unit, source, status."""
    heads = ("name", "value", "unit", "status", "source")
    rows = []
    for key, item in sorted(run.content.get("parameters", {}).items()):
        value = item.get("value")
        if isinstance(value, int | float) and not isinstance(value, bool):
            shown = Cell(f"{value:.6g}", float(value), {"parameter": key, "scale": "1"})
        else:
            shown = Cell(str(value))
        told, unit, source = (str(item.get(part, "")) for part in ("status", "unit", "source"))
        about = {"about": str(item.get("about", ""))}
        status_word = Cell(text.either(f"status.{told}", told))
        rows.append([Cell(key, data=about, head=True), shown, Cell(unit), status_word, Cell(source)])
    return Table([text(f"table.parameter.{head}") for head in heads], rows)
