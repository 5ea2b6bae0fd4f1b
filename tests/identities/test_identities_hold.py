"""The accounts of every month balance, in every world and with every instrument at work."""

import numpy as np
import pytest

from simulator.core.ledger import TOLERANCE
from simulator.economy.demography import age_population
from simulator.experiment.simulate import prepare
from simulator.scenario.country.profile import available_countries
from tests.small import WORLDS, policy, ran, series, small

POLICIES = (
    policy("training_programme", places_per_1000=20.0),
    policy("automation_levy", rate=0.25, rate_on_saved=0.05),
)


@pytest.mark.parametrize("world", WORLDS)
def test_identities_hold_every_month(world: str) -> None:
    output = ran(small(world, POLICIES))  # a failure would have raised
    assert 0.0 < output.identity_max < TOLERANCE / 1000.0


@pytest.mark.parametrize("country", available_countries())
def test_identities_hold_in_every_country(country: str) -> None:
    output = ran(small("rapid", POLICIES, country=country))
    assert 0.0 < output.identity_max < TOLERANCE / 1000.0


def test_identities_hold_when_the_levy_pays_for_the_training() -> None:
    earmarked = (POLICIES[0], policy("automation_levy", rate=0.25, earmark="training_programme"))
    assert ran(small("rapid", earmarked, financing="earmarked")).identity_max < TOLERANCE / 1000.0


def test_the_check_runs_in_every_month_and_on_every_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    economy = prepare(small(), role="no_policy", replicate=0)
    seen: dict[str, list[int]] = {}
    check = economy.checker.equal

    def noted(identity: str, left: float, right: float, *, scale: float, month: int) -> None:
        seen.setdefault(identity, []).append(month)
        check(identity, left, right, scale=scale, month=month)

    monkeypatch.setattr(economy.checker, "equal", noted)
    for _ in range(6):
        economy.step()
    sectors = ("households", "firms", "providers", "state", "bank", "world")
    assert {
        "payments made = payments received",
        "net financial assets sum to zero",
        "bank equity = balance sheet",
        "GDP by production = by income",
        "GDP by production = by expenditure",
        "GNI = incomes of its receivers",
        "GNI = incomes after taxes and transfers",
        "GNI less spending = lending abroad",
        "income of households less consumption = lending",
        "employees from persons = from firms",
        "unemployed(t) = unemployed(t-1) + in - out",
        *(f"net lending of {sector}" for sector in sectors),
    } <= set(seen)
    assert all(months == [1, 2, 3, 4, 5, 6] for months in seen.values())


def test_what_the_indicators_say_adds_up() -> None:
    """The budget's items are its totals, people are counted once, and the deficit becomes debt."""
    output = ran(small("moderate", POLICIES))
    total = {name: series(output, name) for name in set(output.rows["indicator"])}
    for side in ("revenue", "spending"):
        items = sum(values for name, values in total.items() if name.startswith(f"{side}_"))
        np.testing.assert_allclose(items, total[f"public_{side}"], rtol=1e-12)
    balance = total["public_revenue"] - total["public_spending"]
    np.testing.assert_allclose(balance, total["public_balance"], rtol=0, atol=1e-9 * total["gdp"].max())
    people = sum(total[name] for name in ("employed", "unemployed", "in_training", "inactive", "retired"))
    np.testing.assert_allclose(people, total["population_16plus"], rtol=1e-12)
    for stem in ("earned_", "after_tax_"):
        parts = sum(values for name, values in total.items() if name.startswith(stem))
        np.testing.assert_allclose(parts, total["gni"], rtol=1e-12)
    np.testing.assert_allclose(total["gni"] + total["income_abroad"], total["gdp"], rtol=1e-12)
    debt = total["debt_ratio"] * 12.0 * total["gdp"]
    np.testing.assert_allclose(np.diff(debt), -total["public_balance"][1:], rtol=0, atol=1e-9 * debt.max())


def test_the_script_of_births_and_deaths_moves_bequests_only_between_households() -> None:
    economy = prepare(small(), role="no_policy", replicate=0)
    before, died = economy.persons.deposits.sum(), 0
    for month in range(1, 13):
        economy.month = month
        economy.ledger.begin()
        age_population(economy)
        died += int(economy.count["deaths"])
    assert died > 0
    assert economy.persons.deposits.sum() == pytest.approx(before, rel=1e-12)
    assert (economy.persons.deposits[economy.persons.death_month <= 12] == 0.0).all()
