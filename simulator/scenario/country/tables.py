"""Turn the rows of the shipped tables into arrays, whatever their order in the file."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources.abc import Traversable
from io import StringIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.core.errors import InputError
from simulator.core.shipped import package_folder

Array = NDArray[np.float64]
Row = dict[str, str]

AGE_GROUPS = ("15-24", "25-54", "55-64", "65+")
AGES_OF_SKILL = ("16-24", "25-34", "35-44", "45-54", "55-64", "65-74")
SEXES = ("male", "female")
EDUCATION = ("isced_0_2", "isced_3_4", "isced_5_8")
FIRM_SIZES = ("0_9", "10_49", "50_249", "250")
ADOPTION_YEARS = (2023, 2024, 2025)
"""Januaries of which every profile knows who uses AI; some know of later ones."""
WEALTH_GROUPS = ("B50", "D06", "D07", "D08", "D09", "D10")
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
    places = [{code: i for i, code in enumerate(codes)} for _, codes in keys]
    result = np.full([len(place) for place in places], np.nan)
    for row in rows:
        spot = tuple(place.get(row[column], -1) for place, (column, _) in zip(places, keys, strict=True))
        if min(spot) >= 0:
            result[spot] = float(row[value])
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
        "occupation_titles": tuple(row["title"] for row in occupations),
        "isco1": np.array([int(row["code"][0]) for row in occupations], dtype=np.int32),
        "sectors": tuple(row["code"] for row in sectors),
        "sector_titles": tuple(row["title"] for row in sectors),
    }


def arrays(root: Traversable, iso3: str, network: str) -> dict[str, Any]:
    """Arrays of a country by attribute name of `Country`."""
    titles = classifications(root)
    people, years = population(read_rows(root, "population", iso3))
    schedules = read_rows(root, "schedules", iso3)
    return {
        **_labour(root, iso3, titles["occupations"], titles["sectors"]),
        **_moves(root, network, titles["occupations"]),
        **_wealth(root, iso3),
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
    cells = {
        (row["sector"], row["occupation"]): float(row["value"]) for row in read_rows(root, "employment", iso3)
    }
    return {
        **{name: to_array(of_occupation.get(name, []), axis, "value", name=name) for name in BY_OCCUPATION},
        **{n: to_array(of_sector.get(n, []), [("sector", sectors)], "value", name=n) for n in BY_SECTOR},
        **{name: to_array(rates.get(name, []), ages, "value", name=name) for name in BY_AGE},
        "physical_part": to_array(_kinds_of_task(), axis, "value", name="kinds_of_task"),
        "education_by_occupation": np.stack(education, axis=1),
        "employment": np.array([[cells.get((s, o), 0.0) for o in occupations] for s in sectors]),
    }


def _kinds_of_task() -> list[Row]:
    """Of what today's technologies do not reach, the physical part: the same in every profile."""
    return read_rows(package_folder("calibration"), "kinds_of_task", "physical_part", "variable")


def _moves(root: Traversable, network: str, occupations: Sequence[str]) -> dict[str, Array]:
    rows = read_rows(root, "mobility", network, "network")
    axes = [("origin", occupations), ("destination", occupations)]
    probability = to_array(rows, axes, "probability", name="mobility")
    return {
        "mobility": probability / probability.sum(axis=1, keepdims=True),
        "distance": to_array(rows, axes, "distance", name="distance"),
    }


def _wealth(root: Traversable, iso3: str) -> dict[str, Array]:
    rows = read_rows(root, "wealth", iso3)
    kinds = {"deposit": "deposits", "net_wealth": "net_wealth"}
    return {
        f"{name}_share_by_wealth_group": to_array(
            [row for row in rows if row["kind"] == kind], [("group", WEALTH_GROUPS)], "value", name=kind
        )
        for name, kind in kinds.items()
    }


def _target(row: Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "target": row["indicator"],
        "by": row["by"],
        "group": row["group"],
        "value": float(row["value"]),
        "tolerance": (float(row["low"]), float(row["high"])),
        "unit": row["unit"],
        "provenance": row["provenance"],
        "judged": row["judged"] == "true",
    }


def _by_variable(rows: Iterable[Row]) -> dict[str, list[Row]]:
    result: dict[str, list[Row]] = {}
    for row in rows:
        result.setdefault(row["variable"], []).append(row)
    return result
