"""Work on farms, from what is published of work outside them."""

from pathlib import Path

from calibration.data.sources import gapminder
from calibration.data.values import EMPLOYMENT, PERCENT, Values, value

SALARIED = "salaried_workers_percent_of_non_agricultural_employment"
INDUSTRY = "industry_workers_percent_of_employment"


def values(data: Path, iso3: str, known: Values) -> Values:
    """Industry's share of employment, and the share of own-account workers in agriculture."""
    industry, year = gapminder.latest(data, iso3, INDUSTRY)
    farms, own = (known[name]["value"] for name in ("agriculture_share", "own_account_total"))
    salaried = gapminder.at(data, iso3, SALARIED, int(known["own_account_total"]["year"]))
    if salaried is None:
        raise ValueError(f"{iso3}: no {SALARIED} in the year of own-account work")
    elsewhere = (1.0 - farms) * (1.0 - salaried * PERCENT)
    note = "own-account work less the unsalaried outside agriculture"
    unit = "share of employment in agriculture"
    share = min(max((own - elsewhere) / farms, 0.01), 0.99)
    return {
        "industry_share": value(industry * PERCENT, EMPLOYMENT, "share", year, gapminder.SOURCE),
        "own_account_agriculture": value(share, unit, "share", year, gapminder.SOURCE, "estimated", note),
    }
