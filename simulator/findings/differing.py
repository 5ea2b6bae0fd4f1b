"""Years in which a policy can have done anything: none before it starts is its best or its worst."""

from collections.abc import Sequence

from simulator.findings.effects import Effect


def differing(years: Sequence[Effect]) -> Sequence[Effect]:
    """Return the years in which anything differs, as not before a policy starts; all where none does."""
    return [one for one in years if one.mean or one.low or one.high] or years
