"""Estimation: known parameters are found again, a stopped search goes on, what is not identified says so."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from calibration.estimate import fit as estimate
from calibration.estimate import identify, search
from calibration.estimate.evaluations import FILE, Evaluations, Measure, SpentError
from calibration.estimate.moments import RECALLED_WEIGHT, Moment, measure, misses, moments_of
from calibration.estimate.unknowns import LIST, Space, space_of
from simulator.core.errors import InputError
from simulator.scenario.country.profile import load_country
from simulator.scenario.file.checks import model_parameters
from simulator.start import opening

COUNTRIES = ("ESP", "USA")
SPACE = space_of(COUNTRIES)
KEYS = {one: [moment.key for moment in moments_of(load_country(one))] for one in COUNTRIES}
FLAT = "wage_speed"
"""A parameter of which nothing in the toy answers."""
TRUTH = 0.5 + 0.7 * (search.keyed("truth", 0, 1, len(SPACE.unknowns))[0] - 0.5)
"""A point from the middle of the cube."""
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


def asked(folder: Path, **changes: object) -> Evaluations:
    targets = targets_at(SPACE, TRUTH, toy, [1], 10_000)
    made = Evaluations(SPACE, folder, 10_000, [2], measure=toy, targets=targets, **changes)  # type: ignore[arg-type]
    made.open(resume=True)
    return made


@pytest.fixture(scope="module")
def fit(tmp_path_factory: pytest.TempPathFactory) -> estimate.Fit:
    return estimate.estimate(asked(tmp_path_factory.mktemp("search")), 400)


def test_known_parameters_are_found_again_where_moments_answer_them(fit: estimate.Fit) -> None:
    known = [(row, one, value) for row, one, value in zip(estimate.parameter_rows(fit), fit.space.unknowns,
             fit.space.values(TRUTH), strict=True) if row["parameter"] != FLAT]  # fmt: skip
    assert max(abs(row["estimate"] - value) / (one.high - one.low) for row, one, value in known) < 0.1
    assert np.mean([row["profile_from"] <= value <= row["profile_to"] for row, _, value in known]) > 0.7


def test_a_single_unknown_has_a_profile_too() -> None:
    points = np.linspace(0.0, 1.0, 9)[:, None]
    trace = search.Trace(points, np.hstack([4.0 * (points - 0.5), np.ones_like(points)]))
    assert identify.profile(trace, 0, 2.0) == pytest.approx((0.25, 0.75), abs=0.01)


def test_what_no_moment_answers_is_not_identified_and_keeps_a_wide_range(fit: estimate.Fit) -> None:
    rows = estimate.parameter_rows(fit)
    width = {row["parameter"]: (row["to"] - row["from"]) / (one.high - one.low)
             for row, one in zip(rows, fit.space.unknowns, strict=True)}  # fmt: skip
    (row,) = (row for row in rows if row["parameter"] == FLAT)
    (one,) = (one for one in fit.space.unknowns if one.parameter == FLAT)
    assert row["identified"] == "no"
    assert row["profile_to"] - row["profile_from"] == pytest.approx(one.high - one.low)
    assert width[FLAT] > 3.0 * np.median(list(width.values()))


def test_the_ensemble_holds_points_that_fit_about_as_well_as_the_best(fit: estimate.Fit) -> None:
    losses = fit.trace.losses[fit.ensemble]
    assert losses[0] == fit.trace.losses.min()
    assert losses.max() <= search.limit(fit.trace, len(fit.space.unknowns))
    assert len(losses) > 20


def test_a_search_that_was_stopped_goes_on_and_ends_at_the_same_place(
    tmp_path: Path, fit: estimate.Fit
) -> None:
    runs: list[str] = []

    def counted(iso3: str, parameters: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
        runs.append(iso3)
        return toy(iso3, parameters, seed, persons)

    stopped = asked(tmp_path)
    stopped.measure = counted
    search.screen(stopped.space.start, stopped, 128)
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write('{"key": "ESP 2 0.1')  # killed in the middle of a line
    before = len(runs)
    again = asked(tmp_path)
    again.measure = counted
    end = estimate.estimate(again, 400)
    assert np.array_equal(end.trace.points, fit.trace.points)
    assert len(runs) == len(end.evaluations.known)
    assert before == 2 * 129


def test_time_that_is_over_keeps_what_was_evaluated(tmp_path: Path) -> None:
    with pytest.raises(SpentError):
        estimate.estimate(asked(tmp_path, until=0.0), 100)
    assert len((tmp_path / FILE).read_text().splitlines()) == 1


@pytest.mark.parametrize("runs", [300, 700])
def test_a_search_cut_short_is_told_from_what_it_has(tmp_path: Path, runs: int) -> None:
    """Time is over in the middle of a batch, of the search or of the draws."""
    made = asked(tmp_path)

    def until_spent(iso3: str, parameters: Mapping[str, float], seed: int, persons: int) -> dict[str, float]:
        if len(made.known) >= runs:
            made.until = 0.0
        return toy(iso3, parameters, seed, persons)

    made.measure = until_spent
    end = estimate.estimate(made, 400)
    assert not end.complete
    assert len(end.trace.points) == len(end.trace.misses) < 401
    assert len(estimate.parameter_rows(end)) == len(made.space.unknowns)


def test_a_folder_of_another_search_is_refused(tmp_path: Path) -> None:
    made = asked(tmp_path)
    with pytest.raises(InputError, match="--resume"):
        made.open(resume=False)
    other = Evaluations(made.space, tmp_path, 5000, [2], measure=toy, targets=made.targets)
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
    noisy = misses(found, {one.key: one.value + one.tolerance for one in found}, {first.key: first.tolerance})
    assert noisy[0] == pytest.approx(first.weight**0.5 / 2.0**0.5)
    assert noisy[1] == pytest.approx(found[1].weight ** 0.5)


def test_written_tables_name_how_they_were_made(tmp_path: Path, fit: estimate.Fit) -> None:
    estimate.write(fit, tmp_path, "sim calibrate ESP USA")
    assert "sim calibrate ESP USA" in (tmp_path / "moments.csv").read_text()
    head = (tmp_path / "ensemble_ESP.csv").read_text().splitlines()
    told = [line.split(":")[0] for line in head if line.startswith("#")]
    assert told == ["# date", "# version", "# command", "# parameters", "# size"]
    assert head[5].split(",") == ["draw", "loss", *SPACE.parameters(SPACE.start, "ESP")]
    assert "Loss (mean squared miss)" in (tmp_path / "estimate.md").read_text()
    first = (fit.evaluations.folder / FILE).read_text().splitlines()[0]
    assert json.loads(first)["plan"]["persons"] == 10_000
