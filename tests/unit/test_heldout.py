"""Held-out tests: rules and intervals, the first table stays, nothing of them is a target; the designs."""

import csv
from math import inf
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from calibration.estimate.posterior import LIST
from calibration.study import RESULTS, Asked, read_csv
from calibration.study.__main__ import main
from calibration.validate import heldout
from calibration.validate.experiments import trial, v13_v14_training
from calibration.validate.experiments.trial import Trial
from simulator.core.errors import InputError
from simulator.findings.intervals import Interval


@pytest.mark.parametrize(
    ("rule", "mean", "half", "word"),
    [
        ("inside", 1.5, 9.0, "PASS"), ("inside", 2.1, 0.1, "FAIL"), ("above", 1.2, 0.1, "PASS"),
        ("above", 1.2, 0.3, "FAIL"), ("not above", 2.2, 0.3, "PASS"), ("not above", 2.5, 0.3, "FAIL"),
        ("within", 1.5, 0.4, "PASS"), ("within", 1.5, 0.6, "FAIL"),
        ("zero", 0.1, 0.2, "PASS"), ("zero", 0.3, 0.2, "FAIL"), ("shown", 99.0, 0.0, "–"),
    ],
)  # fmt: skip
def test_each_rule_says_what_it_says(rule: str, mean: float, half: float, word: str) -> None:
    assert trial.verdict(rule, Interval(mean, mean - half, mean + half, 10), 1.0, 2.0) == word


def test_one_seed_proves_nothing() -> None:
    effect = trial.effect_of([0.5])
    assert [trial.verdict(rule, effect, 0.0, 1.0) for rule in ("above", "zero")] == ["FAIL", "FAIL"]


def test_a_pair_is_a_ratio_of_means_over_seeds() -> None:
    effect = trial.effect_of([(2.0, 1.0), (2.4, 1.2), (2.1, 1.1)])
    assert effect.mean == pytest.approx(6.5 / 3.3)
    assert effect.low < effect.mean < effect.high < inf


def test_a_test_passes_when_all_that_is_judged_passes() -> None:
    words = [["PASS", "–"], ["PASS", "FAIL"], ["–"]]
    rows = [[{"verdict": word} for word in each] for each in words]
    assert [trial.passed(each) for each in rows] == ["PASS", "FAIL", "FAIL"]


def findings(level: float) -> dict[str, Any]:
    rows = trial.published("V09")
    return {row["statistic"]: (level, 1.0) if row["unit"] == "ratio" else level for row in rows}


def test_the_first_table_stays_and_later_runs_are_headed_seen(tmp_path: Path) -> None:
    def told(level: float) -> list[dict[str, Any]]:
        one = Trial("V09", "toy", "USA", "a switch", "a difference", "in all", lambda *_: findings(level))
        return heldout.compute(one, 2, 1, 100, 1, "hash")

    assert heldout.record(told(2.0), tmp_path, "a command") == heldout.SECOND
    first = (tmp_path / "heldout_second.csv").read_bytes()
    assert heldout.record(told(3.0), tmp_path, "a command") == heldout.SEEN
    assert heldout.record(told(4.0), tmp_path, "a command") == heldout.SEEN
    assert (tmp_path / "heldout_second.csv").read_bytes() == first
    seen = read_csv(tmp_path / "heldout_seen.csv")
    assert {(row["simulated"], row["command"]) for row in seen} == {("4", "a command")}
    assert len(seen) == len(trial.published("V09"))
    assert "seen" in (tmp_path / "heldout_seen.md").read_text().splitlines()[0]
    assert "Not run" not in (tmp_path / "heldout_second.md").read_text()


def test_a_test_that_cannot_be_run_is_named_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = {"test": "V99", "quasi-experiment": "a flood", "country": "USA", "why": "there is no water"}
    monkeypatch.setattr(heldout, "not_run", lambda: [absent])
    assert heldout.notes([])[-1] == "Not run: V99 (a flood, USA): there is no water."
    with pytest.raises(InputError, match=r"V99: there is no water; allowed: V01"):
        heldout.chosen("USA", ["V99"])


def test_what_ran_in_the_first_table_never_counts_as_new(tmp_path: Path) -> None:
    closed = RESULTS / "heldout_first.csv"
    (tmp_path / closed.name).write_bytes(closed.read_bytes())
    one = Trial("V09", "toy", "USA", "a switch", "a difference", "in all", lambda *_: findings(2.0))
    rows = heldout.compute(one, 2, 1, 100, 1, "hash")
    assert heldout.record(rows, tmp_path, "a command") == heldout.SEEN
    assert (tmp_path / closed.name).read_bytes() == closed.read_bytes()


def test_every_test_is_run_or_says_why_not() -> None:
    able, absent = set(heldout.trials()), {row["test"] for row in trial.not_run()}
    assert not able & absent
    assert {row["test"] for row in read_csv(trial.FOLDER / "published.csv")} == able
    for one in heldout.trials().values():
        rows = trial.published(one.id)
        assert {row["rule"] for row in rows} <= {"inside", "above", "not above", "within", "zero", "shown"}
        assert any("placebo" in row["statistic"] for row in rows)


def test_a_test_that_is_not_there_is_told_with_the_reason() -> None:
    with pytest.raises(InputError, match=r"V02: no such test.*allowed: V01, V06"):
        heldout.chosen("USA", ["V02"])
    with pytest.raises(InputError, match=r"V05: a test of DEU.*allowed: V01, V06"):
        heldout.chosen("USA", ["V05"])
    with pytest.raises(InputError, match="no test can be run on this country"):
        heldout.chosen("ESP", [])


def test_parameters_that_were_not_frozen_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "frozen.csv"
    path.write_text("country,parameters,date\nUSA,0123456789abcdef,2026-01-02\n", encoding="utf-8")
    monkeypatch.setattr(heldout, "FROZEN", path)
    with pytest.raises(
        InputError, match=r"not those frozen on 2026-01-02; .*calibration.study heldout USA --freeze"
    ):
        heldout.check_frozen("USA")
    assert main(["heldout", "USA", "--freeze"]) == 0
    assert heldout.check_frozen("USA") == heldout.parameters_hash("USA") != heldout.parameters_hash("ESP")


def test_no_held_out_test_is_a_target() -> None:
    targets = {row["id"] for row in read_csv(RESULTS.parent / "tables" / "targets.csv")}
    with LIST.open(encoding="utf-8", newline="") as file:
        targets |= {name for row in csv.DictReader(file) for name in row["targets"].split()}
    assert not [name for name in targets if name.startswith("V")]


def test_firms_are_hit_by_a_keyed_draw_and_petitions_follow_leniency() -> None:
    economy = trial.economy_of("USA", 8101, 1500, 3)
    before = economy.firms.demand_shock.copy()
    hit = trial.hit_firms(economy, 0.5, "a purpose")
    assert np.array_equal(hit, trial.chosen_firms(economy, 0.5, "a purpose"))
    assert (economy.firms.demand_shock[hit] < before[hit]).all()
    assert np.array_equal(economy.firms.demand_shock[~hit], before[~hit])
    assert not economy.firms.public[hit].any()
    assert 0 < trial.staff_of(economy, hit).sum() < trial.staff_of(economy, hit | ~hit).sum()
    granted = v13_v14_training.granted(economy)
    lenient = trial.draw(economy, "examiner", economy.firms.id) < 0.5
    assert granted[lenient].mean() > granted[~lenient].mean()


@pytest.mark.slow
def test_in_an_economy_a_test_runs_on_its_numbers_and_else_on_what_ships() -> None:
    def numbers() -> tuple[float, float]:
        economy = trial.economy_of("ESP", 1, 1000, 3, world="moderate")
        return economy.world_parameters["ai_fee"], economy.parameters["roll_out"]

    seen: list[tuple[float, float]] = []
    toy = Trial(
        "V09", "toy", "ESP", "a switch", "a difference", "in all", lambda *_: seen.append(numbers()) or {}
    )
    for draw in (1, 2):
        heldout.found_in(toy, draw, 1, 1000)
    assert len({numbers(), *seen}) == 3
    assert numbers() == (0.2, 36.0)


def test_draws_are_counted_in_which_a_test_passes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def given(test: Trial, draw: int, seed: int, persons: int) -> dict[str, Any]:
        return findings(1.9 + 0.001 * seed if draw < 3 else 9.0)

    monkeypatch.setattr(heldout, "found_in", given)
    asked = Asked("heldout", ("USA",), seeds=2, base_seed=1, persons=100, out=tmp_path, more={"draws": 4})
    rows = heldout.over_draws(heldout.trials()["V09"], asked)
    ratio = next(row for row in rows if row["statistic"] == "recession over expansion")
    assert (ratio["passed"], ratio["draws"]) == (2, 4)
    assert (ratio["least"], ratio["most"]) == (pytest.approx(1.9015), pytest.approx(9.0))
