"""A country's profile: what the model is told about it, each number with its source and status.

The single numbers of a country file: reading and checking them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from simulator.core.cache import kept
from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.core.shipped import country_hint, package_folder
from simulator.scenario.country import tables
from simulator.scenario.file.document import read_document, yaml_fault
from simulator.scenario.file.wording import shown

FORMAT = 1
KEYS = ("iso3", "names", "currency", "vintage", "borrow", "values", "parameters")
"""Keys of a country file beside its format."""
STATUSES = ("observed", "estimated", "calibrated", "assumed")
NEEDED = ("value", "unit", "kind", "year", "source", "status")
OPTIONAL = ("borrowed_from", "note")
"""What a value's cell holds, and what it may hold."""
REQUIRED = (
    "almp_spending_share",
    "arop",
    "assistance_amount",
    "assistance_take_up",
    "average_pension",
    "average_wage",
    "capital_depreciation",
    "child_benefit",
    "cit_rate",
    "consumption_share",
    "employee_contribution_rate",
    "employer_contribution_rate",
    "export_import_content",
    "exchange_rate",
    "exports_share",
    "firm_debt",
    "gdp_nominal",
    "gini",
    "government_consumption_share",
    "household_deposits",
    "hours_per_worker",
    "household_size",
    "imports_share",
    "income_tax_share",
    "indirect_tax_share",
    "inflation_trend",
    "informal_share",
    "investment_share",
    "job_finding_rate",
    "labour_share",
    "long_term_unemployment_share",
    "minimum_income",
    "minimum_income_take_up",
    "minimum_wage",
    "net_foreign_assets",
    "own_account_total",
    "pension_spending_share",
    "productivity_growth",
    "profit_tax_share",
    "public_debt",
    "public_employment_share",
    "public_interest_rate",
    "public_spending_share",
    "retirement_age",
    "separation_rate",
    "ui_cap",
    "ui_contribution_months",
    "ui_coverage",
    "ui_floor",
    "ui_months_at_first_rate",
    "ui_months_max",
    "ui_months_min",
    "ui_replacement",
    "ui_replacement_later",
    "unemployment_rate",
    "vacancy_rate",
    "vat_rate_effective",
)
"""Values without which the model cannot start."""


@dataclass(frozen=True)
class CountryValue:
    """One number: `kind` says how to rescale and convert it, `source` and `status` how far to trust it."""

    value: float
    unit: str
    kind: str
    year: str
    source: str
    status: str
    borrowed_from: str = ""
    note: str = ""


@lru_cache(maxsize=16)
def parse_country(text: str, where: str) -> Mapping[str, Any]:
    """Content of a country file; InputError for unreadable YAML, an unknown format or missing keys.

    The same text is parsed once in a process: an ensemble reads it for every run.
    """
    try:
        content = kept("country", text, YAML(typ="safe").load)
    except YAMLError as error:
        raise yaml_fault(error, text, where) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        found = shown(content.get("format")) if isinstance(content, dict) else shown(content)
        raise InputError(f"{found} is not a known format; allowed: {FORMAT}", where=where, field="format")
    absent = [key for key in KEYS if key not in content]
    if absent:
        raise InputError(f"missing keys: {', '.join(absent)}", where=where)
    for room in ("names", "borrow", "values", "parameters"):
        if not isinstance(content[room], dict):
            message = f"{shown(content[room])} stands where “name: …” lines are needed"
            raise InputError(message, where=where, field=room)
    return content


def read_values(
    cells: Mapping[str, Any], where: str, required: Iterable[str] = ()
) -> dict[str, CountryValue]:
    """Every value by name; InputErrors for all bad cells, and when one that is required is missing."""
    read: dict[str, CountryValue] = {}
    errors: list[InputError] = []
    for name, cell in cells.items():
        try:
            read[name] = _value(name, cell, where)
        except InputError as error:
            errors.append(error)
    missing = [name for name in required if name not in cells]
    if missing:
        message = f"missing values: {', '.join(missing)}"
        errors.append(InputError(message, where=where, field="values"))
    if errors:
        raise InputErrors(errors)
    return read


def _value(name: str, cell: Any, where: str) -> CountryValue:
    if not isinstance(cell, dict):
        raise InputError(f"missing {', '.join(NEEDED)}", where=where, field=name)
    absent = [k for k in NEEDED if cell.get(k) in (None, "")]
    absent += [k for k in OPTIONAL if cell.get(k, "") is None]
    unknown = sorted(str(key) for key in cell if key not in (*NEEDED, *OPTIONAL))
    told = [
        f"{what} {', '.join(keys)}"
        for what, keys in (("missing", absent), ("unknown keys:", unknown))
        if keys
    ]
    if told:
        raise InputError("; ".join(told), where=where, field=name)
    if cell["status"] not in STATUSES:
        hint = suggestion(str(cell["status"]), STATUSES)
        raise InputError(
            f"status {cell['status']!r} is none of {', '.join(STATUSES)}.{hint}", where=where, field=name
        )
    number = cell["value"]
    if isinstance(number, bool) or not isinstance(number, int | float) or not np.isfinite(number):
        raise InputError(f"value {number!r} is not a finite number", where=where, field=name)
    return CountryValue(**{**cell, "value": float(number), "year": str(cell["year"])})


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
