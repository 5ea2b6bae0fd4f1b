"""How options rank: in each world and closure by itself, with what the seeds can tell."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from calibration.study.__main__ import main
from calibration.validate import ranking
from simulator.experiment.places import Closed
from simulator.experiment.plan import comparison_of
from simulator.scenario import Scenario
from simulator.store import manifest
from tests.fake_run import FakeModel
from tests.unit.fake_model import FakeOutput
from tests.unit.fake_options import OPTIONS, TRAINING, half_and_double, option, run

CLOSED = Closed(0.3, 0.5)
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
    assert ranking.flips(first, first, [("a", "b")]) == "none"
    turned = {"base": BASE, "a": AHEAD, "b": BEHIND + trifle}
    assert ranking.flips(turned, first, [("a", "b")]) == "a/b!"
    assert ranking.flips(turned, first, []) == "none"
    assert (
        ranking.flips({"base": BASE, "a": AHEAD - LUCK + 1.0, "b": BASE + 4.9}, first, [("a", "b")]) == "a/b"
    )


def test_a_flip_is_sure_only_where_opening_states_tell_it() -> None:
    """The pair turns by 5 in one opening state, by 2 in the other: four seeds tell it, two states do not."""
    even, states = np.array([0.1, -0.1, 0.1, -0.1]), np.array([0, 0, 1, 1])
    first = {"base": BASE, "a": BASE, "b": BASE + 5.0 + even}
    here = {"base": BASE, "a": BASE, "b": BASE - np.array([5.0, 5.0, 2.0, 2.0]) + even}
    assert ranking.flips(here, first, [("a", "b")]) == "a/b!"
    assert ranking.flips(here, first, [("a", "b")], states) == "a/b"


def test_pairs_that_the_seeds_do_not_tell_apart_are_named() -> None:
    steady = {"base": BASE, "a": BEHIND, "b": AHEAD + np.array([0.1, -0.1, 0.0, 0.0]), "c": AHEAD - LUCK}
    pairs = [("a", "b"), ("a", "c"), ("b", "c")]
    assert ranking.alike(steady, pairs) == pairs[1:]
    assert ranking.alike(steady, pairs, np.array([0, 0, 1, 1])) == pairs[1:]
    assert ranking.alike(steady, pairs[:2]) == pairs[1:2]


def test_only_options_of_like_outlay_are_pairs() -> None:
    outlays = {"tax": 0.0, "law": 0.0, "whole": 0.0100, "near": 0.0091, "tenth": 0.0089, "half": 0.005}
    like, unlike = ranking.by_outlay(outlays)
    assert like == [("law", "tax"), ("near", "tenth"), ("near", "whole")]
    assert len(like) + len(unlike) == 15
    assert ("tenth", "whole") in unlike


def test_options_are_named_without_what_all_names_end_in() -> None:
    assert ranking.shared_ending(["adapt_equal_outlay", "compensate_equal_outlay"]) == "_equal_outlay"
    assert ranking.shared_ending(["adapt_equal_outlay", "adapt"]) == ""
    assert ranking.shared_ending(["adapt_equal_outlay"]) == ""
    assert ranking.shared_ending(["ab_small", "cb_small"]) == "_small"


def paid_as(scale: Mapping[str, float]) -> FakeModel:
    """The stand-in, in which each option pays under the name of training so many times what that would."""

    def simulate(scenario: Scenario, *, role: str, replicate: int) -> FakeOutput:
        output = half_and_double(scenario, role=role, replicate=replicate)
        value, paid = output.rows["value"].copy(), output.rows["indicator"] == "spending_training_programme"
        value[paid] *= scale.get(scenario.name, 1.0)
        return dataclasses.replace(output, rows={**output.rows, "value": value})

    return FakeModel(simulate)


@pytest.mark.parametrize(("more", "unlike"), [(1.05, ""), (1.5, "dear/training")])
def test_options_are_compared_where_they_pay_alike_in_the_same_months(
    tmp_path: Path, more: float, unlike: str
) -> None:
    pair = (option("training", TRAINING), option("dear", TRAINING))
    model = paid_as({"training": 1.0, "dear": more})
    made = run(tmp_path / "out", comparison_of(pair, worlds=["moderate"], closures=[CLOSED]), model=model)
    results, content = pl.read_parquet(made.path / "results.parquet"), manifest.read(made.path)["content"]
    rows = ranking.rows_of(results, content)
    for row in rows:
        if row["indicator"] != ranking.OUTLAY:
            assert row["unlike"] == (unlike or "none")
            count = "0 of 0" if unlike else "1 of 1" if " > " in row["order"] else "0 of 1"
            assert (row["apart"], row["alike"]) == (count, "dear/training" if count == "0 of 1" else "none")
    (paid,) = [row for row in rows if row["indicator"] == ranking.OUTLAY]
    spent, gdp = ((results.filter(indicator=name, by="total", role=role, scenario=scenario)
                   .filter(pl.col("month") > 0).sort("replicate", "month"))
                  for name, role, scenario in (("spending_training_programme", "policy", "training"),
                                               ("gdp", "no_policy", "no_policy")))  # fmt: skip
    share = 100.0 * float(spent["value"].mean()) / float(gdp["value"].mean())  # type: ignore[arg-type]
    assert paid["order"].startswith("dear ")
    told = float(paid["order"].rpartition(" ")[2])
    assert told == pytest.approx(share, rel=0.02)  # the window is the whole run, prices nearly stand still
    assert paid["apart"] == ""


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
        assert (row["apart"], row["unlike"]) == ("0 of 0", "income/training")  # income pays nothing there


def test_a_comparison_is_ranked_by_the_command_and_another_folder_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = run(tmp_path / "out", comparison_of(OPTIONS, worlds=["moderate"], closures=[Closed(0.3, 0.5)]))
    assert main(["ranking", str(made.path), "--out", str(tmp_path)]) == 0
    assert "moderate,0.3/0.5,income" in (tmp_path / "ranking_ESP.csv").read_text()
    (tmp_path / "empty").mkdir()
    assert main(["ranking", str(tmp_path / "empty")]) == 2
    assert "Traceback" not in capsys.readouterr().err
