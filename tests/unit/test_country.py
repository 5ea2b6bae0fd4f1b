"""A country's profile as the model gets it, and the loader's errors."""

import shutil
from pathlib import Path

import numpy as np
import pytest

import calibration
from calibration import inputs
from calibration.data.population import base_of
from calibration.data.values import tax_at
from simulator.core.errors import InputError
from simulator.scenario.country.profile import STATUSES, Country, available_countries, load_country, read_rows
from simulator.start.people import age_group, along_ages
from tests.small import rescaled

SHIPPED = Path(calibration.__file__).parent


INCOME_TAX_AT_THE_AVERAGE_WAGE = {
    "ESP": 0.1474, "USA": 0.1716, "FRA": 0.1647, "DEU": 0.1750, "ITA": 0.2014, "DNK": 0.3555,
    "TUR": 0.1438,
    "ALB": 0.13 * (1 - 30 / 75), "BRA": 0.068 * (0.941 - 0.752) + 0.137 * (1 - 0.941),
    "ZAF": (0.18 * 237_100 + 0.26 * (300_000 - 237_100) - 17_235) / 300_000,
}  # fmt: skip
"""Share of gross wage: OECD Taxing Wages 2021; Albania, Brazil, South Africa: the law's brackets by hand."""


@pytest.fixture(scope="module", params=available_countries())
def country(request: pytest.FixtureRequest) -> Country:
    return load_country(request.param)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Shipped data in a folder that a test may spoil."""
    for part in ("countries", "tables"):
        shutil.copytree(SHIPPED / part, tmp_path / part)
    return tmp_path


def spoil(root: Path, old: str, new: str) -> None:
    path = root / "countries" / "ESP.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# ---- profiles -----------------------------------------------------------------------------------------


def test_major_groups_keep_their_published_employment(country: Country):
    shares = {t["group"]: t["value"] for t in country.targets if t["id"] == "C05"}
    jobs = country.employment.sum(axis=0)
    for group, share in shares.items():
        assert jobs[country.isco1 == int(group)].sum() / jobs.sum() == pytest.approx(share, rel=1e-5)


def test_major_groups_keep_their_published_wage_ratios(country: Country):
    published = {int(t["group"]): t["value"] for t in country.targets if t["id"] == "C06"}
    jobs = country.employment.sum(axis=0)
    ratio = [
        np.average(country.relative_wage[country.isco1 == g], weights=jobs[country.isco1 == g]) / published[g]
        for g in published
    ]
    assert ratio == pytest.approx([ratio[0]] * len(ratio), rel=1e-4)
    assert np.average(country.relative_wage, weights=jobs) == pytest.approx(1, rel=1e-6)


def test_shares_are_shares_and_meet_their_totals(country: Country):
    jobs, by_sector = country.employment.sum(axis=0), country.employment.sum(axis=1)
    for name in (
        "automation",
        "augmentation",
        "exposure",
        "female_share",
        "public_share",
        "own_account_share",
    ):
        assert ((getattr(country, name) >= 0) & (getattr(country, name) <= 1)).all(), name
    assert np.average(country.public_share, weights=by_sector) == pytest.approx(
        country.values["public_employment_share"], rel=1e-5
    )
    assert np.average(country.own_account_share, weights=by_sector) == pytest.approx(
        country.values["own_account_total"], rel=1e-5
    )
    assert country.education_by_occupation.sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert country.education_share.sum() == pytest.approx(1)
    assert country.firm_size_share.sum() == pytest.approx(1)
    education = [country.values[f"education_employed_{level}"] for level in ("low", "medium", "high")]
    assert np.average(country.education_by_occupation, axis=0, weights=jobs) == pytest.approx(
        education, rel=1e-4
    )


def test_tasks_are_automated_or_augmented_never_both(country: Country):
    assert (country.automation + country.augmentation <= 1).all()
    jobs = country.employment.sum(axis=0)
    assert 0.02 < np.average(country.automation, weights=jobs) < 0.12  # a third of Albania farms
    assert country.automation[country.occupations.index("41")] > 0.3
    assert country.automation[country.occupations.index("71")] < 0.01


def test_moves_are_probabilities_and_clerks_are_nearer_to_clerks_than_to_builders(country: Country):
    assert country.mobility.sum(axis=1) == pytest.approx(1)
    assert (country.mobility >= 0).all()
    assert country.distance == pytest.approx(country.distance.T)
    clerk, numbers, builder = (country.occupations.index(code) for code in ("41", "43", "71"))
    assert country.distance[clerk, numbers] < country.distance[clerk, builder]


def test_as_many_work_in_the_base_year_as_officials_count(country: Country):
    people = (country.people_in(2025.0) + country.people_in(2026.0)) / 2.0
    active = along_ages(country.participation_rate, int(country.values["retirement_age"]), people) * people
    jobless = active * country.unemployment_rate[age_group(np.arange(101))]
    assert jobless.sum() / active.sum() == pytest.approx(country.values["unemployment_rate"], rel=0.01)
    base = base_of(country.iso3, inputs.read(country.iso3).get("base_year", {}))
    if base is None:
        pytest.skip("no official values of the base year")
    assert active.sum() - jobless.sum() == pytest.approx(base.employment, rel=0.01)


def test_income_tax_at_the_average_wage_is_the_published_one(country: Country):
    brackets = [(float(a), float(b)) for a, b in country.income_tax_brackets]
    assert brackets[0] == (0.0, 0.0)
    assert tax_at(1.0, brackets) == pytest.approx(INCOME_TAX_AT_THE_AVERAGE_WAGE[country.iso3], abs=0.003)
    assert (np.diff(country.income_tax_brackets[:, 0]) > 0).all()


def test_money_is_rescaled_and_nothing_else(country: Country):
    tenfold = rescaled(country, 10)
    assert tenfold.values["minimum_wage"] == pytest.approx(10 * country.values["minimum_wage"])
    assert tenfold.values["unemployment_rate"] == country.values["unemployment_rate"]
    for name, cell in country.meta.items():
        assert tenfold.values[name] == pytest.approx(cell.value * (10 if cell.kind == "money" else 1))
        assert (country.currency in cell.unit) == (cell.kind == "money"), name


def test_every_value_has_a_source_and_a_status(country: Country):
    for name, cell in {**country.meta, **country.national}.items():
        assert cell.source, name
        assert cell.status in STATUSES, name
        if "recalled" in cell.note:
            assert cell.status == "assumed", name


def test_targets_recalled_from_memory_are_not_judged(country: Country):
    assert {t["id"] for t in country.targets} >= {"C01", "C02", "C05", "C07", "C16"}
    for target in country.targets:
        low, high = target["tolerance"]
        assert low <= target["value"] <= high
        assert target["judged"] == target["provenance"].startswith("read")


# ---- errors ----------------------------------------------------------------------------------------


def test_an_unknown_country_is_answered_with_a_suggestion():
    assert "ESP" in available_countries()
    with pytest.raises(InputError, match=r'Did you mean "ESP"\?'):
        load_country("ESPP")
    with pytest.raises(InputError, match=r"'EST'\. Known: ALB"):  # Estonia is no slip for Spain
        load_country("EST")


@pytest.mark.parametrize("code", ["esp", "../ESP", ""])
def test_only_codes_of_the_folder_are_opened(code: str):
    with pytest.raises(InputError, match="no profile"):
        load_country(code)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format: 1", "format: 2", "ESP.yaml:2:9: format: 2 is not a known format; allowed: 1"),
        ("currency: EUR", "money: EUR", "missing keys: currency"),
        ("\nparameters:", "\nparametres:", "missing keys: parameters"),
        ("  average_wage:", "  avrage_wage:", "missing values: average_wage"),
        (
            "  ui_cap:\n    value: 1377.594",
            "  ui_cap:\n    value: .nan",
            "ui_cap: value nan is not a finite number",
        ),
        ("    status: observed", "    status: obsrved", 'Did you mean "observed"'),
        ("    unit:", "    unti:", r"ESP.yaml:\d+:\d+: \w+: missing unit"),
        ("values:", "values: [", r"ESP.yaml:\d+:\d+: is not valid YAML"),
        ("mobility_network: EUR", "mobility_network: MARS", "no row for MARS"),
    ],
)
def test_a_spoilt_profile_is_refused(copy: Path, old: str, new: str, message: str):
    spoil(copy, old, new)
    with pytest.raises(InputError, match=message):
        load_country("ESP", copy)


def test_a_missing_row_is_named(copy: Path):
    path = copy / "tables" / "occupations.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(
        "".join(line for line in lines if not line.startswith("ESP,41,automation")), encoding="utf-8"
    )
    with pytest.raises(InputError, match="no value for occupation 41"):
        load_country("ESP", copy)


def test_a_table_that_changes_is_read_anew(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    table = tmp_path / "tables" / "steps.csv"
    for value in ("1", "2"):
        table.write_text(f"iso3,value\nESP,{value}\nFRA,9\n", encoding="utf-8")
        assert read_rows(tmp_path, "steps", "ESP") == [{"iso3": "ESP", "value": value}]
    read_rows(tmp_path, "steps", "ESP").clear()
    assert len(read_rows(tmp_path, "steps", "ESP")) == 1
