"""Accounting identities: checked every month of every run; a violation stops the run."""

from collections.abc import Mapping

from simulator.core.errors import IdentityError

TOLERANCE = 1e-9  # share of the month's gross flows


class Checker:
    """Compares the two sides of identities and remembers the largest relative residual."""

    def __init__(self, seed: object) -> None:
        self.seed = seed
        self.worst = 0.0

    def equal(self, identity: str, left: float, right: float, *, scale: float, month: int) -> None:
        """Raise IdentityError when the sides differ by more than the tolerance of `scale`."""
        residual = abs(left - right) / max(abs(scale), 1e-300)
        if not residual <= TOLERANCE:
            detail = f"{left!r} is not {right!r} (relative residual {residual:.3g})"
            raise IdentityError(identity, month, self.seed, detail)
        self.worst = max(self.worst, residual)

    def balances(
        self,
        net_lending: Mapping[str, float],
        before: Mapping[str, float],
        after: Mapping[str, float],
        *,
        scale: float,
        month: int,
    ) -> None:
        """Each sector's net lending is the change of its net financial assets; assets sum to zero."""
        for sector, lending in net_lending.items():
            change = after[sector] - before[sector]
            self.equal(f"net lending of {sector}", lending, change, scale=scale, month=month)
        self.equal("net financial assets sum to zero", sum(after.values()), 0.0, scale=scale, month=month)
