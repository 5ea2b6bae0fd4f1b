"""Other measures of exposure to AI than the ILO's: they say who is exposed, the ILO how much is automated.

No other measure tells tasks that AI takes over from tasks in which it helps. The ILO's shares of both are
therefore read as a profile over employment ranked by exposure, and each occupation takes the part of the
profile at which it stands by the measure chosen. Means over employment are those of the ILO.
"""

from dataclasses import replace
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from simulator.core.param import Param
from simulator.core.shipped import package_folder
from simulator.scenario.country.profile import Country
from simulator.scenario.country.tables import read_rows, to_array

ILO = "ilo"
MEASURES = {
    ILO: "ILO 2025 (Gmyrek et al.): mean score of an occupation's tasks, with its spread",
    "gpts": "GPTs are GPTs 2024 (Eloundou et al.): tasks exposed to language models, by human rating",
    "microsoft": "Microsoft AI applicability 2025 (Tomlinson et al.): what people do with an assistant",
}
"""Measures that a scenario may choose under `technology: exposure`."""
TECHNOLOGY = {
    "technology.name": "Technology that takes over tasks: what it can do, where, and at what cost",
    "technology.exposure": "Measure of the exposure of occupations to AI",
    "technology.automation": "Share of an occupation's tasks that the technology will do alone at most",
}
"""Keys of a scenario that choose technology, and what they mean."""
_SHARE = TECHNOLOGY["technology.automation"]
AUTOMATION = Param(0.0, "share of tasks", (0.0, 1.0), _SHARE, "the scenario", "assumed", kind="share")
SLIVER = 1e-9
"""Share of employment that an occupation without any is ranked with."""

Array = NDArray[np.float64]


def measured(country: Country, measure: str, root: Traversable | None = None) -> Country:
    """The country with exposure, automation and augmentation [O] by a measure; unchanged by the ILO's."""
    if measure == ILO:
        return country
    rows = read_rows(root or package_folder("calibration"), "exposure", measure, "measure")
    score = to_array(rows, [("occupation", country.occupations)], "value", name=f"exposure {measure}")
    people = country.employment.sum(axis=0)
    people = people / people.sum() + SLIVER
    automation, augmentation = (
        by_rank(profile, country.exposure, score, people)
        for profile in (country.automation, country.augmentation)
    )
    return replace(country, exposure=score, automation=automation, augmentation=augmentation)


def by_rank(values: Array, before: Array, after: Array, people: Array) -> Array:
    """Values handed from the ranking `before` to the ranking `after`, weighted by people, sum kept [O]."""
    order = np.argsort(before, kind="stable")
    rank = np.concatenate([[0.0], np.cumsum(people[order])])
    total = np.concatenate([[0.0], np.cumsum((values * people)[order])])
    order = np.argsort(after, kind="stable")
    bounds = np.concatenate([[0.0], np.cumsum(people[order])])
    result = np.empty(len(values))
    result[order] = np.diff(np.interp(bounds, rank, total)) / people[order]
    return result
