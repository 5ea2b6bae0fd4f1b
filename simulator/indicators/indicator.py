"""What an indicator declares: the metadata that reports and manifests show.

The smallest relevant effect in a country: declared for Spain, elsewhere as large in proportion.
"""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from simulator.scenario.country.profile import Country


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


GDP, WAGE, ADULTS = 1_640_385.0, 2_710.205, 42_375_725.0
"""Spain: million EUR a year, EUR a month, persons of 16 and over; thresholds are declared for these.

The wage is `average_wage`, on which the model's pay and incomes stand, not the survey's.
"""
ADULT_AGE, YEAR = 16, 2025
DIGITS = 2


def smallest_relevant(indicator: Indicator, country: "Country") -> float:
    """Least difference that counts, in the indicator's unit, to two significant digits.

    Persons go with the adult population, amounts per head with the mean wage, other amounts with GDP;
    shares and ratios are the same everywhere.
    """
    if indicator.unit.startswith("persons"):
        ratio = float(country.population[country.population_years.index(YEAR), ADULT_AGE:].sum()) / ADULTS
    elif "{currency}" not in indicator.unit:
        return indicator.smallest_relevant
    elif indicator.per_head:
        ratio = country.values["average_wage"] / WAGE
    else:
        ratio = country.values["gdp_nominal"] / GDP
    return float(f"{indicator.smallest_relevant * ratio:.{DIGITS}g}")
