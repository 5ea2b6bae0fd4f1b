"""Where the profiles come from: arithmetic, shipped tables, and that a rebuild gives the same files."""

import csv
import importlib.util
import os
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

import calibration
from calibration import inputs
from calibration.data import sources
from calibration.data.build import build
from calibration.data.occupations import MAJOR, blend, distance, fitted_to, probabilities, shift_shares
from calibration.data.values import OPTIONAL, SERIES, published
from simulator.core.errors import InputError, InputErrors
from simulator.scenario.country.profile import STATUSES, available_countries

SHIPPED = Path(calibration.__file__).parent
RAW = os.environ.get("SIMULATOR_RAW_DATA", "")
"""Folder of raw extracts, only on a machine that has them."""


# ---- arithmetic ------------------------------------------------------------------------------------


def test_raking_meets_both_margins_and_keeps_odds_ratios():
    prior = np.array([[4.0, 1.0], [2.0, 3.0]])
    fitted = fitted_to(prior, np.array([30.0, 70.0]), np.array([60.0, 40.0]))
    assert fitted.sum(axis=1) == pytest.approx([30, 70])
    assert fitted.sum(axis=0) == pytest.approx([60, 40])
    assert fitted[0, 0] * fitted[1, 1] / (fitted[0, 1] * fitted[1, 0]) == pytest.approx(4 * 3 / (1 * 2))


def test_raking_reaches_a_margin_whose_prior_is_empty():
    fitted = fitted_to(np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([1.0, 3.0]), np.array([2.0, 2.0]))
    assert fitted.sum(axis=1) == pytest.approx([1, 3])


def test_raking_refuses_margins_that_disagree():
    with pytest.raises(ValueError, match="margins disagree"):
        fitted_to(np.ones((2, 2)), np.array([1.0, 1.0]), np.array([1.0, 2.0]))


def test_shifted_shares_have_the_wanted_mean_and_keep_their_order():
    prior, weights = np.array([0.1, 0.5, 0.9]), np.array([2.0, 1.0, 1.0])
    shares = shift_shares(prior, weights, 0.3)
    assert np.average(shares, weights=weights) == pytest.approx(0.3)
    assert (np.diff(shares) > 0).all()


def test_blend_keeps_stayers_and_mixes_destinations():
    size = len(MAJOR)
    observed = np.full((size, size), 0.1 / (size - 1))
    np.fill_diagonal(observed, 0.9)
    mixed = blend(observed, np.eye(size)[::-1] + 1e-9, 0.5)
    assert mixed.sum(axis=1) == pytest.approx(1)
    assert np.diag(mixed) == pytest.approx(0.9)
    assert mixed[0, -1] > observed[0, -1]


def test_an_occupation_nobody_left_takes_the_moves_of_its_group():
    moves = np.eye(len(MAJOR))
    moves[0] = 0
    filled = probabilities(moves)
    assert filled.sum(axis=1) == pytest.approx(1)
    assert filled[0, MAJOR == MAJOR[0]].sum() == pytest.approx(1)


def test_distance_is_symmetric_and_zero_to_oneself():
    random = np.random.default_rng(3).random((len(MAJOR), len(MAJOR)))
    found = distance(random, random.T)
    assert found == pytest.approx(found.T)
    assert (np.diag(found) == 0).all()
    assert found.max() == pytest.approx(1)


# ---- shipped tables ---------------------------------------------------------------------------------


def test_every_row_of_every_table_has_a_licence_and_a_registered_source():
    with (SHIPPED / "tables" / "sources.csv").open(encoding="utf-8", newline="") as file:
        register = {row["id"]: row["licence"] for row in csv.DictReader(file)}
    for path in (SHIPPED / "tables").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert all(row["licence"] for row in rows), path.name
        if path.name != "sources.csv":
            assert all(register[row["source"]] == row["licence"] for row in rows), path.name
            assert all(row["status"] in STATUSES for row in rows), path.name


def test_every_registered_source_is_listed_for_the_reader():
    page = SHIPPED.parent / "DATA.md"
    if not page.is_file():
        pytest.skip("installed without the project's pages")
    with (SHIPPED / "tables" / "sources.csv").open(encoding="utf-8", newline="") as file:
        missing = [
            row["id"] for row in csv.DictReader(file) if f"`{row['id']}`" not in page.read_text("utf-8")
        ]
    assert not missing


# ---- what a newcomer gets wrong ----------------------------------------------------------------------


def test_faults_of_inputs_are_named_at_once_with_their_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    lines = [
        "format: 1",
        "values:",
        "  gini: {value: 0,3}",
        "  arop: {value: much, unit: share, kind: share, year: 2024}",
    ]
    (tmp_path / "XXX.yaml").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(inputs, "FOLDER", tmp_path)
    with pytest.raises(InputErrors) as found:
        inputs.read("XXX")
    assert {error.where.split(":")[1] for error in found.value.errors} == {"3", "4"}
    with pytest.raises(InputError, match="YYY"):
        inputs.read("YYY")


def test_series_that_a_country_lacks_are_named_at_once_with_the_remedy(tmp_path: Path):
    for series in (sources.WDI, sources.PENN, sources.OUTLOOK):
        head = f"{series.country},{series.year},indicator,value\nDNK,2024,gini,1\n"
        (tmp_path / series.file).write_text(head, encoding="utf-8")
    with pytest.raises(InputErrors) as found:
        published(tmp_path, "SWE", without=("inflation",))
    assert {error.field for error in found.value.errors} == set(SERIES) - {"inflation", *OPTIONAL}
    assert all("calibration/inputs/SWE.yaml" in error.message for error in found.value.errors)


# ---- regeneration ----------------------------------------------------------------------------------


@pytest.mark.parametrize("iso3", available_countries())
@pytest.mark.skipif(
    not RAW or importlib.util.find_spec("fastexcel") is None,
    reason="needs SIMULATOR_RAW_DATA=<folder of raw extracts> and fastexcel",
)
def test_a_rebuild_gives_the_shipped_files(tmp_path: Path, iso3: str):
    raw = Path(RAW)
    build(iso3, raw, raw.parent / "evidence", tmp_path)
    yaml = YAML(typ="safe")
    for part, name in [
        ("countries", f"{iso3}.yaml"),
        *(("tables", p.name) for p in (tmp_path / "tables").iterdir()),
    ]:
        new, old = (folder / part / name for folder in (tmp_path, SHIPPED))
        if name.endswith(".yaml"):
            assert yaml.load(new.read_text("utf-8")) == yaml.load(old.read_text("utf-8"))
        else:
            assert new.read_text("utf-8") == _rows_of(old, new), name


def _rows_of(shipped: Path, rebuilt: Path) -> str:
    """Text of a shipped table without the rows of countries and networks that were not rebuilt."""
    lines, all_lines = (path.read_text("utf-8").splitlines(keepends=True) for path in (rebuilt, shipped))
    owners = {line.split(",", 1)[0] for line in lines}
    return "".join(line for line in all_lines if line.split(",", 1)[0] in owners)
