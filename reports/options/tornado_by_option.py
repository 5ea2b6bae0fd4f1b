"""What each drawn parameter of an option does to its effects."""

from collections.abc import Iterator
from typing import override

from reports.kinds.tornado import Tornado
from reports.story.sentences import option
from simulator.findings.effects import Contrast, options


class TornadoByOption(Tornado):
    """The parameters of every option."""

    @override
    def effects(self) -> Iterator[tuple[str, Contrast]]:
        for contrast in options(self.run):
            yield option(self.run, self.text, contrast.scenario), contrast
