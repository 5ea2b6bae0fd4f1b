"""A kind of figure: what each option does to the gap between two groups of people."""

from typing import ClassVar, override

from reports.data.run import Run
from reports.kinds.option_dots import OptionDots
from simulator.findings.effects import Contrast, Effect
from simulator.findings.gaps import Gap


class OptionGap(OptionDots):
    """Paired difference in a gap, by option and world; below zero the gap narrows."""

    kind = "option_gap"
    lower_is_better = True
    gap: ClassVar[Gap]

    @override
    def effect_in(self, view: Run, contrast: Contrast) -> Effect | None:
        return self.gap.effect(view, contrast)
