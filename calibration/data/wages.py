"""The mean wage where it follows from a survey of hourly wages."""

from pathlib import Path

from calibration.data.sources import bls, oews
from calibration.data.values import Values, value

HALF_TIME = 0.5
"""Hours of the part-timer, in which the model counts (agents.person.HALF_TIME)."""
MONTHS = 12


def from_oews(data: Path, known: Values, female_share: float) -> Values:
    """Mean monthly gross wage: OEWS, as if all worked full time, times the mean of full and half hours."""
    part_time = (1.0 - female_share) * known["part_time_share_male"]["value"]
    part_time += female_share * known["part_time_share_female"]["value"]
    wage = oews.mean_annual_wage(data) / MONTHS * (1.0 - (1.0 - HALF_TIME) * part_time)
    note = "mean annual wage of employees (hourly wage x 2 080) over 12, part-timers counted half"
    return {"average_wage": value(wage, "USD/month", "money", oews.YEAR, bls.SOURCE, "estimated", note)}
