"""Interest on opening stocks, and the dividends declared last month."""

from simulator.core.economy import Economy
from simulator.core.kernels import sum_of
from simulator.rules.worker_capital_income import worker_capital_income


def pay_property_income(economy: Economy) -> None:
    """Interest between all sectors and the bank; dividends to households and foreign owners.

    A public fund has `public_equity` of the dividends of what is owned at home.
    """
    accounts, ledger, p = economy.accounts, economy.ledger, economy.parameters
    firms, persons, bank = economy.firms, economy.persons, economy.bank
    abroad = p["foreign_share"]
    public = economy.aggregates.public_equity
    domestic = firms.dividends * (1.0 - abroad)
    providers, banks = economy.providers.dividends * (1.0 - public), bank.dividends * (1.0 - public)
    private = domestic * (1.0 - public)
    pool = float(sum_of(private)) + banks + providers
    economy.aggregates.dividend_pool = pool
    interest = p["deposit_rate"] * float(sum_of(persons.deposits))
    worker_capital_income.run(economy)
    ledger.gather(
        accounts.households,
        persons.capital_income,
        [
            ("interest", accounts.bank, interest),
            ("dividends", accounts.firms, private),
            ("dividends", accounts.bank, banks),
            ("dividends", accounts.providers, providers),
        ],
    )
    if public > 0.0:
        ledger.pay("dividends", accounts.firms, accounts.state, domestic * public)
        ledger.pay("dividends", accounts.bank, accounts.state, bank.dividends * public)
        ledger.pay("dividends", accounts.providers, accounts.state, economy.providers.dividends * public)
    ledger.pay("dividends", accounts.firms, accounts.world, firms.dividends * abroad)
    earned, due = p["deposit_rate"] * firms.deposits, p["loan_rate"] * firms.loan
    firms.interest[:] = earned - due
    ledger.pay("interest", accounts.firms, accounts.bank, due)
    ledger.gather(accounts.firms, earned, [("interest", accounts.bank, float(sum_of(earned)))])
    ledger.pay("interest", accounts.state, accounts.bank, p["bond_rate"] * economy.state.bonds)
    claims = economy.world.account.amount
    ledger.pay("interest", accounts.bank, accounts.world, p["foreign_rate"] * claims)
