"""Wages, contributions, transfers and income taxes of the month."""

from simulator.agents.person import PUBLIC_JOB
from simulator.core.economy import Economy
from simulator.core.kernels import sum_of, sum_where

TRANSFERS = {
    "pension": "pensions",
    "benefit": "unemployment_benefit",
    "assistance": "assistance",
    "child_benefit": "child_benefit",
    "transfer": "other_transfers",
}


def pay_wages(economy: Economy) -> None:
    """Wages to households and employers' contributions to the state.

    The state pays its own employees and people in guaranteed jobs.
    """
    accounts, ledger, firms, q = economy.accounts, economy.ledger, economy.firms, economy.persons
    private = firms.public == 0
    wages, contributions = firms.wage_bill * private, firms.contributions * private
    public_wages = float(sum_of(firms.wage_bill)) - float(sum_of(wages))
    public_wages += float(sum_where(q.earnings, q.status, PUBLIC_JOB))
    ledger.gather(
        accounts.households,
        q.earnings,
        [("wages", accounts.firms, wages), ("wages", accounts.state, public_wages)],
    )
    ledger.pay("employer_contributions", accounts.firms, accounts.state, contributions)
    own = float(sum_of(firms.contributions)) - float(sum_of(contributions))
    ledger.pay("employer_contributions", accounts.state, accounts.state, own)


def pay_transfers(economy: Economy) -> None:
    """Pensions, benefits and assistance from the state to persons."""
    persons, accounts = economy.persons, economy.accounts
    columns = {kind: getattr(persons, name) for name, kind in TRANSFERS.items()}
    economy.ledger.gather_kinds(accounts.households, accounts.state, columns)


def pay_income_taxes(economy: Economy) -> None:
    """Income tax and employees' contributions from persons to the state."""
    persons, accounts = economy.persons, economy.accounts
    columns = {
        "income_tax": persons.income_tax,
        "employee_contributions": persons.employee_contribution,
    }
    economy.ledger.split_kinds(accounts.households, accounts.state, columns)
