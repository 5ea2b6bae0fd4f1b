"""Country values taken from the evidence table, with its provenance kept."""

import re

from calibration.data.sources.evidence import Evidence
from calibration.data.values import PERCENT, Values, value

CELLS: dict[str, tuple[str, int, str, str, float]] = {
    "gini": ("gini_eu_silc", 0, "index 0-1", "share", PERCENT),
    "arop": ("arop", 0, "share of population", "share", PERCENT),
    "informal_share": ("informal_employment_share", 0, "share of employment", "share", PERCENT),
    "informal_share_female": ("informal_share_f", 0, "share of employment", "share", PERCENT),
    "informal_share_male": ("informal_share_m", 0, "share of employment", "share", PERCENT),
    "public_employment_share": ("public_sector_emp_share", 0, "share of employment", "share", PERCENT),
    "participation_rate_15_64": ("lfpr_15_64", 0, "share of population 15-64", "share", PERCENT),
    "participation_rate_15_64_female": ("lfpr_15_64_f", 0, "share of population 15-64", "share", PERCENT),
    "participation_rate_15_64_male": ("lfpr_15_64_m", 0, "share of population 15-64", "share", PERCENT),
    "net_replacement_initial": ("nrr_initial_single_AW", 0, "share of net wage", "share", PERCENT),
    "ui_coverage": ("ui_coverage_of_unemployed", 0, "share of unemployed", "share", PERCENT),
    "minimum_to_median_wage": ("min_to_median_wage", 0, "ratio", "share", 1.0),
    "cit_rate": ("cit_rate", 0, "share of profit", "share", PERCENT),
    "vat_rate_standard": ("vat_standard", 0, "share of price before tax", "share", PERCENT),
    "tax_wedge": ("tax_wedge_single_AW", 0, "share of labour cost", "share", PERCENT),
    "employer_contribution_rate": ("ssc_employer_employee", 0, "share of gross wage", "share", PERCENT),
    "employee_contribution_rate": ("ssc_employer_employee", 1, "share of gross wage", "share", PERCENT),
    "public_debt": ("gov_debt", 0, "annual GDP", "number", PERCENT),
    "almp_spending_share": ("almp_spend", 0, "share of GDP", "share", PERCENT),
    "job_finding_rate": ("job_finding_monthly", 0, "per month", "probability", 1.0),
}
"""Name here → variable there, which of its numbers, unit, kind, scale."""


def from_evidence(cells: dict[str, Evidence]) -> Values:
    """Values of a country; a variable that the table lacks, or says in words ("none"), is left out."""
    return {
        name: value(
            numbers(cells[variable].text)[position] * scale,
            unit,
            kind,
            cells[variable].year,
            "evidence",
            cells[variable].status,
            note=_note(cells[variable]),
        )
        for name, (variable, position, unit, kind, scale) in CELLS.items()
        if variable in cells and len(numbers(cells[variable].text)) > position
    }


def numbers(text: str) -> list[float]:
    """Every number of a cell, in order: '30.6/6.5' gives both, '~.65' a fraction."""
    return [float(found) for found in re.findall(r"-?(?:\d+(?:\.\d+)?|\.\d+)", text)]


def _note(cell: Evidence) -> str:
    parts = (cell.source, cell.provenance, cell.note)
    return "; ".join(part.strip().rstrip(",") for part in parts if part.strip())
