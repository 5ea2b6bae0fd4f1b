"""What an indicator declares: the metadata that reports and manifests show."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Better = Literal["higher", "lower", "none"]
GROUPINGS = ("sex", "age_group", "education", "occupation", "exposure_quintile", "income_decile")


@dataclass(frozen=True)
class Indicator:
    """One measured quantity.

    `unit` may hold `{currency}`; `smallest_relevant` is the least difference, in that unit, that a
    report calls an effect; `by` lists its yearly breakdowns.
    """

    name: str
    label: str
    unit: str
    better: Better = "none"
    smallest_relevant: float = 0.0
    about: str = ""
    by: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain values for the manifest."""
        return asdict(self) | {"by": list(self.by)}
