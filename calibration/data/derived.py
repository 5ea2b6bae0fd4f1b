"""Single numbers that follow from published and assumed ones."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from calibration.data.sources import gapminder
from calibration.data.values import GDP, Values, value

TREND_YEARS = 10
OUTPUT_PER_HOUR = "gdpperworking_hour_us_inflation_adjusted"
Reader = Callable[[str], float]


@dataclass(frozen=True)
class Derivation:
    """How a value follows from others; it takes year and source from `basis`."""

    name: str
    unit: str
    kind: str
    basis: str
    note: str
    formula: Callable[[Reader], float]


def _consumption(of: Reader) -> float:
    net_exports = of("exports_share") - of("imports_share")
    return 1 - of("investment_share") - of("government_consumption_share") - net_exports


def _separations(of: Reader) -> float:
    unemployment = of("unemployment_rate")
    return of("job_finding_rate") * unemployment / (1 - unemployment)


DERIVATIONS = (
    Derivation(
        "long_term_unemployment_share",
        "share of unemployed",
        "share",
        "unemployment_rate",
        "long-term unemployment over unemployment, both as shares of the labour force",
        lambda of: of("long_term_unemployment_rate") / of("unemployment_rate"),
    ),
    Derivation(
        "separation_rate",
        "per month",
        "probability",
        "unemployment_rate",
        "two-state steady state of the job-finding prior; flows through inactivity excluded",
        _separations,
    ),
    Derivation(
        "consumption_share",
        GDP,
        "share",
        "investment_share",
        "one less investment, government consumption and net exports",
        _consumption,
    ),
    Derivation(
        "income_tax_share",
        GDP,
        "share",
        "income_and_profit_tax_share",
        "taxes on income and profits less the assumed profit tax",
        lambda of: of("income_and_profit_tax_share") - of("profit_tax_share"),
    ),
    Derivation(
        "vat_rate_effective",
        "share of consumption before tax",
        "share",
        "indirect_tax_share",
        "taxes on goods and services (VAT and excise) over household consumption before tax, as if households"
        " paid all of them",
        lambda of: of("indirect_tax_share") / (_consumption(of) - of("indirect_tax_share")),
    ),
)


def derive(data: Path, iso3: str, known: Values) -> Values:
    """Derived values of a country from the `known` ones; growth of productivity unless it is known."""
    last = gapminder.latest(data, iso3, OUTPUT_PER_HOUR)[1] - 1
    growth = gapminder.mean_growth(data, iso3, OUTPUT_PER_HOUR, last - TREND_YEARS, last)
    span = (
        f"mean growth of output per hour {last - TREND_YEARS}-{last}; the last year in the file is a forecast"
    )
    mean = value(growth, "per year", "growth", last, gapminder.SOURCE, "estimated", span)
    result = {"productivity_growth": known.get("productivity_growth", mean)}

    def of(name: str) -> float:
        return float((result.get(name) or known[name])["value"])

    for rule in DERIVATIONS:
        basis = known[rule.basis]
        result[rule.name] = value(
            rule.formula(of), rule.unit, rule.kind, basis["year"], basis["source"], "estimated", rule.note
        )
    return result
