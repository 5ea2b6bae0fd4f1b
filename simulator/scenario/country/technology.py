"""Technology as data: `scenarios/technologies/*.yaml` say which tasks it can do, where, and at what cost.

Other measures of exposure to AI than the ILO's say who is exposed, the ILO how much is automated: none of
them tells tasks that AI takes over from tasks in which it helps. The ILO's shares of both are therefore read
as a profile over employment ranked by exposure, and each occupation takes the part of the profile at which it
stands by the measure chosen. Means over employment are those of the ILO.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from simulator.core.errors import InputError
from simulator.core.param import Param
from simulator.core.shipped import package_folder, shipped_folder
from simulator.scenario.country.profile import (
    FIRM_SIZES,
    Country,
    CountryValue,
    load_country,
    read_rows,
    read_values,
    to_array,
)
from simulator.scenario.file.document import read_document
from simulator.scenario.scenario import AI, ILO, Scenario

Array = NDArray[np.float64]
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
ROOMS = ("automation", "adopters", "parameters")


@dataclass(frozen=True)
class Technology:
    """A shipped technology; an empty `automation` leaves exposure and adopters to the country.

    automation: share of tasks by the first digits of an occupation's code; adopters: share of firms by size;
    parameters: numbers of the model that are its own. All with value, status and source.
    """

    name: str
    title: str
    about: str
    sectors: tuple[str, ...]
    automation: Mapping[str, CountryValue]
    adopters: Mapping[str, CountryValue]
    parameters: Mapping[str, CountryValue]


@cache
def load_technology(name: str) -> Technology:
    """Read a shipped technology; InputErrors names every fault of a room of the file."""
    label = f"scenarios/technologies/{name}.yaml"
    written = read_document(shipped_folder() / "technologies" / f"{name}.yaml", name=label).plain()
    rooms = {room: read_values(written.get(room) or {}, label) for room in ROOMS}
    if rooms["automation"] and set(rooms["adopters"]) != set(FIRM_SIZES[1:]):
        message = f"needs {', '.join(FIRM_SIZES[1:])} where the technology has an automation of its own"
        raise InputError(message, where=label, field="adopters")
    about, sectors = " ".join(written["about"].split()), tuple(written.get("sectors") or ())
    return Technology(name, written["title"], about, sectors, **rooms)


def technology_names() -> list[str]:
    """Names of the shipped technologies, the one that the simulator is about first."""
    found = {path.stem for path in (shipped_folder() / "technologies").glob("*.yaml")}
    return [AI, *sorted(found - {AI})]


def equipped(country: Country, technology: Technology) -> Country:
    """The country as a technology meets it: reach by sector, exposure and adopters, and its parameters."""
    national = {**country.national, **technology.parameters}
    if not technology.automation:
        return replace(country, national=national) if technology.parameters else country
    written = {stem: one.value for stem, one in technology.automation.items()}
    automation = np.array([_of_code(written, code) for code in country.occupations])
    shares = [technology.adopters[size].value for size in FIRM_SIZES[1:]]
    return replace(
        country,
        national=national,
        exposure=automation,
        automation=automation,
        augmentation=np.zeros(len(automation)),
        physical_part=np.zeros(len(automation)),
        reach=np.array([float(sector in technology.sectors) for sector in country.sectors]),
        ai_adoption=np.array([shares] * len(country.ai_adoption)),
    )


def reaching(country: Country, shares: Mapping[str, float]) -> Country:
    """The country in which a technology will do these shares of tasks alone; what is not named stays.

    By the first digits of an occupation's code. What it does alone it does not help with.
    """
    if not shares:
        return country
    pairs = zip(country.occupations, country.automation, strict=True)
    automation = np.array([_of_code(shares, code, float(own)) for code, own in pairs])
    return replace(
        country, automation=automation, augmentation=np.minimum(country.augmentation, 1.0 - automation)
    )


def _of_code(values: Mapping[str, float], code: str, otherwise: float = 0.0) -> float:
    """The value of the longest beginning of a code."""
    found = [stem for stem in values if code.startswith(stem)]
    return values[max(found, key=len)] if found else otherwise


def country_of(scenario: Scenario, country: Country | None = None) -> Country:
    """The scenario's country under its measure of exposure and its technology."""
    country = measured(country or load_country(scenario.country), scenario.exposure)
    return reaching(equipped(country, load_technology(scenario.technology)), scenario.automation)


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
