"""Estimation: a posterior that covers, keeps what no moment answers, and goes on where it was stopped."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import calibration.study as studies
from calibration.estimate import posterior
from calibration.estimate.posterior import (
    COUNT,
    FILE,
    LIST,
    RECALLED_WEIGHT,
    Evaluations,
    Measure,
    Moment,
    Reference,
    Space,
    draws,
    fill,
    from_ranges,
    learn,
    measure,
    misses,
    moments_of,
    points_of,
    quiet,
    space_of,
    table_of,
    write_draws,
)
from calibration.study.__main__ import main
from simulator.core.errors import InputError
from simulator.scenario.country.ensembles import POSTERIOR, RANGES, read_ensemble
from simulator.scenario.country.profile import load_country
from simulator.scenario.file.checks import model_parameters
from simulator.start import opening
from simulator.start.opening import passing_openings

COUNTRIES = ("ESP", "USA")
SPACE = space_of(COUNTRIES)
KEYS = {one: [moment.key for moment in moments_of(load_country(one))] for one in COUNTRIES}
FIRST = 7001
PLACE = {one.label: k for k, one in enumerate(SPACE.unknowns)}
FLAT = "wage_speed"
"""A parameter of which nothing in the toy answers."""
SIGNAL = 0.1
"""How much moments of the toy answer, against tolerances of 0.003 to 0.4 that say what is told apart."""


def toy(iso3: str, parameters: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
    """Moments that answer every parameter but one, with keyed noise as that of so many persons."""
    place = {one.parameter: (parameters[one.parameter] - one.low) / (one.high - one.low)
             for one in SPACE.unknowns if one.country in ("", iso3) and one.parameter != FLAT}  # fmt: skip
    u = np.array(list(place.values()))
    slopes = np.random.default_rng(3).standard_normal((len(KEYS[iso3]), len(u)))
    noise = np.random.default_rng(seed).standard_normal(len(KEYS[iso3])) / persons**0.5
    values = SIGNAL * (slopes @ (u + 0.2 * u**2)) + 0.05 * noise
    return dict(zip(KEYS[iso3], values.tolist(), strict=True))


def targets_at(
    space: Space, truth: np.ndarray, measure: Measure, seeds: Sequence[int], persons: int
) -> dict[str, list[Moment]]:
    """The calibration targets with what is measured at a point in place of the data."""
    found = {}
    for country in space.countries:
        runs = [measure(country, space.parameters(truth, country), seed, persons) for seed in seeds]
        found[country] = [replace(one, value=float(np.mean([run[one.key] for run in runs])))
                          for one in moments_of(load_country(country))]  # fmt: skip
    return found


TARGETS = {one: [replace(moment, value=0.0) for moment in moments_of(load_country(one))] for one in COUNTRIES}


def asked(folder: Path, **changes: object) -> Evaluations:
    made = Evaluations(SPACE, folder, 5000, FIRST, measure=toy, **changes)  # type: ignore[arg-type]
    made.open(resume=True)
    return made


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    made, points = asked(tmp_path_factory.mktemp("reference")), points_of(SPACE, 32)
    fill(made, points)
    return table_of(made, points, TARGETS)


def test_intervals_of_90_per_cent_hold_the_truth_about_so_often(table: Reference) -> None:
    held, errors = posterior.left_out(table)
    assert 0.80 < held.mean() < 0.97
    known = [k for name, k in PLACE.items() if name != FLAT]
    assert np.sqrt((errors[:, known] ** 2).mean()) < 0.1


def test_what_no_moment_answers_keeps_its_range_and_what_they_answer_is_narrowed(table: Reference) -> None:
    picture = learn(table)
    step = np.full(len(SPACE.unknowns), 0.4) - 0.5
    drawn = draws(picture, picture.levels + step @ picture.slopes + step**2 @ picture.curves)
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
        with passing_openings():
            return quiet(load_country(iso3), parameters, seed, persons)

    (ability,) = space.unknowns
    assert ability.label == "ability_sd, USA"
    made, points = Evaluations(space, tmp_path, persons, FIRST, measure=levels), points_of(space, 5)
    made.open(resume=False)
    fill(made, points)
    for truth in (0.3, 0.7):
        data = targets_at(space, np.array([truth]), levels, [5001, 5002], persons)["USA"]
        width = {}
        for known in (0.1, 1.0):
            own = [replace(one, tolerance=known * one.tolerance) for one in data if one.id in ability.targets]
            picture = learn(table_of(made, points, {"USA": own}))
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
    fill(made, points)
    short = table_of(made, points, TARGETS)
    assert np.array_equal(short.points, points[:4])  # of the fifth one country is missing
    again = asked(tmp_path)
    fill(again, points)
    assert len(again.known) == 2 * len(points)
    assert np.array_equal(table_of(again, points, TARGETS).misses["USA"], table.misses["USA"])


def test_a_point_at_which_the_economy_fails_is_left_out_and_counted(tmp_path: Path) -> None:
    def fails(iso3: str, parameters: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
        found = toy(iso3, parameters, seed, persons)
        return dict.fromkeys(found, float("nan")) if (iso3, seed) == ("USA", FIRST + 2) else found

    made, points = asked(tmp_path), points_of(SPACE, 8)
    made.measure = fails
    fill(made, points)
    found = table_of(made, points, TARGETS)
    assert found.failed == 1
    assert np.array_equal(found.points, np.delete(points, 2, axis=0))
    assert {len(own) for own in found.misses.values()} == {7}


def test_draws_that_are_written_read_back_with_their_kind(tmp_path: Path, table: Reference) -> None:
    drawn = draws(learn(table), np.zeros(len(learn(table).levels)))[-COUNT:]
    write_draws(SPACE, drawn, "USA", tmp_path / "USA.csv", "study posterior ESP USA")
    known = read_ensemble((tmp_path / "USA.csv").read_text(encoding="utf-8"), "USA.csv")
    assert (known.kind, known.status, len(known.draws)) == (POSTERIOR, "estimated", COUNT)
    assert set(known.draws[0]) == {one.parameter for one in SPACE.unknowns}
    assert known.draws[0]["ability_sd"] == pytest.approx(
        SPACE.parameters(drawn[0], "USA")["ability_sd"], 1e-5
    )


def test_ranges_are_drawn_evenly_over_all_unknowns(tmp_path: Path) -> None:
    from_ranges("ALB", tmp_path, "study posterior ALB --ranges")
    known = read_ensemble((tmp_path / "ALB.csv").read_text(encoding="utf-8"), "ALB.csv")
    assert (known.kind, known.status, len(known.draws)) == (RANGES, "assumed", COUNT)
    for one in space_of(["ALB"], structural=True).unknowns:
        values = (np.array([draw[one.parameter] for draw in known.draws]) - one.low) / (one.high - one.low)
        assert np.histogram(values, 4, (0.0, 1.0))[0].min() >= 1


@pytest.mark.parametrize("words", [("posterior", "ALB", "--ranges"), ("posterior", "ESP", "USA")])
@pytest.mark.parametrize("commit", ["abc1234-dirty", ""])
def test_draws_that_ship_are_made_by_committed_code_alone(
    words: tuple[str, ...], commit: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(studies, "_commit", lambda: commit)
    monkeypatch.setattr(posterior, "write_draws", None)
    monkeypatch.setattr(posterior, "Evaluations", None)
    assert main(words) == 2
    assert "commit them" in capsys.readouterr().err


def test_a_folder_of_another_search_is_refused(tmp_path: Path) -> None:
    made = asked(tmp_path)
    with pytest.raises(InputError, match="--resume"):
        made.open(resume=False)
    other = Evaluations(made.space, tmp_path, 6000, FIRST, measure=toy)
    with pytest.raises(InputError, match="another search"):
        other.open(resume=True)


def test_one_country_fits_levels_and_several_fit_the_structure_once() -> None:
    alone, both = space_of(["ESP"]), SPACE
    assert {one.country for one in alone.unknowns} == {"ESP"}
    names = [one.parameter for one in both.unknowns if not one.country]
    assert len(names) == len(set(names)) > 5
    assert both.parameters(both.start, "USA")["ability_sd"] == pytest.approx(0.68)
    assert both.parameters(both.start, "ESP")["ability_sd"] != pytest.approx(0.68)


def test_every_parameter_to_estimate_is_declared_not_observed_and_tied_to_targets() -> None:
    declared, ids = model_parameters(), {t["id"] for one in COUNTRIES for t in load_country(one).targets}
    for line in LIST.read_text(encoding="utf-8").splitlines()[1:]:
        name, _, low, high, targets, why = line.split(",")
        assert declared[name].status in ("assumed", "calibrated")
        assert declared[name].bounds[0] <= float(low) < float(high) <= declared[name].bounds[1]
        assert set(targets.split()) <= ids
        assert why


@pytest.mark.slow
def test_the_model_measures_every_moment_and_keeps_no_opening_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "folder", lambda: tmp_path)
    spain = load_country("ESP")
    found = measure(spain, {"wage_speed": 0.0511}, 7, 3000)
    assert np.isfinite([found[one.key] for one in moments_of(spain)]).all()
    assert [path.name for path in tmp_path.rglob("*")] == ["openings"]


def test_weights_follow_trust_and_are_shared_within_a_target() -> None:
    found = moments_of(load_country("USA"))
    by_id: dict[str, float] = {}
    for one in found:
        by_id[one.id] = by_id.get(one.id, 0.0) + one.weight
    assert by_id["C05"] == pytest.approx(1.0)
    assert by_id["C13"] == pytest.approx(RECALLED_WEIGHT)
    exact = {one.key: one.value for one in found}
    first = found[0]
    missed = misses(found, exact | {first.key: first.value + 2.0 * first.tolerance})
    assert missed[0] == pytest.approx(2.0 * first.weight**0.5)
    assert not missed[1:].any()


def test_what_is_written_names_how_it_was_made_and_a_killed_line_is_run_again(tmp_path: Path) -> None:
    made = asked(tmp_path)
    fill(made, points_of(SPACE, 4))
    first, *lines = (tmp_path / FILE).read_text().splitlines()
    assert json.loads(first)["plan"]["persons"] == 5000
    (tmp_path / FILE).write_text("\n".join([first, *lines[:-1], lines[-1][:30]]), encoding="utf-8")
    assert len(asked(tmp_path).known) == len(lines) - 1


def test_time_that_is_over_before_anything_is_learnt_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="0 points are known where 4 are needed"):
        posterior.estimated(asked(tmp_path, until=0.0), 8)
