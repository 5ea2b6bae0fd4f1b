"""Which option has the best or the worst mean of an outcome, and which others are not told apart from it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from simulator.findings.costs import measure_of
from simulator.findings.effects import Effect, good_side
from simulator.findings.results import Results
from simulator.findings.verdicts import Verdict


@dataclass(frozen=True)
class Leader:
    """The option with the best or the worst mean; those not told apart from it, the nearest first."""

    effect: Effect
    close: tuple[Effect, ...]
    is_clear: bool  # whether it is told apart from the baseline

    @property
    def is_alone(self) -> bool:
        """Whether it is told apart from everything that is compared."""
        return self.is_clear and not self.close


def foremost(results: Results, found: Collection[Effect], side: Verdict = Verdict.BETTER) -> Effect:
    """Return the effect with the best mean of all, or (`WORSE`) with the worst: the one rule of who leads."""
    of = next(iter(found)).indicator
    rises = (good_side(results, of) != "lower") == (side is Verdict.BETTER)
    return max(found, key=lambda item: item.mean if rises else -item.mean)


def leader(results: Results, found: Mapping[str, Effect], side: Verdict = Verdict.BETTER) -> Leader | None:
    """Return who leads an outcome, of `found` by name; None where no option is clearly on that side."""
    if not any(item.seen is side for item in found.values()):
        return None
    first = foremost(results, found.values(), side)
    names = not_told_apart(results, first.indicator, first.contrast.scenario, side)
    close = sorted(
        (found[one] for one in names if one in found), key=lambda item: abs(item.mean - first.mean)
    )
    return Leader(first, tuple(close), first.seen is side)


def not_told_apart(results: Results, outcome: str, option: str, side: Verdict = Verdict.BETTER) -> list[str]:
    """Return the other options that this one is not clearly better than (or worse), by as much as counts."""
    measure = measure_of(results, outcome)
    others = (one for one in results.options if one != option and one in measure.values)
    return [one for one in others if measure.compare(option, one) is not side]
