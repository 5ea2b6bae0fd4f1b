"""Where the spread of each option's effects comes from."""

from collections.abc import Iterator
from typing import override

from reports.kinds.spread import SpreadOf
from reports.story.sentences import option
from simulator.findings.effects import Contrast, options


class SpreadByOption(SpreadOf):
    """What each option does, over all worlds and closures."""

    @override
    def effects(self) -> Iterator[tuple[str, Contrast]]:
        for contrast in options(self.run):
            yield option(self.run, self.text, contrast.scenario), contrast
