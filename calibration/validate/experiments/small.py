"""Small profiles that held-out tests alone need: `profiles/`, made by the study `build` as all are.

They are no countries of the simulator: what a scenario needs of one does not hold in them.
"""

from functools import cache
from pathlib import Path

from simulator.scenario.country.profile import Country, available_countries, load_country

SMALL = Path(__file__).parent / "profiles"


@cache
def profile_of(iso3: str) -> Country:
    """The small profile of a country that has one, else the profile that ships; InputError without either."""
    return load_country(iso3, SMALL if iso3 in available_countries(SMALL) else None)
