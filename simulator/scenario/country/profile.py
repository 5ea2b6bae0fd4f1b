"""A country's profile: what the model is told about it, each number with its source and status."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.core.errors import InputError, InputErrors
from simulator.core.shipped import country_hint, package_folder
from simulator.scenario.country import tables
from simulator.scenario.country.value import REQUIRED, CountryValue, parse_country, read_values
from simulator.scenario.file.document import read_document

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Country:
    """A profile. Axes: S sectors, O occupations, A age groups, sex 0 male and 1 female."""

    iso3: str
    names: Mapping[str, str]
    currency: str
    vintage: str
    meta: Mapping[str, CountryValue]
    national: Mapping[str, CountryValue]
    """Parameters of the model that this country sets, by name: they stand in for the declared defaults."""
    occupations: tuple[str, ...]
    """ISCO-08 sub-major groups; the armed forces are counted in 54."""
    occupation_titles: tuple[str, ...]
    isco1: NDArray[np.int32]
    sectors: tuple[str, ...]
    sector_titles: tuple[str, ...]
    employment: Array
    """[S, O] thousand persons."""
    relative_wage: Array
    """[O] hourly wage over the employment-weighted mean."""
    exposure: Array
    """[O] mean task score 0-1."""
    automation: Array
    """[O] share of tasks that a full frontier automates."""
    augmentation: Array
    """[O] share of tasks in which people are helped instead."""
    physical_part: Array
    """[O] physical tasks in those outside of AI's exposure; the others are between people."""
    reach: Array
    """[S] share of that exposure which the technology reaches: 1 for generative AI everywhere."""
    mobility: Array
    """[O, O] yearly transition probabilities, rows sum to 1."""
    distance: Array
    """[O, O] skill distance 0-1, symmetric."""
    female_share: Array
    """[O] share of employment."""
    education_by_occupation: Array
    """[O, 3] share of employment, ISCED 0-2, 3-4, 5-8."""
    public_share: Array
    """[S] share of employment with public employers."""
    own_account_share: Array
    """[S] share of employment."""
    population: Array
    """[Y, 101, 2] persons by year, single age, sex."""
    population_years: tuple[int, ...]
    unemployment_rate: Array
    """[A, 2] share of labour force."""
    participation_rate: Array
    """[A, 2] share of population."""
    education_share: Array
    """[3] share of population 15-64."""
    part_time_share: Array
    """[2] share of employment, by sex."""
    firm_size_share: Array
    """[4] share of business employment in firms of 0-9, 10-49, 50-249, 250+."""
    firm_mean_size: Array
    """[4] persons a firm."""
    ai_adoption: Array
    """[Y, 3] share of firms using AI, by year x sizes 10-49, 50-249, 250+."""
    ai_adoption_years: tuple[int, ...]
    """Years in whose January firms were asked, from 2023 on."""
    income_tax_brackets: Array
    """[B, 2] threshold (multiple of the average wage), marginal rate on gross wage."""
    ui_months_by_contribution: Array
    """[K, 2] months contributed, months of benefit."""
    contribution_steps: Array
    """[K, 2] wage (multiple of the average), marginal contributions over the employees' rate from it on."""
    pension_age_by_birth: Array
    """[K, 2] year of birth, pension age in years by law from it on; empty where age does not move by it."""
    pension_age_by_date: Array
    """[K, 2] date in years, pension age of those who come to it from then on; empty likewise."""
    paths: Mapping[str, Array]
    """By name [K, 2]: year, and growth of productivity or log odds of participation; some have none."""
    deposit_share_by_wealth_group: Array
    """[6] share of household deposits, poorest half then deciles 6-10 of net wealth."""
    net_wealth_share_by_wealth_group: Array
    """[6] share of household net wealth."""
    targets: tuple[Mapping[str, Any], ...]

    @cached_property
    def values(self) -> Mapping[str, float]:
        """Every single number by name."""
        return {name: cell.value for name, cell in self.meta.items()}

    def parameters(self, given: Mapping[str, float]) -> dict[str, float]:
        """The country's parameters, in declared units, and over them what a scenario gives."""
        return {**{name: cell.value for name, cell in self.national.items()}, **given}

    def people_in(self, year: float) -> Array:
        """Persons by single age and sex [101, 2]: between the years of the projection, or as at its ends."""
        years = np.asarray(self.population_years, dtype=float)
        flat = self.population.reshape(len(years), -1)
        now = np.array([np.interp(year, years, column) for column in flat.T])
        return now.reshape(self.population.shape[1:])

    def name(self, language: str = "en") -> str:
        """The country's name in a language, English where it has none."""
        return self.names.get(language, self.names["en"])

    def rescaled(self, factor: float) -> "Country":
        """The same country with every amount of money multiplied, as if the currency had changed."""
        meta = {
            name: replace(cell, value=cell.value * factor) if cell.kind == "money" else cell
            for name, cell in self.meta.items()
        }
        return replace(self, meta=meta)


def available_countries(root: Traversable | None = None) -> tuple[str, ...]:
    """Codes of the profiles that ship, sorted."""
    folder = (root or package_folder("calibration")) / "countries"
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")))


def load_country(iso3: str, root: Traversable | None = None) -> Country:
    """Profile of a country by its three-letter code.

    Parameters
    ----------
    iso3
        Code such as "ESP".
    root
        Folder that holds countries/ and tables/; the installed calibration data by default.

    Raises
    ------
    InputError
        Unknown country, unknown format, missing value or table row.
    """
    root = root or package_folder("calibration")
    known = available_countries(root)
    if iso3 not in known:
        hint = country_hint(iso3, known) or f" Known: {', '.join(known)}."
        raise InputError(f"no profile for country '{iso3}'.{hint}", field="country")
    file, label = root / "countries" / f"{iso3}.yaml", f"calibration/countries/{iso3}.yaml"
    try:
        content = parse_country(file.read_text(encoding="utf-8"), label)
        meta = read_values(content["values"], label, REQUIRED)
        national = read_values(content["parameters"], label)
        small = tables.arrays_of_values({name: cell.value for name, cell in meta.items()}, label)
    except InputError as error:
        raise _placed(error, file, label) from error
    titles = tables.classifications(root)
    return Country(
        iso3=content["iso3"],
        names=content["names"],
        currency=content["currency"],
        vintage=str(content["vintage"]),
        meta=meta,
        national=national,
        reach=np.ones(len(titles["sectors"])),
        **titles,
        **tables.arrays(root, iso3, content["borrow"]["mobility_network"]),
        **small,
    )


def _placed(error: InputError, file: Traversable, label: str) -> InputErrors:
    """The same faults with line and column, for which the file is read once more."""
    document = read_document(Path(str(file)), name=label)

    def placed(one: InputError) -> InputError:
        room = "parameters" if one.field in (document.plain().get("parameters") or {}) else "values"
        path = (one.field,) if one.field in ("format", "values") else (room, one.field)
        place = one.where if one.where != label else str(document.place(path))
        return InputError(one.message, where=place, field=one.field)

    return InputErrors(placed(one) for one in getattr(error, "errors", [error]))
