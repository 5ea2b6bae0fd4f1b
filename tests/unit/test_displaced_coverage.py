"""What a layoff costs: the runs differ by the layoff alone, and insurance lowers what a month out costs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from calibration.study.__main__ import main
from calibration.validate import displaced_coverage as command
from calibration.validate.displaced_coverage import HIT, Followed, correlations, follow, losses, row
from calibration.validate.experiments.people import economy_of

COUNTRY, SEED, PERSONS = "ESP", 7, 2000
MONTHS = HIT + 12


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "SHARE", 0.3)


def test_the_runs_differ_by_the_layoff_alone(many: None) -> None:
    stayed, laid_off = (
        Followed(economy_of(COUNTRY, SEED, PERSONS, MONTHS + 1), displace=displace)
        for displace in (False, True)
    )
    assert np.array_equal(stayed.hit, laid_off.hit)
    assert np.array_equal(stayed.income[:HIT], laid_off.income[:HIT])
    assert stayed.works[HIT - 1, stayed.hit].all()
    assert stayed.works[HIT, stayed.hit].mean() > 0.95
    assert laid_off.works[HIT, stayed.hit].mean() < 0.4
    assert laid_off.works[-1, stayed.hit].mean() > laid_off.works[HIT, stayed.hit].mean()


def test_without_insurance_a_month_out_costs_more(many: None) -> None:
    insured = follow(COUNTRY, SEED, PERSONS)
    bare = follow(COUNTRY, SEED, PERSONS, parameters={"insurance_takeup": 0.0})
    assert insured["covered"] > 0.3
    assert (bare["covered"], bare["unemployed"]) == (0.0, 0.0)
    assert bare["loss_out"] > insured["loss_out"] + 0.1
    assert 0.0 < insured["household_loss"] < insured["loss"] < 1.0


def run(income: float, works: bool, benefit: float) -> Any:
    """One person of two, hit after a year: income 10 and the household's 20 before, as told after."""
    after = np.ones((12, 1))
    return SimpleNamespace(
        income=np.vstack([np.full((HIT, 2), 10.0), np.hstack([after * income, after * 10.0])]),
        household=np.vstack([np.full((HIT, 2), 20.0), np.hstack([after * (income + 10.0)] * 2)]),
        benefit=np.vstack([np.zeros((HIT, 2)), np.hstack([after * benefit, after * 0.0])]),
        works=np.vstack([np.ones((HIT, 2)), np.hstack([after * works, after])]).astype(bool),
        hit=np.array([True, False]), unemployed_covered=0.25,
    )  # fmt: skip


def test_losses_by_hand() -> None:
    found = losses(run(10.0, True, 0.0), run(6.0, False, 5.0))
    assert found == pytest.approx({
        "unemployed": 0.25, "covered": 1.0, "insured": 1.0, "replaced": 0.5, "months_out": 12.0,
        "working_3": 0.0, "working_12": 0.0, "loss_out": 0.4, "loss": 0.4, "household_loss": 0.2,
        "displaced": 1.0,
    })  # fmt: skip


def test_countries_are_ranked_against_coverage() -> None:
    found = losses(run(10.0, True, 0.0), run(6.0, False, 5.0))
    rows = []
    for k in range(1, 5):
        told = {name: (k - 2.2) ** 2 for name in found} | {"covered": 0.1 * k, "loss": 1.0 / k}
        rows.append(row("XXX", 0.1 * k, [told]))
    ranked = correlations(rows, "covered")
    assert ranked["loss"] == pytest.approx(-1.0)
    assert ranked["months_out"] == pytest.approx(0.4)


def test_a_table_of_all_countries_names_its_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = losses(run(10.0, True, 0.0), run(6.0, False, 5.0))
    more = {name: 2.0 * value + 1.0 for name, value in found.items()}
    measure = {"ESP": found, "USA": more}
    monkeypatch.setattr(command, "STUDY", replace(command.STUDY, measure=lambda iso3, *_: measure[iso3]))
    asked = ["displaced_coverage", "esp", "USA", "--seeds", "2", "--jobs", "1"]
    assert main([*asked, "--out", str(tmp_path)]) == 0
    text = (tmp_path / "displaced_coverage.md").read_text()
    assert "`uv run python -m calibration.study displaced_coverage esp USA --seeds 2 --jobs 1`" in text
    assert "| ESP |" in text
    assert "| USA |" in text
