"""Targets of what losing a job costs (C18 to C20), which hold in the countries of the studies alone."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from calibration.data.evidence_values import numbers
from calibration.data.targets import Target
from calibration.data.values import PERCENT

ABSTRACT = "read: abstract or press page"
DISPLACED: dict[str, tuple[tuple[Target, int, float], ...]] = {
    "USA": (
        (Target("C18", "displacement_loss", "years of earnings", bounds=(1.1, 1.7), provenance=ABSTRACT),
         0, 1.0),
        (Target("C20", "displaced_at_work", "share", "age", "25-54", points=0.04), 2, PERCENT),
        (Target("C20", "displaced_at_work", "share", "age", "55-64", points=0.04), 5, PERCENT),
    ),
    "DNK": (
        (Target("C19", "displacement_loss_year_5", "share", points=0.03, provenance=ABSTRACT), 0, -PERCENT),
    ),
}  # fmt: skip
"""What losing a job costs where it was measured: target, which number of the evidence row, its scale."""


def displacement(iso3: str, evidence: Mapping[str, str]) -> Iterator[Target]:
    """What losing a job costs, in the countries of the studies; `calibration.validate.displacement` measures it."""
    for target, position, scale in DISPLACED.get(iso3, ()):
        yield replace(target, number=numbers(evidence[target.id])[position] * scale)
