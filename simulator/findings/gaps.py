"""Gaps between two groups of people: how much higher a rate is in one, and what moves that."""

from dataclasses import dataclass

from simulator.findings.effects import Contrast, Effect, pair, summary
from simulator.findings.results import Results
from simulator.findings.series import Series
from simulator.findings.windows import settled, windowed


@dataclass(frozen=True)
class Gap:
    """The indicator among `upper` less that among `lower`; a smaller gap counts as better."""

    indicator: str
    by: str
    upper: str
    lower: str

    @property
    def group(self) -> str:
        """Both groups, as the cells of a table are traced."""
        return f"{self.upper} − {self.lower}"

    def series(self, results: Results, role: str, scenario: str = "") -> Series | None:
        """Return the gap over time, or None where the run lacks one of the groups."""
        above, below = (results.series(self.indicator, role, self.by, group, scenario)
                        for group in (self.upper, self.lower))  # fmt: skip
        if above is None or below is None or above.keys != below.keys:
            return None
        return Series(above.months, above.keys, above.values - below.values)

    def effect(self, results: Results, contrast: Contrast) -> Effect | None:
        """Return the paired effect on the gap in the run's window."""
        above, below = (pair(results, contrast, self.indicator, self.by, group)
                        for group in (self.upper, self.lower))  # fmt: skip
        if above is None or below is None or above[0].keys != below[0].keys:
            return None
        window = settled(results.window)
        treated, base = (windowed(high, window) - windowed(low, window)
                         for high, low in zip(above, below, strict=True))  # fmt: skip
        return summary(results, contrast, self.indicator, window, treated, base, above[0].keys,
                       part=(self.by, self.group), better="lower")  # fmt: skip


GENDER = Gap("employment_rate", "sex", "male", "female")
OLDER = Gap("employment_rate", "generation", "35-54", "55+")
YOUNGER = Gap("employment_rate", "generation", "35-54", "18-34")
