"""A kind of figure: what each option does to the gap between two groups of people."""

from typing import ClassVar, override

from reports.effects import Contrast, Effect
from reports.gaps import Gap
from reports.kinds.option_dots import OptionDots
from reports.run import Run


class OptionGap(OptionDots):
    """Paired difference in a gap, by option and world; below zero the gap narrows."""

    kind = "option_gap"
    lower_is_better = True
    gap: ClassVar[Gap]

    @override
    def effect_in(self, view: Run, contrast: Contrast) -> Effect | None:
        return self.gap.effect(view, contrast)
