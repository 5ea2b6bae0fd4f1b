"""Debt beside official projections: what is published is whole, and what is measured is of the right year."""

import csv
from typing import Any

import numpy as np
import pytest

from calibration.study.runs import Measured, Run
from calibration.validate.projection import study


def run(growth: float = 0.0) -> Measured:
    """Months of an economy whose pensions are 10 % of GDP, and 12 % from 2030 on."""
    months = np.arange(study.MONTHS)
    gdp = 100.0 * np.exp(growth * months / 12.0)
    pensions = np.where(months >= 12 * (2030 - study.START), 0.12, 0.10) * gdp
    zero = np.zeros(study.MONTHS)
    totals: dict[str, Any] = {
        "gdp": gdp, "real_gdp": gdp, "spending_pensions": pensions, "public_balance": -0.03 * gdp,
        "spending_interest": zero, "tax_path": 0.01 * gdp, "debt_ratio": 0.8 + 0.0025 * months,
    }  # fmt: skip
    return Measured(Run("ESP", 1, 100, study.MONTHS), totals, {})


def test_flows_are_of_the_year_and_what_moved_debt_is_since_2025() -> None:
    early, late = study.measured(run(), 2029), study.measured(run(), 2035)
    assert (early["pensions"], late["pensions"]) == pytest.approx((10.0, 12.0))
    assert early["dearer"] == pytest.approx(0.0)
    assert late["dearer"] == pytest.approx(12.0)  # two points in each of six years
    assert late["deficit"] == pytest.approx(3.0)
    assert late["primary"] == pytest.approx(30.0)
    assert late["tax_path"] == pytest.approx(-10.0)
    assert late["change"] == pytest.approx(30.0)


def test_nominal_growth_is_a_yearly_rate() -> None:
    assert study.measured(run(growth=0.03), 2035)["nominal"] == pytest.approx(3.0, abs=0.02)


def test_every_official_number_says_whose_and_how_it_was_read_and_each_country_has_a_start() -> None:
    with study.PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["institution"] and row["document"] and row["provenance"] for row in rows)
    assert all(row["address"] or "recalled" in row["provenance"] for row in rows)
    assert all(int(row["year"]) in study.YEARS and row["variable"] in study.OFFICIAL for row in rows)
    assert all(
        (iso3, "debt", study.START) in study.published() for iso3 in ("ESP", "FRA", "DEU", "ITA", "USA")
    )
