"""Slopes of taxes and benefits: a known schedule is found again, in parts, whatever the currency."""

from dataclasses import replace

import numpy as np
import pytest

from calibration.validate.tax_slopes import PARTS, Sample, measured, published, types_of

RNG = np.random.default_rng(5)
GROSS = np.exp(RNG.normal(8.0, 0.6, 4000))
MEAN = float(GROSS.mean())


def homes(tau: float, level: float) -> Sample:
    """Households whose taxes follow the schedule; a tenth of gross is contributions."""
    due = GROSS - (1.0 - level) * MEAN * (GROSS / MEAN) ** (1.0 - tau)
    couple, children = RNG.random((2, len(GROSS))) < 0.5
    nothing = np.zeros(len(GROSS))
    return Sample(GROSS, 0.1 * GROSS, due - 0.1 * GROSS, nothing, types_of(couple, children))


def test_a_schedule_of_this_form_is_found_again_by_each_household_type() -> None:
    for row in measured(homes(tau=0.2, level=0.3)).values():
        assert row["tau"] == pytest.approx(0.2)
        assert row["level"] == pytest.approx(0.3)
        assert row["tau_contributions"] == pytest.approx(0.0, abs=1e-9)  # a flat rate
        assert sum(row[f"tau_{part}"] for part in PARTS) == pytest.approx(row["tau"])


def test_the_slope_does_not_know_the_currency() -> None:
    sample = homes(tau=0.15, level=0.2)
    amounts = ("gross", "contributions", "taxes", "support")
    other = replace(sample, **{name: 7.3 * getattr(sample, name) for name in amounts})
    assert measured(other)["all"]["tau"] == pytest.approx(measured(sample)["all"]["tau"])


def test_an_amount_paid_to_everybody_is_progressive() -> None:
    sample = homes(tau=0.0, level=0.2)
    supported = measured(replace(sample, support=np.full(len(GROSS), 0.1 * MEAN)))["all"]
    assert supported["tau_support"] == pytest.approx(supported["tau"], abs=1e-9)
    assert supported["tau"] > 0.05


@pytest.mark.parametrize(("iso3", "tau"), [("ESP", 0.140), ("FRA", 0.311), ("DEU", 0.230), ("ITA", 0.229)])
def test_euromod_s_slopes_are_those_of_c32(iso3: str, tau: float) -> None:
    assert float(published(iso3)["all"]["tau"]) == pytest.approx(tau, abs=5e-4)
