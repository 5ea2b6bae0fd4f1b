"""Calendar months: "2027-01" to and from months since the start (month 0)."""

import re

from simulator.core.errors import InputError

MONTHS_PER_YEAR = 12

_DATE = re.compile(r"(\d{4})-(\d{2})")


def parse_month(date: str) -> int:
    """Return the months since year 0 of a date written "YYYY-MM"."""
    found = _DATE.fullmatch(date.strip())
    if found is None or not 1 <= int(found[2]) <= MONTHS_PER_YEAR:
        raise InputError(f'"{date}" is no month; write it as "2027-01"')
    return int(found[1]) * MONTHS_PER_YEAR + int(found[2]) - 1


def month_index(start: str, date: str) -> int:
    """Return the months from `start` to `date`, both "YYYY-MM" (negative when before)."""
    return parse_month(date) - parse_month(start)


def year_of(date: str) -> float:
    """Return the year of a date "YYYY-MM", its months as twelfths."""
    years, months = divmod(parse_month(date), MONTHS_PER_YEAR)
    return years + months / 12.0


def month_label(start: str, month: int) -> str:
    """Return the date "YYYY-MM" that lies `month` months after `start`."""
    year, rest = divmod(parse_month(start) + month, MONTHS_PER_YEAR)
    return f"{year:04d}-{rest + 1:02d}"
