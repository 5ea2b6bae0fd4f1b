"""The single numbers of a country file: reading and checking them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.core.kept import kept
from simulator.scenario.file.text import yaml_fault
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
