"""Who gains and who loses income, by the decile a person starts in."""

from collections.abc import Mapping

from reports.effects import Contrast, Effect, effect
from reports.kinds.groups import ByGroup


class IncomeDecile(ByGroup):
    """Effect on real disposable income by income decile, in %."""

    section = "people"
    order = 1

    def effects(self, contrast: Contrast) -> Mapping[str, Effect]:
        """Return the effect of each decile of the run without policy."""
        found = {}
        for group in self.run.groups("disposable_income", "income_decile"):
            item = effect(self.run, contrast, "disposable_income", by="income_decile", group=group,
                          relative=True, real=True)  # fmt: skip
            if item is not None:
                found[self.group("income_decile", group)] = item
        return found
