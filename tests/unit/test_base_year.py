"""The base year and the path from it on: people by cohort, participation, the rule for the budget."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from calibration.data import population
from simulator.economy.recorder import RunOutput
from simulator.experiment.plan import are_variants
from simulator.experiment.simulate import prepare
from simulator.findings.official import JUDGED, official, ours
from simulator.flows.closing import LIMIT, STEP, follow_rule
from simulator.scenario.country.profile import available_countries, load_country
from simulator.start.people import participation_path, shifted, stretched
from tests.small import SIX_YEARS, policy, ran, series, small

SPAIN = load_country("ESP")


def projection(path: Path, **changes: Any) -> Path:
    """A projection file of two years in which each age has a thousand people of each sex."""
    head = changes.pop("head", "iso3,sex,age,source,2030,2040")
    rows = [f"ESP,{sex},{age},somebody,{changes.get('people', 1000)},1000"
            for sex in (0, 1) for age in range(changes.get("oldest", 99) + 1)]  # fmt: skip
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return path


def test_between_two_dates_people_are_followed_by_cohort() -> None:
    """A bulge of births stays as sharp as it is, and is a year older each year."""
    old, new = np.full((101, 2), 100.0), np.full((101, 2), 100.0)
    old[20], new[30] = 500.0, 500.0
    for years in range(11):
        found = population.at([(2030.0, old), (2040.0, new)], 2030.0 + years)
        assert found[20 + years] == pytest.approx(500.0)
        assert found[[15, 45]] == pytest.approx(100.0)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"oldest": 98}, "no people of age 99"),
        ({"people": -5}, "-5 people of age 0"),
        ({"head": "iso3,sex,age,source,1990,2040"}, "1990: no year"),
        ({"head": "iso3,sex,age,source,men,2040"}, "men: no year"),
    ],
)
def test_a_projection_that_cannot_be_is_one_error(tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=f"{told}.*; allowed: "):
        population.read(projection(tmp_path / "people.csv", **changes), "ESP")


def test_a_newer_projection_changes_the_years_that_it_has(tmp_path: Path) -> None:
    shipped = {year: SPAIN.people_in(float(year)) for year in SPAIN.population_years}
    found = population.renewed(projection(tmp_path / "people.csv"), "ESP", shipped)
    assert found[2035][50] == pytest.approx(1000.0)
    assert np.array_equal(found[2029], shipped[2029])
    assert np.array_equal(found[2045], shipped[2045])


@pytest.mark.parametrize("iso3", available_countries())
def test_no_cohort_of_working_age_jumps_from_one_year_to_the_next(iso3: str) -> None:
    country = load_country(iso3)
    for year in range(2025, 2045):
        now, after = (country.people_in(float(y)).sum(axis=1) for y in (year, year + 1))
        assert (np.abs(after[31:60] / now[30:59] - 1.0) < 0.06).all(), year


def test_a_later_pension_lengthens_work_after_55_alone_and_log_odds_move_who_takes_part() -> None:
    people = SPAIN.people_in(2025.0)
    now, later = participation_path(SPAIN, people, [2025.0, 2025.0], [66.67, 68.67])
    assert np.array_equal(now[:55], later[:55])
    assert (later[57:66] >= now[57:66]).all()
    assert later[67].min() > 0.0 == now[67].max()
    assert np.array_equal(stretched(now, 66.67, 66.67), now)
    more = shifted(now, np.full(4, 0.2))
    assert (more[now > 0.0] > now[now > 0.0]).all()
    assert (more[now == 0.0] == 0.0).all()


def test_participation_follows_the_official_path_where_there_is_one() -> None:
    people = SPAIN.people_in(2035.0)
    profile = participation_path(SPAIN, SPAIN.people_in(2025.0), [2025.0, 2035.0], [66.67, 67.0])[1]
    assert (profile * people)[16:75].sum() / people[16:75].sum() == pytest.approx(0.66, abs=0.005)


def state(currency: str, *, deficit: float, debt: float = 1.0) -> Any:
    """As much of an economy as the rule needs: GDP of 1 a month, and a half of it taxed."""
    persons = SimpleNamespace(sales_income=np.zeros(1), status=np.zeros(1), earnings=np.array([0.5]),
                              pension=np.zeros(1), benefit=np.zeros(1))  # fmt: skip
    return SimpleNamespace(
        keeps_rule=True, month=13, persons=persons, accounts_of_month={"production": 1.0},
        state=SimpleNamespace(bonds=12.0 * debt, last_bonds=12.0 * (debt - deficit)),
        aggregates=SimpleNamespace(tax_shift=0.0, trend_growth=0.002),
        country=SimpleNamespace(currency=currency),
    )  # fmt: skip


def test_in_the_union_a_deficit_above_the_limit_closes_by_half_a_point_a_year() -> None:
    far, near, below = state("EUR", deficit=0.06), state("EUR", deficit=0.032), state("EUR", deficit=0.01)
    for one in (far, near, below):
        follow_rule(one)
    assert far.aggregates.tax_shift == pytest.approx(STEP / 0.5)
    assert near.aggregates.tax_shift == pytest.approx((0.032 - LIMIT) / 0.5)
    assert below.aggregates.tax_shift == 0.0  # no tax is cut below the law's
    far.state.bonds, far.state.last_bonds, far.month = 12.0, 12.0 * 0.99, 25
    follow_rule(far)
    assert far.aggregates.tax_shift == 0.0  # what it was raised by is given back


def test_elsewhere_debt_is_to_be_stable_after_ten_years() -> None:
    stable, growing = state("USD", deficit=1.002**12 - 1.0), state("USD", deficit=0.08)
    for one in (stable, growing):
        follow_rule(one)
    assert stable.aggregates.tax_shift == pytest.approx(0.0, abs=1e-12)
    assert growing.aggregates.tax_shift > 0.0


@pytest.fixture(scope="module")
def budgets() -> tuple[RunOutput, RunOutput]:
    """A country that pays for training on credit, without a rule and with one."""
    plain = replace(
        small("none", (policy("training_programme", places_per_1000=40.0),), persons=3000), months=60
    )
    return ran(plain), ran(replace(plain, financing="rule"))


def test_the_rule_taxes_what_is_spent_on_credit_and_every_account_closes(
    budgets: tuple[RunOutput, RunOutput],
) -> None:
    plain, ruled = budgets
    income_tax = [float(series(one, "revenue_income_tax")[13:].sum()) for one in budgets]
    assert income_tax[1] > income_tax[0]
    assert np.array_equal(series(plain, "revenue_income_tax")[:13], series(ruled, "revenue_income_tax")[:13])
    plain_debt, ruled_debt = (float(series(one, "debt_ratio")[-12:].mean()) for one in budgets)
    assert ruled_debt < plain_debt
    assert ruled.identity_max < 1e-12


def test_the_rule_holds_in_runs_without_the_policy_too_and_options_share_it() -> None:
    ruled = replace(
        small("moderate", (policy("training_programme", places_per_1000=10.0),)), financing="rule"
    )
    assert ruled.without_policies().financing == "rule"
    assert are_variants([ruled, replace(ruled, financing="deficit")])
    assert not are_variants([ruled, replace(ruled, policies=())])


def test_official_values_are_held_against_means_of_their_years() -> None:
    months = np.arange(193.0)
    known: dict[str, np.ndarray] = {
        "real_gdp": 1.02 ** (months / 12.0),
        "debt_ratio": months / 100.0,
        "gdp": np.full(193, 10.0),
        "unemployment_rate": np.full(193, 0.1),
        "employed": np.full(193, 9e6),
        "public_balance": np.full(193, -0.3),
        "spending_interest": np.full(193, 0.1),
    }
    rows = {(row.indicator, row.year): row for row in official("ESP") if row.use == JUDGED}

    def value(indicator: str, year: str) -> float:
        found = ours(rows[indicator, year], known.get, 2025)
        assert found is not None
        return float(found)

    assert value("real_gdp_growth", "2030") == pytest.approx(2.0)
    assert value("real_gdp_growth", "2026-2030") == pytest.approx(2.0)
    assert value("public_balance", "2030") == pytest.approx(-3.0)
    assert value("primary_balance", "2030") == pytest.approx(-2.0)
    assert value("public_debt", "2030") == pytest.approx(72.0)
    assert value("employment", "2026") == pytest.approx(9.0)
    assert ours(rows["public_debt", "2040"], lambda name: known[name][:181], 2025) is None


def test_the_country_opens_with_its_current_account_and_without_a_step() -> None:
    """What is lent abroad in burn-in stays from month 1 on; investment of the first year follows on."""
    run = ran(small("none", persons=4000), role="no_policy")
    gdp, lent, invested = (series(run, name)[:13] for name in ("gdp", "current_account", "investment"))
    assert lent[1:].sum() / gdp[1:].sum() == pytest.approx(SPAIN.values["current_account"], abs=0.01)
    assert invested[1:].mean() / gdp[1:].mean() == pytest.approx(invested[0] / gdp[0], rel=0.05)


def test_growth_that_firms_take_for_lasting_is_that_of_the_last_five_years() -> None:
    path = prepare(small("none", months=SIX_YEARS), role="no_policy", replicate=0).population_path
    assert path[72, 2] == pytest.approx((path[72, 0] / path[12, 0]) ** (1.0 / 60.0) - 1.0)
    assert path[0, 2] != 0.0
