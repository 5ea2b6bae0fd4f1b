"""Who is paid what: wages, transfers, taxes, interest, dividends, AI fees; and who gets the national income.

System of National Accounts 2008, chapters 7 and 8: primary incomes, then their redistribution.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.agents.firm import SMALL
from simulator.agents.person import INACTIVE, PUBLIC_JOB, RETIRED
from simulator.agents.state import spending
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import sum_of, sum_where
from simulator.core.ledger import Ledger
from simulator.rules.worker_capital_income import worker_capital_income

PRIME = 1
"""The age group of 25 to 54; above it people are older."""
Mask = NDArray[np.bool_]
Column = NDArray[np.integer]


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
    rows = np.flatnonzero(may_receive(economy))
    people = _below_pension(q.active, q.status, q.age_group)
    prime = q.age_group[rows] == PRIME
    may = rows[prime], rows[~prime]
    if economy.month < 1:  # burn-in: what is found becomes the norm
        s.recipients_prime, s.recipients_older = (
            len(of_age) / max(there, 1) for of_age, there in zip(may, people, strict=True)
        )
    q.entitled[:] = 0
    for of_age, there, share in zip(may, people, (s.recipients_prime, s.recipients_older), strict=True):
        longest = np.lexsort((q.id[of_age], -q.months_in_status[of_age]))
        q.entitled[of_age[longest[: int(share * there + 0.5)]]] = 1


@njit
def _below_pension(active: Column, status: Column, age_group: Column) -> tuple[int, int]:
    """How many of 25 to 54 and of more are not retired."""
    prime = older = 0
    for i in range(len(active)):
        here = (active[i] == 1) & (status[i] != RETIRED)
        prime += here & (age_group[i] == PRIME)
        older += here & (age_group[i] > PRIME)
    return prime, older


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
    paid = [("wages", accounts.firms, wages), ("wages", accounts.state, public_wages)]
    ledger.gather(accounts.households, q.earnings, paid)
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
    columns = {"income_tax": persons.income_tax, "employee_contributions": persons.employee_contribution}
    economy.ledger.split_kinds(accounts.households, accounts.state, columns)


def buy_integration(economy: Economy) -> None:
    """Fitting AI in is bought from firms here over the time of roll-out; public employers' by the state.

    A firm that begins in several occupations at once pays its fixed part once.
    """
    firms, posts, p = economy.firms, economy.posts, economy.parameters
    begun = np.bincount(posts.firm, posts.integration_due > 0.0, minlength=firms.n)
    cost = firms.integration_cost * (1.0 - firms.integration_help)
    fixed = cost * p["integration_fixed"] * firms.base_wages
    due = np.bincount(posts.firm, posts.integration_due, minlength=firms.n)
    twice = np.maximum(begun - 1.0, 0.0) * fixed * (firms.adopted == 0)
    firms.integration_left += np.maximum(due - twice, due / np.maximum(begun, 1.0))
    firms.integration[:] = firms.integration_left / p["roll_out"]
    firms.integration_left -= firms.integration


def pay_ai_fees(economy: Economy) -> None:
    """Firms and public employers pay for AI, each offer's price to whom it goes; the rest is an import.

    A commercial provider's owners, staff and computing are here in one share; open models are fitted in here.
    Of the sales abroad of providers here all arrives but computing, which is bought where it runs.
    """
    accounts, ledger, firms, providers = economy.accounts, economy.ledger, economy.firms, economy.providers
    offers = providers.here
    private = firms.ai_fees * (firms.public == 0)
    small = private * (firms.size_class <= SMALL)
    public = float(sum_of(firms.ai_fees)) - float(sum_of(private))
    by_small = float(sum_of(small))
    by_others = float(sum_of(private)) - by_small + public
    (kept_small, costs_small), (kept, costs) = providers.parts(small=True), providers.parts()
    parts = spending(offers, small=True), spending(offers)
    for offer, of_small, of_others in zip(offers, *parts, strict=True):
        offer.paid = of_small * by_small + of_others * by_others
    providers.levies, providers.costs = 0.0, by_small * costs_small + by_others * costs
    stays = private * kept + small * (kept_small - kept)
    providers.revenue = ledger.pay("ai_fees", accounts.firms, accounts.providers, stays)
    ledger.pay("ai_fees", accounts.firms, accounts.world, private - stays)
    providers.revenue += ledger.pay("ai_fees", accounts.state, accounts.providers, public * kept)
    ledger.pay("ai_fees", accounts.state, accounts.world, public * (1.0 - kept))
    abroad = providers.offers[0]
    sold = sales_abroad(economy)
    if sold != 0.0:
        providers.revenue += ledger.pay("exports", accounts.world, accounts.providers, sold)
        providers.costs += sold * (abroad.cost - abroad.computing) / (abroad.price - abroad.computing)


def sales_abroad(economy: Economy) -> float:
    """What providers here are paid abroad beyond computing and what exports of month 0 hold (currency/month).

    Spending on AI abroad grows with its price and its use there, from what it was here in month 0. Of it
    `ai_sold_abroad` goes to commercial providers here.
    """
    s, world, share = economy.aggregates, economy.world, economy.parameters["ai_sold_abroad"]
    use = s.ai_price_abroad * world.automated
    if economy.month < 1 or economy.world_parameters["frozen"]:
        world.spending_start = float(sum_of(economy.firms.ai_fees)) / s.trend_index
        world.use_start = use / s.trend_index
        return 0.0
    offer = economy.providers.offers[0]
    more = world.spending_start * s.potential_labour * (use / max(world.use_start, 1e-300) - s.trend_index)
    part = offer.share * offer.price / sum(one.share * one.price for one in economy.providers.offers)
    return float(share * part * max(more, 0.0) * (offer.price - offer.computing) / offer.price)


def pay_profit_taxes(economy: Economy) -> None:
    """Profit tax of firms and of the domestic AI provider; the provider pays out what is left next month."""
    accounts, ledger, providers = economy.accounts, economy.ledger, economy.providers
    ledger.pay("corporate_tax", accounts.firms, accounts.state, economy.firms.profit_tax)
    s = economy.aggregates
    base = s.profit_tax_base * (providers.revenue - providers.costs - providers.levies)
    tax = (s.profit_tax_rate + s.profit_tax_addition) * base
    ledger.pay("corporate_tax", accounts.providers, accounts.state, tax)
    providers.dividends = max(0.0, providers.account.amount)


def renew_loans(economy: Economy) -> None:
    """Loans follow the value of capital; a firm that runs out of deposits overdraws, and repays first."""
    s, firms = economy.aggregates, economy.firms
    regular = s.leverage * firms.capital * s.cpi * (firms.public == 0)
    change = regular - (firms.loan - firms.overdraft)
    firms.loan += change
    firms.deposits += change
    need = np.maximum(0.0, -firms.deposits)
    repay = np.minimum(firms.overdraft, np.maximum(0.0, firms.deposits))
    firms.overdraft += need - repay
    firms.loan += need - repay
    firms.deposits += need - repay


def set_bank_dividend(economy: Economy) -> None:
    """The bank pays out next month what exceeds its equity target."""
    bank, p = economy.bank, economy.parameters
    assets = float(sum_of(economy.firms.loan)) + economy.state.bonds
    earned = economy.ledger.net_lending("bank") + bank.dividends
    growth = economy.aggregates.trend_growth * bank.account.amount
    gap = bank.account.amount - p["bank_equity_ratio"] * assets
    bank.dividends = max(0.0, earned - growth + gap)


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
    paid = ("firms", private), ("bank", banks), ("providers", providers)
    sources = [("dividends", getattr(accounts, payer), amount) for payer, amount in paid]
    income = persons.capital_income
    ledger.gather(accounts.households, income, [("interest", accounts.bank, interest), *sources])
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
        "kept": made + sum([dividends[one] + interest[one] for one in COMPANIES]),
        "state": state + dividends["state"] + interest["state"],
    }
    abroad = dividends["world"] + interest["world"] - levied_abroad
    contributions, profit_tax = total("employer_contributions"), total("corporate_tax")
    taxes = _between(ledger, "households", "state") - total("vat")
    bought = economy.count["shares_bought"]  # what people own changes hands: no income
    transfers = _between(ledger, "state", "households") - total("wages", payer="state") - bought
    people = sum([earned[name] for name in OF_PEOPLE])
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
        ("GNI = incomes of its receivers", gni, sum([accounts[name] for name in EARNED])),
        ("GNI = incomes after taxes and transfers", gni, sum([accounts[name] for name in DISPOSABLE])),
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
    return sum([amount for (one, other, _), amount in flows if one == payer and other == payee], 0.0)
