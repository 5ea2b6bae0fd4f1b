"""Budgets that balance: every tax and levy that can pay, in the real model, at small scale."""

from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from simulator.core.errors import InputError
from simulator.core.ledger import TOLERANCE
from simulator.economy.recorder import RunOutput
from simulator.findings.costing import Books, DebtChange, lost
from simulator.policies import discover
from simulator.scenario import Scenario
from simulator.scenario.financing import Balancing, TaxAdditions, targets
from simulator.scenario.paying import first_month
from tests import experiment
from tests.small import different, policy, ran, series, small

people = partial(small, persons=4000)
"""A thousand show the luck of few firms."""
TRAINING = policy("training_programme", places_per_1000=20.0)
REVENUE = {tax: f"revenue_{tax}" for tax in TaxAdditions.declared()}


def financed(by: str, rate: float | None = None, *policies: object) -> Scenario:
    """Training, and what pays for it at a given rate."""
    paid = replace(people("rapid", (TRAINING, *policies)), financing=Balancing(by))  # type: ignore[arg-type]
    return paid.at_rate(rate)


def total(output: RunOutput, indicator: str) -> float:
    return float(series(output, indicator)[1:].sum())


def books(output: RunOutput) -> Books:
    return Books.of([pl.DataFrame({key: output.rows[key] for key in ("month", "indicator", "by", "value")})])


def debt(output: RunOutput) -> float:
    """Public debt after a year, in money: GDP may fall as fast as debt."""
    return float((series(output, "debt_ratio") * series(output, "gdp"))[12])


@cache
def taxed(tax: str, rate: float = 0.02, replicate: int = 0) -> RunOutput:
    return ran(financed(tax, rate), replicate=replicate)


@cache
def untaxed(replicate: int = 0) -> RunOutput:
    return ran(people("rapid", (TRAINING,)), replicate=replicate)


@pytest.fixture(scope="module")
def borrowed() -> RunOutput:
    return untaxed()


@pytest.mark.parametrize("tax", TaxAdditions.declared())
def test_an_addition_of_nothing_changes_nothing(tax: str, borrowed: RunOutput) -> None:
    assert not different(borrowed, taxed(tax, 0.0))


@pytest.mark.parametrize("tax", TaxAdditions.declared())
def test_a_tax_that_is_raised_brings_in_more_and_every_account_closes(tax: str, borrowed: RunOutput) -> None:
    raised = taxed(tax)
    assert raised.identity_max < TOLERANCE / 1000.0
    assert total(raised, REVENUE[tax]) > 1.01 * total(borrowed, REVENUE[tax])


@cache
def debts(by: str = "", pairs: int = 4, **parameters: float) -> float:
    """Debt after a year, summed over so many pairs: borrowed, or with two points more of a tax."""
    scenario = financed(by, 0.02) if by else people("rapid", (TRAINING,))
    scenario = replace(scenario, parameters={**scenario.parameters, **parameters})
    return sum(debt(ran(scenario, replicate=k)) for k in range(pairs))


CAPITAL_STANDS = {"user_cost_elasticity": 0.0}
MANY = 10
"""Pairs, where what investment takes is told: what one gains varies by a third of what is raised."""


@pytest.mark.parametrize("tax", TaxAdditions.declared())
def test_a_tax_that_is_raised_lowers_debt(tax: str) -> None:
    """In its first year: by the third, prices, public pay and lost jobs take all of some taxes.

    Of the corporate tax where capital does not answer it: investment takes all of it (the next test).
    """
    fixed = CAPITAL_STANDS if tax == "corporate_tax" else {}
    assert debts(tax, **fixed) < debts(**fixed)


@pytest.mark.slow
def test_investment_takes_what_a_corporate_tax_brings_in(borrowed: RunOutput) -> None:
    raised = taxed("corporate_tax", 0.05)
    assert total(raised, "investment") < 0.95 * total(borrowed, "investment")
    gained = debts(pairs=MANY) - debts("corporate_tax", MANY)
    stands = debts(pairs=MANY, **CAPITAL_STANDS) - debts("corporate_tax", MANY, **CAPITAL_STANDS)
    assert gained < 0.5 * stands


@pytest.mark.parametrize("tax", TaxAdditions.declared())
def test_nothing_is_raised_before_the_first_policy_acts_and_all_of_it_to_the_end(tax: str) -> None:
    """Month 0 included; the policies stop in month 8, the tax that pays for them goes on."""
    late = [
        replace(policy("training_programme", start=start, places_per_1000=20.0), end=8) for start in (6, 4)
    ]
    paid = replace(small("rapid", tuple(late[:1])), financing=Balancing(tax), months=12)
    raised, plain = ran(paid.at_rate(0.05)), ran(replace(paid, financing="deficit"))
    for indicator in sorted(set(plain.rows["indicator"])):
        before, without = (series(one, indicator)[:6] for one in (raised, plain))
        np.testing.assert_array_equal(before, without, indicator)
    more = series(raised, REVENUE[tax]) - series(plain, REVENUE[tax])
    assert (more[6:] > 0.0).all()
    assert first_month(replace(paid, policies=tuple(late))) == 4
    assert first_month(replace(paid, policies=(TRAINING, *late))) == 1


def test_what_the_primary_balances_leave_is_the_debt_at_the_end(borrowed: RunOutput) -> None:
    """In the model itself, with what a rate that moves takes from one of them."""
    without, paid = (books(ran(people("rapid"))), books(taxed("vat")))
    apart = (paid.debt - without.debt)[:, -1] * without.discount[:, -1]
    dearer = (paid.interest_rate - without.interest_rate) * paid.debt[:, :-1]
    dearer = (dearer * without.discount).sum(axis=1)
    np.testing.assert_allclose(lost(paid, without) + dearer, apart, rtol=1e-6)
    change = DebtChange.of(paid, without)
    assert sum(change.moves.values()) == pytest.approx(change.total, abs=1e-9)


@pytest.mark.parametrize("tax", TaxAdditions.declared())
@pytest.mark.parametrize("end", [0, 1])
def test_the_accounts_close_at_the_bounds(tax: str, end: int) -> None:
    output = ran(replace(financed(tax, TaxAdditions.declared()[tax].bounds[end]), months=10))
    assert output.identity_max < TOLERANCE
    assert np.isfinite(output.rows["value"]).all()


def test_income_tax_spares_what_lies_below_the_allowance(borrowed: RunOutput) -> None:
    """Two points more in every bracket are less than two points of all income, and more than none."""
    raised = taxed("income_tax")
    more = series(raised, "revenue_income_tax")[1] - series(borrowed, "revenue_income_tax")[1]
    wages = series(borrowed, "gdp")[1] * series(borrowed, "labour_share")[1]
    assert 0.2 * 0.02 * wages < more < 0.02 * wages


def test_a_higher_vat_raises_consumer_prices_and_no_output(borrowed: RunOutput) -> None:
    raised = taxed("vat", 0.10)
    assert 1.05 < series(raised, "price_level")[3] / series(borrowed, "price_level")[3] < 1.10
    assert series(raised, "real_gdp")[3] < series(borrowed, "real_gdp")[3]
    assert series(raised, "real_disposable_income")[-1] < series(borrowed, "real_disposable_income")[-1]


def test_employers_contributions_reach_prices(borrowed: RunOutput) -> None:
    raised = taxed("employer_contributions", 0.10)
    assert series(raised, "price_level")[-1] > series(borrowed, "price_level")[-1]


def test_a_levy_is_raised_while_it_acts() -> None:
    late = policy("automation_levy", start=12, rate=0.01)
    raised = ran(financed("automation_levy.rate", 0.04, late))
    plain = ran(replace(people("rapid", (TRAINING, late))))
    five_fold = ran(people("rapid", (TRAINING, policy("automation_levy", start=12, rate=0.05))))
    assert series(raised, "revenue_automation_levy")[11] == 0.0
    assert total(raised, "revenue_automation_levy") > 4.0 * total(plain, "revenue_automation_levy")
    assert not different(raised, five_fold)


def test_every_levy_can_balance_and_no_spending_can() -> None:
    known = targets(discover())
    assert set(TaxAdditions.declared()) < set(known)
    assert "automation_levy.rate" in known
    assert not any(name.startswith("training_programme") for name in known)


def test_an_inert_policy_needs_no_tax(tmp_path: Path) -> None:
    inert = people(
        "rapid", (policy("training_programme"),), financing=Balancing("vat"), months=6, name="inert"
    )
    balance = experiment.run(inert, out=tmp_path / "run").balance
    assert balance is not None
    assert (balance.rate, balance.gap, len(balance.evaluations)) == (0.0, 0.0, 1)


@pytest.mark.slow
@pytest.mark.parametrize("by", ["income_tax", "vat"])
def test_the_real_model_balances_within_a_thousandth_of_gdp(by: str, tmp_path: Path) -> None:
    summary = experiment.run(paid_by(by), out=tmp_path / "run")
    balance = summary.balance
    assert balance is not None
    assert balance.evaluations[0].gap > 0.003  # so that there is something to balance
    assert balance.balances
    assert balance.rate > 0.0
    assert abs(final_gap(summary.path)) <= 0.001


def test_a_levy_on_little_ai_pays_a_part_and_the_rest_is_borrowed(tmp_path: Path) -> None:
    balance = experiment.run(paid_by("automation_levy.rate"), out=tmp_path / "run").balance
    assert balance is not None
    assert not balance.balances
    gaps = {each.rate: each.gap for each in balance.evaluations}
    assert max(gaps) == balance.bounds[1] == 2.0
    assert 0.001 < balance.gap == min(gaps.values()) < gaps[0.0]
    assert balance.weight.paid > 0.0


def test_a_levy_without_a_base_is_an_error(tmp_path: Path) -> None:
    """Without AI nothing is saved, and profit beyond the usual is rare."""
    none = people("none", (TRAINING, policy("windfall_tax", rate=0.0)),
                  financing=Balancing("windfall_tax.rate"), name="paid", months=24)  # fmt: skip
    told = "paid: windfall_tax.rate cannot pay in ESP, world none, over 24 months: .* of GDP a year"
    with pytest.raises(InputError, match=told):
        experiment.run(none, out=tmp_path / "run")


def paid_by(by: str) -> Scenario:
    policies = (TRAINING, policy("automation_levy", rate=0.0))
    return people("rapid", policies, financing=Balancing(by), name="paid", months=24)


def final_gap(path: Path) -> float:
    """The gap as a reader of the results would compute it: the primary balance lost, discounted."""
    table = pl.read_parquet(path / "results.parquet").with_columns(pl.col("by").cast(pl.String))
    runs = {
        role: Books.of(
            table.filter((pl.col("role").cast(pl.String) == role) & (pl.col("replicate") == replicate))
            for replicate in sorted(table["replicate"].unique())
        )
        for role in ("policy", "no_policy")
    }
    without = runs["no_policy"]
    return float(np.mean(lost(runs["policy"], without) / without.year_of_gdp))
