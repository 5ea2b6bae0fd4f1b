"""What an indicator declares: the metadata that reports and manifests show."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Better = Literal["higher", "lower", "none"]
GROUPINGS = (
    "sex", "age_group", "generation", "education", "occupation", "exposure_quintile", "income_decile",
)  # fmt: skip


@dataclass(frozen=True)
class Indicator:
    """One measured quantity.

    `unit` may hold `{currency}`; `smallest_relevant` is the least difference, in that unit, that a
    report calls an effect in Spain; `by` lists its yearly breakdowns; `per_head` marks amounts of money
    that grow with wages, not with the size of the country.
    """

    name: str
    label: str
    unit: str
    better: Better = "none"
    smallest_relevant: float = 0.0
    about: str = ""
    by: tuple[str, ...] = ()
    per_head: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Plain values for the manifest."""
        return {k: v for k, v in asdict(self).items() if k != "per_head"} | {"by": list(self.by)}
