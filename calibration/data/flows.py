"""Flows between work and unemployment, where a country's inputs name a survey under `flows`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import fmean
from typing import Any

from calibration.data.sources import us_flows
from calibration.data.tabulate import Register, Row, rounded, stamp
from calibration.data.values import Values, value

KINDS = {"job_finding_rate": "probability", "vacancy_rate": "share"}
"""What the profile takes from a survey; separations then follow from unemployment, as in every country."""


def values(data: Path, settings: Mapping[str, Any]) -> Values:
    """Job-finding and vacancy rate: mean of the years that the inputs name; nothing without a survey."""
    if "flows" not in settings:
        return {}
    first, last = settings["flows"]["years"]
    found = us_flows.yearly(data)
    note = f"mean of the months of {first}-{last}; table flows"
    return {
        name: value(
            fmean(found[name][year] for year in range(first, last + 1)),
            us_flows.UNITS[name], kind, f"{first}-{last}", us_flows.SOURCE, "estimated", note)
        for name, kind in KINDS.items()
    }  # fmt: skip


def rows(data: Path, iso3: str, settings: Mapping[str, Any], register: Register) -> Iterator[Row]:
    """Rows of flows.csv: yearly means by variable and year."""
    if "flows" not in settings:
        return
    for name, years in us_flows.yearly(data).items():
        for year, rate in years.items():
            key = {"iso3": iso3, "variable": name, "value": rounded(rate)}
            yield stamp(key, register, unit=us_flows.UNITS[name], year=year, status="estimated",
                        source=us_flows.SOURCE)  # fmt: skip
