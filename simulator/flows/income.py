"""Who gets the national income of the month: as it is earned, and after taxes and transfers.

System of National Accounts 2008, chapters 7 and 8: primary incomes, then their redistribution.

Interest on opening stocks, and the dividends declared last month.
"""

from simulator.core.economy import Economy
from simulator.core.kernels import sum_of
from simulator.core.ledger import Ledger
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


OF_PEOPLE = ("employees", "own_account", "dividends", "interest")
EARNED = (*OF_PEOPLE, "kept", "state")
"""Receivers of what is earned (primary income): they add up to gross national income."""
DISPOSABLE = ("households", "corporations", "government")
"""What each sector has after taxes and transfers: they add up to the same."""
COMPANIES = ("firms", "bank", "providers")


def national_income(economy: Economy, accounts: dict[str, float]) -> dict[str, float]:
    """GNI, its receivers and what is earned abroad on what is made here (currency/month), from the accounts.

    `kept` is gross of depreciation. Taxes on income, contributions and transfers move it between sectors, so
    that both ways of sharing it add up to it.
    """
    ledger, total = economy.ledger, economy.ledger.total
    dividends, interest = _net(ledger, "dividends"), _net(ledger, "interest")
    levies, levied_abroad = economy.providers.levies, _between(ledger, "world", "state")
    made = accounts["operating_surplus"] + accounts["provider_surplus"] - levies
    state = accounts["production_taxes"] + levies + levied_abroad
    earned = {
        "employees": accounts["labour_income"] - accounts["mixed_income"],
        "own_account": accounts["mixed_income"],
        "dividends": dividends["households"],
        "interest": interest["households"],
        "kept": made + sum(dividends[one] + interest[one] for one in COMPANIES),
        "state": state + dividends["state"] + interest["state"],
    }
    abroad = dividends["world"] + interest["world"] - levied_abroad
    contributions, profit_tax = total("employer_contributions"), total("corporate_tax")
    taxes = _between(ledger, "households", "state") - total("vat")
    bought = economy.count["shares_bought"]  # what people own changes hands: no income
    transfers = _between(ledger, "state", "households") - total("wages", payer="state") - bought
    people = sum(earned[name] for name in OF_PEOPLE)
    disposable = {
        "households": people - contributions - taxes + transfers,
        "corporations": earned["kept"] - profit_tax,
        "government": earned["state"] + contributions + taxes + profit_tax - transfers,
    }
    return {"gni": accounts["production"] - abroad, "abroad": abroad} | earned | disposable


def check_income(economy: Economy, accounts: dict[str, float], scale: float) -> None:
    """GNI is what its receivers earn, what sectors have after taxes, and what is spent and lent abroad."""
    lent, gni = economy.ledger.net_lending, accounts["gni"]
    saved = accounts["households"] + economy.count["shares_bought"] - economy.aggregates.consumption
    for identity, left, right in (
        ("GNI = incomes of its receivers", gni, sum(accounts[name] for name in EARNED)),
        ("GNI = incomes after taxes and transfers", gni, sum(accounts[name] for name in DISPOSABLE)),
        ("GNI less spending = lending abroad", gni - accounts["spent"], -lent("world")),
        ("income of households less consumption = lending", saved, lent("households")),
    ):
        economy.checker.equal(identity, left, right, scale=scale, month=economy.month)


def _net(ledger: Ledger, kind: str) -> dict[str, float]:
    """What each sector receives of a kind of payment less what it pays."""
    sectors = ("households", "state", "world", *COMPANIES)
    return {one: ledger.total(kind, payee=one) - ledger.total(kind, payer=one) for one in sectors}


def _between(ledger: Ledger, payer: str, payee: str) -> float:
    """All that one sector pays another."""
    flows = ledger.flows.items()
    return sum((amount for (one, other, _), amount in flows if (one, other) == (payer, payee)), 0.0)
