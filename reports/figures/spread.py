"""Where the spread of this run's effects comes from."""

from collections.abc import Iterator
from typing import override

from reports.kinds.spread import SpreadOf
from simulator.findings.effects import Contrast


class SpreadOfRun(SpreadOf):
    """What AI does, and what the policy does."""

    @override
    def effects(self) -> Iterator[tuple[str, Contrast]]:
        for contrast in self.contrasts:
            yield self.text(f"contrast.{contrast.name}"), contrast
