"""Accounts of the month: the deficit becomes bonds, then every identity is checked.

`financing: rule`: the income tax moves so that the country's rule for deficit or debt is kept.

Once a year the state looks at what it borrowed in the last one. In the European Union a deficit above 3 % of
GDP closes by half a point of GDP a year; what the tax was raised by is given back when the deficit allows it.
Where no law sets a limit, debt over GDP is stable after ten years. No other run has a hidden tax.
"""

from simulator.agents.person import ABSENT, EMPLOYED, STATUS_NAMES
from simulator.core.economy import Economy
from simulator.core.kernels import sum_of
from simulator.core.time import MONTHS_PER_YEAR
from simulator.flows.income import check_income, national_income
from simulator.markets.sums import taxed_income

UNION = ("EUR", "DKK")
"""Currencies of countries bound by the limit (Regulation (EU) 2024/1263; 3 % of GDP, recalled, high)."""
LIMIT, STEP = 0.03, 0.005
"""Deficit that is allowed, and by how much a larger one closes a year (shares of GDP)."""
STABLE, SHORTEST = 10.0, 3.0
"""Years after which debt is stable where there is no limit; the fewest over which what is left closes."""


def follow_rule(economy: Economy) -> None:
    """In January set the addition to the income tax of the year by the deficit of the last one."""
    s, month = economy.aggregates, economy.month
    if month < 1 or not economy.keeps_rule:
        return
    debt = economy.state.bonds
    if month == 1:
        economy.state.last_bonds = debt
    if month == 1 or month % MONTHS_PER_YEAR != 1:
        return
    gdp = economy.accounts_of_month["production"]
    yearly = MONTHS_PER_YEAR * gdp
    deficit = (debt - economy.state.last_bonds) / yearly
    economy.state.last_bonds = debt
    more = _correction(economy, deficit, debt / yearly) * gdp / max(taxed_income(economy), 1e-300)
    s.tax_shift = max(0.0, s.tax_shift + more)


def _correction(economy: Economy, deficit: float, debt: float) -> float:
    """What of GDP is to be raised more, or less, than last year."""
    if economy.country.currency in UNION:
        return min(max(deficit - LIMIT, -STEP), STEP)
    growth = (1.0 + economy.aggregates.trend_growth) ** MONTHS_PER_YEAR - 1.0
    left = max(STABLE - economy.month / MONTHS_PER_YEAR, SHORTEST)
    return (deficit - growth * debt) / left


SECTORS = ("households", "firms", "providers", "state", "bank", "world")


def net_financial_assets(economy: Economy) -> dict[str, float]:
    """Financial assets less liabilities of each sector (currency); the bank's from its balance sheet."""
    loans, firm_deposits = float(sum_of(economy.firms.loan)), float(sum_of(economy.firms.deposits))
    households = float(sum_of(economy.persons.deposits))
    state, world, providers = economy.state, economy.world.account.amount, economy.providers.account.amount
    bank = loans + state.bonds - state.account.amount - households - firm_deposits - world - providers
    held = households, firm_deposits - loans, providers, state.account.amount - state.bonds, bank, world
    return dict(zip(SECTORS, held, strict=True))


def national_accounts(economy: Economy) -> dict[str, float]:
    """GDP three ways from independent sums, its parts, and who gets the national income (currency/month)."""
    ledger, firms, s = economy.ledger, economy.firms, economy.aggregates
    total = ledger.total
    wages = total("wages")
    contributions = total("employer_contributions") + _paid_to_staff(economy)
    public_pay = total("wages", payer="state") + total("employer_contributions", payer="state")
    mixed = total("own_account_sales")
    vat, levies = total("vat"), _net_levies(economy)
    firm_fees = float(sum_of(firms.ai_fees * (firms.public == 0)))
    bought_in = firm_fees + float(sum_of(firms.recruiting))
    rents = economy.providers.revenue - economy.providers.costs
    made = float(sum_of(firms.sales)) - bought_in + rents
    production = made + mixed + public_pay + vat
    operating = float(sum_of((firms.profit - firms.interest) * (firms.public == 0)))
    income = wages + contributions + mixed + operating + rents + vat + levies
    public_fees = total("ai_fees", payer="state")
    programmes = sum([bought for bought, _ in economy.programme_sales.values()])
    government = s.purchases + programmes + public_pay + public_fees
    bought_abroad = sum([total(kind, payer="state", payee="world") for kind in economy.programme_sales], 0.0)
    imports = total("imports") + total("ai_fees", payee="world") + bought_abroad
    spent = s.consumption + government + s.investment
    expenditure = spent + total("exports") - imports
    accounts = {
        "production": production,
        "income": income,
        "expenditure": expenditure,
        "labour_income": wages + contributions + mixed,
        "mixed_income": mixed,
        "exports": total("exports"),
        "imports": imports,
        "operating_surplus": operating,
        "provider_surplus": rents,
        "production_taxes": vat + levies,
        "spent": spent,
    }
    return accounts | national_income(economy, accounts)


def _paid_to_staff(economy: Economy) -> float:
    """What instruments have firms pay people beside wages, a labour cost (currency/month)."""
    total = economy.ledger.total
    names = [instrument.name for instrument in economy.instruments if instrument.by_employers]
    return sum([total(name, payer="firms", payee="households") for name in names], 0.0)


def _net_levies(economy: Economy) -> float:
    """Taxes on production that instruments raise from firms, less subsidies (currency/month).

    Besides subsidies, firms receive under an instrument's name what is bought from them.
    """
    total, sold = economy.ledger.total, economy.programme_sales
    names = [instrument.name for instrument in economy.instruments]
    raised = sum([total(name, payer="firms", payee="state") for name in names], 0.0)
    bought = [sold.get(name, (0.0, 0.0))[1] for name in names]
    paid = sum([total(name, payer="state", payee="firms") for name in names], 0.0) - sum(bought)
    return raised - paid


def check_people(economy: Economy) -> None:
    """Employed persons = filled posts; people in each status = opening + in - out."""
    check, now, month = economy.checker, economy.status_counts(), economy.month
    scale = float(max(economy.persons.n, 1))
    persons, heads = float(now[EMPLOYED]), float(economy.posts.heads.sum())
    check.equal("employees from persons = from firms", persons, heads, scale=scale, month=month)
    moved = economy.opening_status + economy.moves.sum(axis=0) - economy.moves.sum(axis=1)
    for code, name in enumerate(STATUS_NAMES):
        if code != ABSENT:
            flows = f"{name}(t) = {name}(t-1) + in - out"
            check.equal(flows, float(now[code]), float(moved[code]), scale=scale, month=month)
    economy.opening_status = now


def close_month(economy: Economy) -> None:
    """Issue bonds, then check balances, GDP, heads and status counts; raise IdentityError on failure."""
    economy.state.bonds -= economy.state.account.amount  # which the bank buys for the month's deficit
    economy.state.account.amount = 0.0
    check, ledger, month = economy.checker, economy.ledger, economy.month
    scale = ledger.gross()
    check.equal("payments made = payments received", ledger.mismatch, 0.0, scale=scale, month=month)
    after = net_financial_assets(economy)
    lending = {sector: ledger.net_lending(sector) for sector in SECTORS}
    check.balances(lending, economy.opening_assets, after, scale=scale, month=month)
    equity = economy.bank.account.amount
    check.equal("bank equity = balance sheet", equity, after["bank"], scale=scale, month=month)
    economy.opening_assets = after
    accounts = national_accounts(economy)
    economy.accounts_of_month = accounts
    gdp = accounts["production"]
    check.equal("GDP by production = by income", gdp, accounts["income"], scale=scale, month=month)
    check.equal("GDP by production = by expenditure", gdp, accounts["expenditure"], scale=scale, month=month)
    check_income(economy, accounts, scale)
    check_people(economy)
    for payment in economy.attributed:  # what instruments add to the law's own payments bears their names
        economy.ledger.rename(*payment)
