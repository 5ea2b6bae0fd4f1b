"""Who gains and who loses income, by age and sex."""

from collections.abc import Mapping
from functools import cached_property

from reports.effects import Contrast, Effect
from reports.kinds.groups import ByGroup
from reports.panel import Panel
from reports.run import natural


class AgeSex(ByGroup):
    """Effect on mean real equivalised income of the sample panel by age and sex, in %."""

    section = "people"
    order = 3

    @cached_property
    def panel(self) -> Panel:
        """The persons followed."""
        return Panel(self.run)

    def effects(self, contrast: Contrast) -> Mapping[str, Effect]:
        """Return the effect of each age group of each sex that has enough persons."""
        people = self.panel.people
        age, sex = people["age_group"].cast(str).to_numpy(), people["sex"].cast(str).to_numpy()
        found = {}
        for who in sorted(set(zip(age.tolist(), sex.tolist(), strict=True)), key=lambda pair: (
                natural(pair[0]), pair[1])):  # fmt: skip
            inside = (age == who[0]) & (sex == who[1])
            item = self.panel.mean_effect(contrast, inside, "age_group×sex", "×".join(who))
            if item is not None:
                label = self.text("group.age_sex", age=self.group("age_group", who[0]),
                                  sex=self.group("sex", who[1]))  # fmt: skip
                found[label] = item
        return found
