"""What a refresh reports: one number of ours beside what an agency publishes now."""

from dataclasses import dataclass

SINCE = 2020
"""First year that is asked for."""


@dataclass(frozen=True)
class Change:
    """One number of a committed table or profile beside what the agency publishes now."""

    table: str
    key: str
    old: float
    new: float
    old_year: str
    new_year: str
    source: str


def same(old: float, new: float) -> bool:
    """Equal in the six digits that a table can be relied on for, after sums and quotients."""
    return abs(old - new) <= 1e-6 * max(abs(old), abs(new))
