"""Hand-worked taxes, and what a schedule keeps when it is compressed to fewer brackets."""

import numpy as np
import pytest

from simulator.core.maths import schedule_tax
from simulator.rules.worker_income_tax import worker_income_tax
from simulator.scenario.country.profile import load_country
from simulator.start.rates import BRACKETS, compress_schedule

THRESHOLDS, RATES = (0.0, 0.5, 1.0, 2.0, 4.0), (0.1, 0.2, 0.3, 0.4, 0.5)
HAND = [
    (0.0, 0.0), (0.25, 0.025), (0.5, 0.05), (0.75, 0.1), (1.0, 0.15), (2.0, 0.45), (3.0, 0.85),
    (4.0, 1.25), (6.0, 2.25),
]  # fmt: skip


def tax(base: float, brackets: np.ndarray) -> float:
    """Tax by the book: each slice of the base at its own rate."""
    edges = [*brackets[1:, 0], np.inf]
    return sum(r * max(0.0, min(base, high) - low) for (low, r), high in zip(brackets, edges, strict=True))


@pytest.mark.parametrize(("base", "due"), HAND)
def test_hand_worked_schedule(base: float, due: float) -> None:
    assert schedule_tax(base, THRESHOLDS, RATES) == pytest.approx(due)


def test_a_person_s_tax_by_hand() -> None:
    """1,000 wage, 60 of it contributions, 200 benefit; unit 1,000; scale 0.9; 50 dividends at 19 %.

    Base 1.14: 0.05 + 0.1 + 0.14 x 0.3 = 0.192; 0.9 x 0.192 x 1,000 + 0.19 x 50 = 182.3.
    """
    keywords = {f"tax_threshold_{k + 1}": t for k, t in enumerate(THRESHOLDS)}
    keywords |= {f"tax_rate_{k + 1}": r for k, r in enumerate(RATES)}
    person = {"earnings": 1000.0, "employee_contribution": 60.0, "benefit": 200.0, "pension": 0.0,
              "policy_taxed": 0.0, "sales_income": 777.0, "capital_income": 50.0, "status": 1}  # fmt: skip
    due = worker_income_tax(
        **person, tax_scale=0.9, tax_shift=0.0, tax_unit=1000.0, unregistered_share=0.0, **keywords
    )
    assert due == pytest.approx(182.3)


def test_a_compressed_schedule_is_exact_at_the_thresholds_it_keeps() -> None:
    brackets = load_country("ESP").income_tax_brackets
    assert len(brackets) > BRACKETS
    low, rate = compress_schedule(brackets, BRACKETS)
    assert len(low) == len(rate) == BRACKETS
    assert set(low) <= set(brackets[:, 0])
    assert (np.diff(low) > 0.0).all()
    for base in low:
        assert schedule_tax(base, tuple(low), tuple(rate)) == pytest.approx(tax(base, brackets), abs=1e-12)


def test_a_compressed_schedule_is_close_elsewhere() -> None:
    brackets = load_country("ESP").income_tax_brackets
    low, rate = compress_schedule(brackets, BRACKETS)
    for base in np.linspace(0.1, 4.0, 79):
        assert schedule_tax(base, tuple(low), tuple(rate)) == pytest.approx(
            tax(base, brackets), abs=0.02 * base
        )


def test_a_schedule_that_fits_is_left_alone_and_a_short_one_is_filled_up() -> None:
    brackets = np.array(list(zip(THRESHOLDS, RATES, strict=True)))
    low, rate = compress_schedule(brackets, BRACKETS)
    assert (low.tolist(), rate.tolist()) == (list(THRESHOLDS), list(RATES))
    low, rate = compress_schedule(brackets[:2], BRACKETS)
    for base, due in HAND[:4]:
        assert schedule_tax(base, tuple(low), tuple(rate)) == pytest.approx(due)
    assert schedule_tax(3.0, tuple(low), tuple(rate)) == pytest.approx(0.05 + 0.2 * 2.5)
