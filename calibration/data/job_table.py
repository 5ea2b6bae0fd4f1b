"""What a survey of jobs gives, whichever it is."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Origin:
    """Where a table of the country comes from."""

    source: str
    year: int
    borrowed_from: str = ""
    unit: str = "thousand persons"
    derived: tuple[int, ...] = ()
    """Major groups that the source does not give for this country: as targets they are not judged."""


@dataclass(frozen=True)
class Jobs:
    """Arrays follow codes.SECTORS [S] and codes.OCCUPATIONS [O]."""

    employment: Array
    """[S, O] in the unit of the table's origin; only proportions matter."""
    minor: Mapping[str, float]
    """Employment by ISCO-08 3-digit code."""
    units: Mapping[str, float]
    """Employment by ISCO-08 4-digit code, empty where unknown."""
    by_group: Mapping[int, float]
    """Hourly wage of major groups over the mean."""
    relative_wage: Array
    """[O] hourly wage over the employment-weighted mean."""
    origins: Mapping[str, Origin]
    """By table: employment, exposure, relative_wage."""
