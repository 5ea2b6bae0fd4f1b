"""The agencies' own services: one query by SDMX, and the observations in its answer. Nothing is stored."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.core.errors import InputError

EXTRA = "needs sdmx1: pip install 'labour-displacement-simulator[refresh]'"
SECONDS = 60
"""How long a service may take to begin its answer."""
PUBLISHERS = {"ESTAT": "Eurostat", "ILO": "ILOSTAT", "OECD": "OECD"}


@dataclass(frozen=True)
class Query:
    """One query: agency and dataflow as SDMX names them, codes by dimension, first year.

    A key that is a text has the codes in the order of the dimensions: no structure is asked for first.
    """

    agency: str
    flow: str
    key: Mapping[str, str] | str
    since: int

    def __str__(self) -> str:
        return f"{PUBLISHERS[self.agency]} {self.flow.rpartition('@')[2].rstrip(',')}"


Fetch = Callable[[Query], Any]
"""From a query to an SDMX data message."""


@dataclass(frozen=True)
class Observation:
    """One published number: codes by dimension (their ids in capitals), year, value."""

    codes: Mapping[str, str]
    year: int
    value: float


def fetch(query: Query) -> Any:
    """The service's answer; InputError without the extra, a network, or an answer that can be read."""
    try:
        import requests
        import sdmx
        from sdmx.exceptions import ParseError, XMLParseError
    except ImportError as error:
        raise InputError(EXTRA, field="--refresh") from error
    period = {"startPeriod": str(query.since)}
    try:
        client = sdmx.Client(query.agency, timeout=SECONDS)
        key = query.key if isinstance(query.key, str) else dict(query.key)
        return client.get("data", query.flow, key=key, params=period)
    except (requests.RequestException, OSError) as error:
        raise InputError(
            f"{query} could not be read ({_short(error)}): --refresh asks the agencies' own services, which "
            "takes a network and their being there; nothing was changed",
            field="--refresh",
        ) from error
    except (ValueError, KeyError, NotImplementedError, ParseError, XMLParseError) as error:
        raise incomplete(str(query), _short(error)) from error


def incomplete(what: str, lacks: str) -> InputError:
    """The error for an answer that does not hold what was asked for."""
    message = f"the answer for {what} is not as expected ({lacks}): codes or format may have changed"
    return InputError(f"{message}; nothing was changed", field="--refresh")


def observations(message: Any) -> Iterator[Observation]:
    """The yearly observations in a data message that have a value."""
    for data in message.data:
        for one in data.obs:
            codes = {str(name).upper(): str(value.value) for name, value in one.key.values.items()}
            year = codes.pop("TIME_PERIOD")
            if year.isdigit() and one.value not in (None, ""):
                number = float(one.value)
                if number == number:  # a suppressed cell is NaN, or left out
                    yield Observation(codes, int(year), number)


def _short(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:160]
