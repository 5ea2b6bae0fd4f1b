"""A country's profile: what the model is told about it, each number with its source and status.

Single numbers come from the country's file, arrays from the rows of shipped tables, in whatever order.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from simulator.core.cache import parsed_once
from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.core.shipped import country_hint, package_folder
from simulator.scenario.file.document import read_document, yaml_fault
from simulator.scenario.file.values import shown

Array = NDArray[np.float64]
Row = dict[str, str]

AGE_GROUPS = ("15-24", "25-54", "55-64", "65+")
AGES_OF_SKILL = ("16-24", "25-34", "35-44", "45-54", "55-64", "65-74")
SEXES = ("male", "female")
EDUCATION = ("isced_0_2", "isced_3_4", "isced_5_8")
FIRM_SIZES = ("0_9", "10_49", "50_249", "250")
ADOPTION_YEARS = (2023, 2024, 2025)
"""Januaries of which every profile knows who uses AI; some know of later ones."""
BY_OCCUPATION = ("relative_wage", "exposure", "automation", "augmentation", "female_share")
BY_SECTOR = ("public_share", "own_account_share")
BY_AGE = ("unemployment_rate", "participation_rate")
PATHS = ("productivity_growth", *(f"participation_shift_{group}" for group in AGE_GROUPS))
"""Schedules by year that a country may have."""


def read_rows(root: Traversable, name: str, owner: str, column: str = "iso3") -> list[Row]:
    """Rows of tables/<name>.csv that belong to `owner`; InputError when there are none."""
    file = root / "tables" / f"{name}.csv"
    if not file.is_file():
        raise InputError(
            f"table {name}.csv is missing: reinstall, or run python -m calibration.study build", field=name
        )
    rows = _rows(file.read_bytes(), owner, column)
    if not rows:
        raise InputError(
            f"table {name}.csv has no row for {owner}: run python -m calibration.study build", field=name
        )
    return list(rows)


@lru_cache(maxsize=256)
def _rows(written: bytes, owner: str, column: str) -> tuple[Row, ...]:
    """The rows of an owner, read once while the file holds the same."""
    lines = csv.reader(StringIO(written.decode("utf-8"), newline=""))
    heads = next(lines)
    place = heads.index(column)
    return tuple(dict(zip(heads, line, strict=True)) for line in lines if line and line[place] == owner)


def to_array(
    rows: Iterable[Row], keys: Sequence[tuple[str, Sequence[str]]], value: str, *, name: str
) -> Array:
    """Array with one axis a key: (column, codes in order). A missing cell is an InputError.

    Rows whose code is not among the wanted ones are left out.
    """
    rows, spots = list(rows), []
    for column, codes in keys:
        place = {code: i for i, code in enumerate(codes)}
        spots.append([place.get(row[column], -1) for row in rows])
    axes = np.array(spots, np.intp)
    known = np.flatnonzero((axes >= 0).all(axis=0))
    result = np.full([len(codes) for _, codes in keys], np.nan)
    result[tuple(axes[:, known])] = [float(rows[i][value]) for i in known]
    if np.isnan(result).any():
        first = np.argwhere(np.isnan(result))[0]
        where = ", ".join(f"{column} {codes[i]}" for i, (column, codes) in zip(first, keys, strict=True))
        raise InputError(f"table {name}: no value for {where}", field=name)
    return result


def digital_skill(iso3: str) -> tuple[Array, Array]:
    """Share with digital skill by age group [6] and schooling [3]; Europe's where a country has no row."""
    written = (package_folder("calibration") / "tables" / "digital_skill.csv").read_bytes()
    rows = _rows(written, iso3, "iso3") or _rows(written, "EUR", "iso3")
    by_age, by_level = (
        to_array((row for row in rows if row["by"] == by), [("group", groups)], "value", name="digital_skill")
        for by, groups in (("age", AGES_OF_SKILL), ("education", ("low", "medium", "high")))
    )
    return by_age, by_level


def steps(rows: Iterable[Row], schedule: str, *, needed: bool = True) -> Array:
    """Steps of a schedule [K, 2]: threshold and value from there on, ascending."""
    found = sorted((float(r["threshold"]), float(r["value"])) for r in rows if r["schedule"] == schedule)
    if not found and needed:
        raise InputError(f"table schedules: no schedule '{schedule}'", field=schedule)
    return np.array(found, dtype=np.float64).reshape(-1, 2)


def population(rows: Sequence[Row]) -> tuple[Array, tuple[int, ...]]:
    """Persons [Y, 101, 2] by year, single age and sex (0 male, 1 female), and the years."""
    years = tuple(sorted(int(column) for column in rows[0] if column.isdigit()))
    ages = [str(age) for age in range(101)]
    layers = [
        to_array(rows, [("age", ages), ("sex", ["0", "1"])], str(year), name=f"population {year}")
        for year in years
    ]
    return np.stack(layers), years


def classifications(root: Traversable) -> dict[str, Any]:
    """Codes and titles of occupations and sectors, which fix the order of every array."""
    occupations = read_rows(root, "classification", "isco08_2d", "scheme")
    sectors = read_rows(root, "classification", "nace_group", "scheme")
    return {
        "occupations": tuple(row["code"] for row in occupations),
        "isco1": np.array([int(row["code"][0]) for row in occupations], dtype=np.int32),
        "sectors": tuple(row["code"] for row in sectors),
        "titles": {
            kind: np.array([row["title"] for row in rows], object)
            for kind, rows in (("occupations", occupations), ("sectors", sectors))
        },
    }


def arrays(root: Traversable, iso3: str, network: str) -> dict[str, Any]:
    """Arrays of a country by attribute name of `Country`."""
    titles = classifications(root)
    people, years = population(read_rows(root, "population", iso3))
    schedules = read_rows(root, "schedules", iso3)
    return {
        **_labour(root, iso3, titles["occupations"], titles["sectors"]),
        **_moves(root, network, titles["occupations"]),
        "population": people,
        "population_years": years,
        "income_tax_brackets": steps(schedules, "income_tax"),
        "ui_months_by_contribution": steps(schedules, "ui_months"),
        "contribution_steps": steps(schedules, "employee_contributions", needed=False),
        "pension_age_by_birth": steps(schedules, "pension_age_by_birth", needed=False),
        "pension_age_by_date": steps(schedules, "pension_age_by_date", needed=False),
        "paths": {name: path for name in PATHS if len(path := steps(schedules, name, needed=False))},
        "targets": tuple(
            _target(row) for owner in (iso3, "ALL") for row in read_rows(root, "targets", owner)
        ),
    }


def arrays_of_values(values: Mapping[str, float], where: str) -> dict[str, Any]:
    """Small arrays kept as single values in the country file."""

    def pick(*names: str) -> Array:
        absent = [name for name in names if name not in values]
        if absent:
            raise InputError(f"missing values: {', '.join(absent)}", where=where, field="values")
        return np.array([values[name] for name in names])

    first = f"ai_adoption_{FIRM_SIZES[1]}_"
    surveyed = {int(name.removeprefix(first)) for name in values if name.startswith(first)}
    years = tuple(sorted({*ADOPTION_YEARS, *surveyed}))
    adoption = [pick(*(f"ai_adoption_{size}_{year}" for size in FIRM_SIZES[1:])) for year in years]
    return {
        "education_share": pick(*(f"education_share_{level}" for level in ("low", "medium", "high"))),
        "part_time_share": pick(*(f"part_time_share_{sex}" for sex in SEXES)),
        "firm_size_share": pick(*(f"firm_share_{size}" for size in FIRM_SIZES)),
        "firm_mean_size": pick(*(f"firm_size_{size}" for size in FIRM_SIZES)),
        "ai_adoption": np.stack(adoption),
        "ai_adoption_years": years,
    }


def _labour(
    root: Traversable, iso3: str, occupations: Sequence[str], sectors: Sequence[str]
) -> dict[str, Array]:
    of_occupation = _by_variable(read_rows(root, "occupations", iso3))
    of_sector = _by_variable(read_rows(root, "sectors", iso3))
    rates = _by_variable(read_rows(root, "labour_rates", iso3))
    axis, ages = [("occupation", occupations)], [("age_group", AGE_GROUPS), ("sex", SEXES)]
    education = [to_array(of_occupation.get(e, []), axis, "value", name=e) for e in EDUCATION]
    # Of what today's technologies do not reach, the physical part: the same in every profile.
    unreached = read_rows(package_folder("calibration"), "kinds_of_task", "physical_part", "variable")
    cells = {
        (row["sector"], row["occupation"]): float(row["value"]) for row in read_rows(root, "employment", iso3)
    }
    return {
        **{name: to_array(of_occupation.get(name, []), axis, "value", name=name) for name in BY_OCCUPATION},
        **{n: to_array(of_sector.get(n, []), [("sector", sectors)], "value", name=n) for n in BY_SECTOR},
        **{name: to_array(rates.get(name, []), ages, "value", name=name) for name in BY_AGE},
        "physical_part": to_array(unreached, axis, "value", name="kinds_of_task"),
        "education_by_occupation": np.stack(education, axis=1),
        "employment": np.array([[cells.get((s, o), 0.0) for o in occupations] for s in sectors]),
    }


def _moves(root: Traversable, network: str, occupations: Sequence[str]) -> dict[str, Array]:
    rows = read_rows(root, "mobility", network, "network")
    axes = [("origin", occupations), ("destination", occupations)]
    probability = to_array(rows, axes, "probability", name="mobility")
    return {
        "mobility": probability / probability.sum(axis=1, keepdims=True),
        "distance": to_array(rows, axes, "distance", name="distance"),
    }


def _target(row: Row) -> dict[str, Any]:
    same = {name: row[name] for name in ("id", "by", "group", "unit", "provenance")}
    told = {"target": row["indicator"], "value": float(row["value"]), "judged": row["judged"] == "true"}
    return {**same, **told, "tolerance": (float(row["low"]), float(row["high"]))}


def _by_variable(rows: Iterable[Row]) -> dict[str, list[Row]]:
    result: dict[str, list[Row]] = {}
    for row in rows:
        result.setdefault(row["variable"], []).append(row)
    return result


FORMAT = 1
KEYS = ("iso3", "names", "currency", "vintage", "borrow", "values", "parameters")
"""Keys of a country file beside its format."""
STATUSES = ("observed", "estimated", "calibrated", "assumed")
NEEDED = ("value", "unit", "kind", "year", "source", "status")
OPTIONAL = ("borrowed_from", "note")
"""What a value's cell holds, and what it may hold."""
_REQUIRED = """
    almp_spending_share arop assistance_amount assistance_take_up average_pension average_wage
    capital_depreciation child_benefit cit_rate consumption_share employee_contribution_rate
    employer_contribution_rate export_import_content exchange_rate exports_share firm_debt gdp_nominal
    gini government_consumption_share household_deposits hours_per_worker household_size imports_share
    income_tax_share indirect_tax_share inflation_trend informal_share investment_share job_finding_rate
    labour_share long_term_unemployment_share minimum_income minimum_income_take_up minimum_wage
    net_foreign_assets own_account_total pension_spending_share productivity_growth profit_tax_share
    public_debt public_employment_share public_interest_rate public_spending_share retirement_age
    separation_rate ui_cap ui_contribution_months ui_coverage ui_floor ui_months_at_first_rate
    ui_months_max ui_months_min ui_replacement ui_replacement_later unemployment_rate vacancy_rate
    vat_rate_effective
"""
REQUIRED = tuple(_REQUIRED.split())
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
        content = parsed_once("country", text, YAML(typ="safe").load)
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
    isco1: NDArray[np.int32]
    sectors: tuple[str, ...]
    titles: Mapping[str, NDArray[Any]]
    """Of occupations and of sectors, in their order."""
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
        small = arrays_of_values({name: cell.value for name, cell in meta.items()}, label)
    except InputError as error:
        raise _placed(error, file, label) from error
    titles = classifications(root)
    return Country(
        iso3=content["iso3"],
        names=content["names"],
        currency=content["currency"],
        vintage=str(content["vintage"]),
        meta=meta,
        national=national,
        reach=np.ones(len(titles["sectors"])),
        **titles,
        **arrays(root, iso3, content["borrow"]["mobility_network"]),
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
