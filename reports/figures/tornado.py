"""What each drawn parameter of the policy does to its effects."""

from collections.abc import Iterator
from typing import override

from reports.kinds.tornado import Tornado
from simulator.findings.effects import Contrast


class TornadoOfRun(Tornado):
    """The parameters of the policy."""

    @override
    def effects(self) -> Iterator[tuple[str, Contrast]]:
        for contrast in self.contrasts:
            if contrast.name == "policy":
                yield self.text("contrast.policy"), contrast
