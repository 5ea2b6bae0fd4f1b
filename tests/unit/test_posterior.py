"""The posterior of a reference table: it covers, and keeps what no moment answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from calibration.estimate import posterior, shipped_draws
from calibration.estimate.amortised import draws, learn
from calibration.estimate.evaluations import Evaluations
from calibration.estimate.moments import measure_levels, moments_of
from calibration.estimate.reference import Reference, fill, points_of, table_of
from calibration.estimate.shipped_draws import COUNT, from_ranges, write_draws
from calibration.estimate.unknowns import space_of, whole_space_of
from calibration.study import table as study_table
from calibration.study.__main__ import main
from simulator.scenario.country.ensembles import POSTERIOR, RANGES, read_ensemble
from simulator.scenario.country.profile import load_country
from tests.unit.test_estimate import FLAT, targets_at, toy

SPACE = space_of(("ESP", "USA"))
FIRST = 7001
PLACE = {one.label: k for k, one in enumerate(SPACE.unknowns)}


def asked(folder: Path, **changes: object) -> Evaluations:
    targets = {one: [replace(moment, value=0.0) for moment in moments_of(load_country(one))]
               for one in SPACE.countries}  # fmt: skip
    made = Evaluations(SPACE, folder, 5000, [FIRST], measure=toy, targets=targets, **changes)  # type: ignore[arg-type]
    made.open(resume=True)
    return made


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    made, points = asked(tmp_path_factory.mktemp("reference")), points_of(SPACE, 32)
    fill(made, points, FIRST)
    return table_of(made, points, FIRST)


def test_intervals_of_90_per_cent_hold_the_truth_about_so_often(table: Reference) -> None:
    held, errors = posterior.left_out(table, strays=True)
    assert 0.80 < held.mean() < 0.97
    known = [k for name, k in PLACE.items() if name != FLAT]
    assert np.sqrt((errors[:, known] ** 2).mean()) < 0.1


def test_what_no_moment_answers_keeps_its_range_and_what_they_answer_is_narrowed(table: Reference) -> None:
    picture = learn(table)
    drawn = draws(picture, picture.predict(np.full((1, len(SPACE.unknowns)), 0.4))[0])
    assert drawn.min() >= 0.0
    assert drawn.max() <= 1.0
    low, high = np.quantile(drawn, (0.05, 0.95), axis=0)
    assert high[PLACE[FLAT]] - low[PLACE[FLAT]] == pytest.approx(0.9, abs=0.06)
    narrowed = [k for name, k in PLACE.items() if name != FLAT]
    assert max((high - low)[narrowed]) < 0.5
    assert np.abs(drawn.mean(axis=0)[narrowed] - 0.4).max() < 0.15


def test_moments_of_one_country_say_nothing_of_another_s_own_parameter(table: Reference) -> None:
    picture, spain = learn(table), table.misses["ESP"].shape[1]
    assert not picture.slopes[PLACE["ability_sd, USA"], :spain].any()
    assert not picture.slopes[PLACE["ability_sd, ESP"], spain:].any()


@pytest.mark.slow
def test_the_model_gives_a_known_parameter_back_from_runs_on_other_seeds(tmp_path: Path) -> None:
    """The spread of ability in the United States, from the Gini coefficient that the list names for it.

    The data are known to a tenth of the tolerance of what is published: with the whole of it they say little
    of ability, and the other moments, which do not answer it, add chance alone.
    """
    space, persons = space_of(["USA"]), 4000

    def levels(iso3: str, parameters: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
        return measure_levels(load_country(iso3), parameters, seed, persons)

    (ability,) = space.unknowns
    assert ability.label == "ability_sd, USA"
    made, points = Evaluations(space, tmp_path, persons, [FIRST], measure=levels), points_of(space, 5)
    made.open(resume=False)
    fill(made, points, FIRST)
    for truth in (0.3, 0.7):
        data = targets_at(space, np.array([truth]), levels, [5001, 5002], persons)["USA"]
        width = {}
        for known in (0.1, 1.0):
            made.targets["USA"] = [replace(one, tolerance=known * one.tolerance) for one in data
                                   if one.id in ability.targets]  # fmt: skip
            picture = learn(table_of(made, points, FIRST))
            drawn = draws(picture, np.zeros(len(picture.levels)))[:, 0]
            low, high = np.quantile(drawn, (0.05, 0.95))
            assert low < truth < high
            width[known] = high - low
            if known < 1.0:
                assert drawn.mean() == pytest.approx(truth, abs=0.15)
        assert width[0.1] < 0.55
        assert width[1.0] > 1.3 * width[0.1]


def test_a_table_cut_short_holds_the_first_points_and_goes_on(tmp_path: Path, table: Reference) -> None:
    made, points, runs = asked(tmp_path), points_of(SPACE, 32), list[int]()

    def until_spent(iso3: str, parameters: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
        runs.append(seed)
        if len(runs) == 9:
            made.until = 0.0
        return toy(iso3, parameters, seed, persons)

    made.measure = until_spent
    fill(made, points, FIRST)
    short = table_of(made, points, FIRST)
    assert np.array_equal(short.points, points[:4])  # of the fifth one country is missing
    again = asked(tmp_path)
    fill(again, points, FIRST)
    assert again.fresh == 2 * len(points) - len(runs)
    assert np.array_equal(table_of(again, points, FIRST).misses["USA"], table.misses["USA"])


def test_a_point_at_which_the_economy_fails_is_left_out_and_counted(tmp_path: Path) -> None:
    def fails(iso3: str, parameters: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
        found = toy(iso3, parameters, seed, persons)
        return dict.fromkeys(found, float("nan")) if (iso3, seed) == ("USA", FIRST + 2) else found

    made, points = asked(tmp_path), points_of(SPACE, 8)
    made.measure = fails
    fill(made, points, FIRST)
    found = table_of(made, points, FIRST)
    assert found.failed == 1
    assert np.array_equal(found.points, np.delete(points, 2, axis=0))
    assert {len(own) for own in found.misses.values()} == {7}


def test_draws_that_are_written_read_back_with_their_kind(tmp_path: Path, table: Reference) -> None:
    drawn = draws(learn(table), np.zeros(len(learn(table).levels)))[-COUNT:]
    write_draws(SPACE, drawn, "USA", tmp_path, "study posterior ESP USA", POSTERIOR)
    known = read_ensemble((tmp_path / "USA.csv").read_text(encoding="utf-8"), "USA.csv")
    assert (known.kind, known.status, len(known.draws)) == (POSTERIOR, "estimated", COUNT)
    assert set(known.draws[0]) == {one.parameter for one in SPACE.unknowns}
    assert known.draws[0]["ability_sd"] == pytest.approx(
        SPACE.parameters(drawn[0], "USA")["ability_sd"], 1e-5
    )


def test_ranges_are_drawn_evenly_over_all_unknowns(tmp_path: Path) -> None:
    from_ranges("ALB", tmp_path, "study draws ALB --ranges")
    known = read_ensemble((tmp_path / "ALB.csv").read_text(encoding="utf-8"), "ALB.csv")
    assert (known.kind, known.status, len(known.draws)) == (RANGES, "assumed", COUNT)
    for one in whole_space_of("ALB").unknowns:
        values = (np.array([draw[one.parameter] for draw in known.draws]) - one.low) / (one.high - one.low)
        assert np.histogram(values, 4, (0.0, 1.0))[0].min() >= 1


@pytest.mark.parametrize("words", [("draws", "ALB", "--ranges"), ("posterior", "ESP", "USA")])
@pytest.mark.parametrize("commit", ["abc1234-dirty", ""])
def test_draws_that_ship_are_made_by_committed_code_alone(
    words: tuple[str, ...], commit: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(study_table, "_commit", lambda: commit)
    monkeypatch.setattr(shipped_draws, "write_draws", None)
    monkeypatch.setattr(posterior, "Evaluations", None)
    assert main(words) == 2
    assert "commit them" in capsys.readouterr().err
