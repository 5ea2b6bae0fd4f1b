"""Every instrument at its typical values moves money under its name; the budget says the same to the cent.

The identities of the accounts are checked inside each run.
"""

import numpy as np
import pytest

from simulator.economy.recorder import RunOutput
from simulator.experiment.simulate import prepare
from simulator.policies import discover
from tests.small import FEW_AMONG_A_THOUSAND, PERSONS, company, policy, ran, series, small, typical

NAMES = sorted(discover())
CENT = 0.01
YEAR = 12  # months 0 to 11 and 12 to 23


@pytest.fixture(scope="module", params=NAMES)
def instrument(request) -> tuple[str, RunOutput]:
    persons = FEW_AMONG_A_THOUSAND.get(request.param, PERSONS)
    setting = typical(request.param, administration=0.05)
    return request.param, ran(company(request.param, setting, persons=persons))


def booked(output: RunOutput, year: int, side: str, *kinds: str) -> float:
    """Payments of some kinds that the state makes (payer) or receives (payee) in a year, from the ledger."""
    flows = {key: np.asarray(values) for key, values in output.flows.items()}
    rows = (flows["month"] == year * YEAR + 11) & np.isin(flows["kind"], kinds) & (flows[side] == "state")
    return float(flows["amount"][rows].sum())


def test_its_budget_lines_are_its_payments(instrument: tuple[str, RunOutput]) -> None:
    name, output = instrument
    for year in (0, 1):
        months = slice(year * YEAR, (year + 1) * YEAR)
        spent = booked(output, year, "payer", name, f"{name}_administration")
        assert series(output, f"spending_{name}")[months].sum() == pytest.approx(spent, abs=CENT)
        if discover()[name].raises:
            raised = booked(output, year, "payee", name)
            assert series(output, f"revenue_{name}")[months].sum() == pytest.approx(raised, abs=CENT)
        else:
            assert booked(output, year, "payee", name) == 0.0


def test_it_moves_money_or_says_how_else_it_shows(instrument: tuple[str, RunOutput]) -> None:
    name, output = instrument
    moved = booked(output, 1, "payer", name) + booked(output, 1, "payee", name)
    assert moved != 0.0 or discover()[name].channel != "payments"


def test_budget_lines_add_up_to_the_balance(instrument: tuple[str, RunOutput]) -> None:
    output = instrument[1]
    lines = {name for name in output.rows["indicator"] if name.startswith(("revenue_", "spending_"))}
    total = {
        side: sum(series(output, name)[1:] for name in lines if name.startswith(side))
        for side in ("revenue_", "spending_")
    }
    np.testing.assert_allclose(total["revenue_"], series(output, "public_revenue")[1:], rtol=1e-12)
    np.testing.assert_allclose(total["spending_"], series(output, "public_spending")[1:], rtol=1e-12)
    balance = total["revenue_"] - total["spending_"]
    np.testing.assert_allclose(balance, series(output, "public_balance")[1:], atol=CENT)


def test_whom_it_reaches_is_counted(instrument: tuple[str, RunOutput]) -> None:
    name, output = instrument
    if not discover()[name].reaches:
        assert f"recipients_{name}" not in output.rows["indicator"]
        return
    reached = series(output, f"recipients_{name}")
    assert reached[0] == 0.0  # it starts in month 1
    assert reached.max() > 0.0
    if discover()[name].reaches == "persons":
        assert (reached <= series(output, "population_16plus")).all()
    there = {name, *(key.partition(".")[0] for key in discover()[name].needs)}
    others = {one for one in output.rows["indicator"] if one.startswith("recipients_")}
    assert not any(series(output, one).any() for one in others - {f"recipients_{one}" for one in there})


def test_people_times_amount_is_what_a_basic_income_costs() -> None:
    output = ran(small("moderate", (policy("basic_income", amount=123.45, index="none"),)))
    people, spent = (series(output, f"{what}_basic_income") for what in ("recipients", "spending"))
    assert (people[1:] > 1e7).all()
    np.testing.assert_allclose(people * 123.45, spent, rtol=0.0, atol=CENT)


def test_a_fund_moves_by_what_the_levy_raised_less_what_it_paid() -> None:
    levy = policy("automation_levy", earmark="basic_income", rate=0.5)
    income = policy("basic_income", amount=20.0, start=6)
    output = ran(small("rapid", (levy, income), financing="earmarked"))
    fund, raised = series(output, "fund_balance_basic_income"), series(output, "revenue_automation_levy")
    spent = series(output, "spending_basic_income")
    np.testing.assert_allclose(np.diff(fund), (raised - spent)[1:], rtol=0.0, atol=CENT)
    assert fund[5] > 0.0
    assert spent[6:].min() > 0.0
    assert not series(output, "fund_balance_training_programme").any()


@pytest.mark.parametrize("name", [n for n in NAMES if discover()[n].fundable and not discover()[n].raises])
def test_a_fund_is_never_overdrawn(name: str) -> None:
    levy = policy("automation_levy", earmark=name, rate=0.01)
    policies = (levy, typical(name, administration=0.05))
    persons = FEW_AMONG_A_THOUSAND.get(name, PERSONS)
    scenario = small("rapid", policies, financing="earmarked", persons=persons)
    economy = prepare(scenario, role="policy", replicate=0)
    spent = 0.0
    for _ in range(scenario.months - 1):
        economy.credit_fund(name, 3.0 * economy.aggregates.average_wage)  # as much as a larger levy would
        economy.step()
        assert economy.state.funds[name] > -1e-6
        spent += economy.ledger.total(name, payer="state")
    assert spent > 0.0


def test_every_instrument_names_real_values_within_its_bounds() -> None:
    for name, kind in discover().items():
        typical_values = kind.typical
        assert typical_values.source, name
        assert any(typical_values.values.values()), name
        for key, value in typical_values.values.items():
            kind.declared()[key].check(f"{name}.{key}", value)
