"""How options rank: in each world and closure by itself, with what the seeds can tell."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from calibration.study.__main__ import main
from calibration.validate import ranking
from simulator.experiment.places import Closed
from simulator.experiment.plan import comparison_of
from simulator.store import manifest
from tests.unit.fake_options import OPTIONS, run

LUCK = np.array([0.0, 3.0, -3.0, 1.0])
BASE = 100.0 + LUCK
AHEAD, BEHIND = BASE + 5.0, BASE + 1.0


def test_an_order_says_what_the_seeds_tell() -> None:
    levels = {"base": BASE, "a": BEHIND, "b": AHEAD + np.array([0.1, -0.1, 0.0, 0.0]), "c": AHEAD - LUCK}
    order, apart = ranking.ranked(levels, "base", "higher")
    assert (order[:2], order[2]) == (["b", "c"], "a")
    assert apart == [False, False]  # c has luck of its own
    assert ranking.ranked({"base": BASE, "a": BEHIND, "b": AHEAD}, "base", "lower") == (["a", "b"], [True])
    steady = {"base": BASE, "a": BEHIND, "b": AHEAD + np.array([0.1, -0.1, 0.0, 0.0])}
    assert ranking.ranked(steady, "base", "higher") == (["b", "a"], [True])
    assert ranking.told(["b", "a"], [True], steady, "base", 2.0) == "b +10.0 > a +2.0"


def test_a_flip_is_a_pair_the_other_way_round() -> None:
    trifle = np.array([0.1, -0.1, 0.0, 0.0])
    first = {"base": BASE, "a": BEHIND, "b": AHEAD + trifle}
    assert ranking.flips(first, first, "base") == "none"
    assert ranking.flips({"base": BASE, "a": AHEAD, "b": BEHIND + trifle}, first, "base") == "a/b!"
    assert ranking.flips({"base": BASE, "a": AHEAD - LUCK + 1.0, "b": BASE + 4.9}, first, "base") == "a/b"


def test_a_flip_is_sure_only_where_opening_states_tell_it() -> None:
    """The pair turns by 5 in one opening state, by 2 in the other: four seeds tell it, two states do not."""
    even, states = np.array([0.1, -0.1, 0.1, -0.1]), np.array([0, 0, 1, 1])
    first = {"base": BASE, "a": BASE, "b": BASE + 5.0 + even}
    here = {"base": BASE, "a": BASE, "b": BASE - np.array([5.0, 5.0, 2.0, 2.0]) + even}
    assert ranking.flips(here, first, "base") == "a/b!"
    assert ranking.flips(here, first, "base", states) == "a/b"


def test_pairs_that_the_seeds_do_not_tell_apart_are_named() -> None:
    steady = {"base": BASE, "a": BEHIND, "b": AHEAD + np.array([0.1, -0.1, 0.0, 0.0]), "c": AHEAD - LUCK}
    assert ranking.alike(steady, "base") == (3, ["a/c", "b/c"])
    assert ranking.alike(steady, "base", np.array([0, 0, 1, 1])) == (3, ["a/c", "b/c"])


def test_options_are_named_without_what_all_names_end_in() -> None:
    assert ranking.shared_ending(["adapt_equal_outlay", "compensate_equal_outlay"]) == "_equal_outlay"
    assert ranking.shared_ending(["adapt_equal_outlay", "adapt"]) == ""
    assert ranking.shared_ending(["adapt_equal_outlay"]) == ""
    assert ranking.shared_ending(["ab_small", "cb_small"]) == "_small"


def test_every_place_is_ranked_by_itself(tmp_path: Path) -> None:
    closures = [Closed(0.3, 0.5), Closed(0.9, 0.5)]
    made = run(tmp_path / "out", comparison_of(OPTIONS, worlds=["moderate", "rapid"], closures=closures))
    content = manifest.read(made.path)["content"]
    rows = ranking.rows_of(pl.read_parquet(made.path / "results.parquet"), content)
    jobs = [row for row in rows if row["indicator"] == "employed"]
    assert [(row["world"], row["closure"]) for row in jobs] == [
        ("moderate", "0.3/0.5"), ("moderate", "0.9/0.5"), ("rapid", "0.3/0.5"), ("rapid", "0.9/0.5"),
    ]  # fmt: skip
    for row, place in zip(jobs, made.plan.places, strict=True):
        here = [one.row for one in made.rows if one.place == place and one.row.comparison == "policy"]
        effects = {one.scenario: one.effect.mean for one in here if one.indicator == "employed"}
        assert row["order"].startswith("income ")  # three times the effect of training, in the stand-in
        for name, effect in effects.items():
            assert f"{name} {effect / 1e3:+.1f}" in row["order"]
        assert row["flips"] == "none"
        assert (row["apart"], row["alike"]) == (
            ("1 of 1", "none") if " > " in row["order"] else ("0 of 1", "income/training")
        )


def test_a_comparison_is_ranked_by_the_command_and_another_folder_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = run(tmp_path / "out", comparison_of(OPTIONS, worlds=["moderate"], closures=[Closed(0.3, 0.5)]))
    assert main(["ranking", str(made.path), "--out", str(tmp_path)]) == 0
    assert "moderate,0.3/0.5,income" in (tmp_path / "ranking_ESP.csv").read_text()
    (tmp_path / "empty").mkdir()
    assert main(["ranking", str(tmp_path / "empty")]) == 2
    assert "Traceback" not in capsys.readouterr().err
