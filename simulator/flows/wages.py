"""Wages, contributions, transfers and income taxes of the month.

Who receives the other transfers, for disability, family and survivors: they follow no labour market.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import INACTIVE, PUBLIC_JOB, RETIRED
from simulator.core.economy import Economy
from simulator.core.kernels import sum_of, sum_where

PRIME = 1
"""The age group of 25 to 54; above it people are older."""
Mask = NDArray[np.bool_]


def may_receive(economy: Economy) -> Mask:
    """Who may be a recipient: inactive people of 25 and more with a high take-up, who claim assistance last.

    Who is entitled to the one has no need of the other.
    """
    q = economy.persons
    claims = q.takeup >= 1.0 - economy.parameters["other_takeup"]
    return np.asarray((q.status == INACTIVE) & (q.age_group >= PRIME) & claims)


def choose_recipients(economy: Economy) -> None:
    """Of people of each age as many as in month 0, the longest out of the labour force first (`entitled`).

    Whoever leaves the labour force becomes a recipient only as others stop being one.
    """
    q, s = economy.persons, economy.aggregates
    here, may = (q.active == 1) & (q.status != RETIRED), may_receive(economy)
    prime, older = here & (q.age_group == PRIME), here & (q.age_group > PRIME)
    if economy.month < 1:  # burn-in: what is found becomes the norm
        s.recipients_prime, s.recipients_older = _share(may, prime), _share(may, older)
    q.entitled[:] = 0
    for of_age, share in ((prime, s.recipients_prime), (older, s.recipients_older)):
        rows = np.flatnonzero(may & of_age)
        longest = np.lexsort((q.id[rows], -q.months_in_status[rows]))
        q.entitled[rows[longest[: int(share * np.count_nonzero(of_age) + 0.5)]]] = 1


def _share(may: Mask, people: Mask) -> float:
    return float(np.mean(may[people])) if people.any() else 0.0


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
