"""What a displacement costs: who counts as displaced, who works again, and which figures have a target."""

import numpy as np
import pytest

from calibration.validate.displacement import FIGURES, TARGETS, WINDOW, at_work, laid_off, row_of
from calibration.validate.experiments import trial
from calibration.validate.experiments.v09_mass_layoff import Event
from simulator.agents.person import EMPLOYED, LAID_OFF, STAYS, UNEMPLOYED
from simulator.findings.intervals import over_seeds
from simulator.scenario.country.profile import load_country
from tests.small import give_parameters


def share_at_work(seed: int, reservation_start: float) -> float:
    economy = trial.economy_of("USA", seed, 4000, WINDOW + 3)
    give_parameters(economy, reservation_start=reservation_start)
    return at_work(economy)["at work, 25-54"]


@pytest.mark.slow
def test_more_of_the_displaced_work_again_where_they_accept_less() -> None:
    """From one opening state, so that the same people are laid off first: a seed has a few of them."""
    eager, proud = (np.mean([share_at_work(seed, start) for seed in range(8111, 8115)])
                    for start in (0.5, 1.0))  # fmt: skip
    assert 0.0 < proud < eager < 1.0


def test_the_displaced_had_long_tenure_and_did_not_leave_of_themselves() -> None:
    economy = trial.economy_of("USA", 8111, 4000, 13)
    q, count = economy.persons, 0
    for _ in range(6):
        status, tenure = q.status.copy(), q.tenure.copy()
        displaced = laid_off(economy)
        assert (status[displaced] == EMPLOYED).all()
        assert (tenure[displaced] >= 36).all()
        assert np.isin(q.leaving[displaced], (LAID_OFF, STAYS)).all()  # the latter where the firm closed
        told = (status == EMPLOYED) & (tenure >= 36) & (q.leaving == LAID_OFF) & (q.status == UNEMPLOYED)
        assert displaced[told].all()
        count += int(told.sum())
    assert count > 0


def test_each_target_of_displacement_is_measured_in_its_country() -> None:
    found = {
        (one["target"], one["group"])
        for iso3 in ("USA", "DNK")
        for one in load_country(iso3).targets
        if one["id"] in ("C18", "C19", "C20")
    }
    assert found == set(TARGETS.values())
    assert set(TARGETS) <= set(FIGURES)


def test_a_figure_stands_beside_its_target_or_beside_nothing() -> None:
    estimate = over_seeds([2.0, 2.2])
    target = {"id": "C18", "value": 1.4, "tolerance": (1.1, 1.7), "provenance": "read: somewhere"}
    beside = row_of("present value", estimate, target)
    assert (beside["id"], beside["published"], beside["range"]) == ("C18", 1.4, "1.1 to 1.7")
    assert "published" not in row_of("year 1", estimate, None)


def test_what_is_lost_is_told_from_the_year_of_the_layoff_on() -> None:
    # before, of the layoff, after it; those who stay earn 10 and 20
    years = np.array([[10.0, 10.0, 20.0], [10.0, 6.0, 20.0], [12.0, 9.0, 24.0]])
    treated, control = np.array([False, True, False]), np.array([True, False, True])
    event = Event(years, treated, control, control, control, np.array([0.04]))
    assert event.gaps() == pytest.approx([0.4, 0.3])
    assert event.loss() == pytest.approx(0.4 + 0.3 / 1.05)
