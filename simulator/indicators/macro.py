"""Output, prices, trade, wages and AI use."""

import numpy as np

from simulator.agents.firm import LARGE, MEDIUM, SMALL, share_using_ai
from simulator.agents.person import EMPLOYED, INFORMAL, OWN_ACCOUNT, PUBLIC_JOB, WORKING
from simulator.agents.state import spending
from simulator.core.aggregates import charged_price
from simulator.core.economy import Economy
from simulator.core.kernels import sum_of, values_where
from simulator.indicators.census import status_in
from simulator.indicators.indicator import GROUPINGS, Indicator
from simulator.indicators.labour import hours_of_employees
from simulator.markets.goods import labour_of_new_tasks

MONEY = "{currency}/month"
FIRMS = "share of firms"
_RENTS = "what users here pay beyond all costs, wherever the owners are"
INDICATORS = (
    Indicator("gdp", "GDP", MONEY, "higher", 2e8),
    Indicator("real_gdp", "Real GDP", MONEY, "higher", 2e8, "at month-0 prices"),
    Indicator(
        "productivity",
        "Labour productivity",
        "{currency}/hour",
        "higher",
        0.2,
        "real GDP per hour",
        per_head=True,
    ),
    Indicator(
        "price_level",
        "Consumer price level",
        "index",
        "none",
        0.005,
        "month 0 = 1, imported goods included, at the VAT of month 0 and what a scenario adds to it",
    ),
    Indicator("exports", "Exports", MONEY, "none", 2e8),
    Indicator("imports", "Imports", MONEY, "none", 2e8),
    Indicator("consumption", "Household consumption", MONEY, "higher", 2e8),
    Indicator("investment", "Investment", MONEY, "none", 2e8),
    Indicator("firm_profit", "Profit of firms", MONEY, "none", 2e8, "operating surplus after interest"),
    Indicator(
        "mean_wage", "Mean gross wage", MONEY, "higher", 10, "full-time equivalent, employees", per_head=True
    ),
    Indicator("real_wage", "Real wage", MONEY, "higher", 10, "at month-0 prices", GROUPINGS, per_head=True),
    Indicator(
        "labour_share",
        "Labour share of GDP",
        "share",
        "higher",
        0.003,
        "compensation and own-account income over GDP",
    ),
    Indicator("relative_wage", "Wage over the mean", "ratio", "none", 0.01, "", ("occupation_1digit",)),
    Indicator("employment_share", "Share of employment", "share", "none", 0.002, "", ("occupation_1digit",)),
    Indicator("ai_adoption_small", "Firms of 10-49 using AI", FIRMS, "none", 0.01),
    Indicator("ai_adoption_medium", "Firms of 50-249 using AI", FIRMS, "none", 0.01),
    Indicator("ai_adoption_large", "Firms of 250+ using AI", FIRMS, "none", 0.01),
    Indicator("ai_adoption_10plus", "Firms with 10 or more workers that use AI", FIRMS, "none", 0.01),
    Indicator(
        "tasks_automated", "Work given to AI", "share", "none", 0.005, "what people keep of it included"
    ),
    Indicator("hours_saved", "Working hours that AI saves", "share", "none", 0.005, "of hours without AI"),
    Indicator(
        "hours_saved_users",
        "Working hours that AI saves where it is used",
        "share",
        "none",
        0.005,
        "of hours without AI, in occupations in which the firm uses it",
    ),
    Indicator("ai_jobs", "Employees in occupations in which their firm uses AI", "share", "none", 0.01),
    Indicator("ai_spending", "Spending on AI", MONEY, "none", 1e7),
    Indicator("ai_integration", "Bought to fit AI in", MONEY, "none", 1e7),
    Indicator("ai_rents_abroad", "AI spending that leaves the country", MONEY, "lower", 1e7),
    Indicator(
        "ai_profit_abroad",
        "Rents in AI bought abroad",
        MONEY,
        "none",
        1e7,
        "what owners abroad are paid beyond all costs, before taxes",
    ),
    Indicator(
        "ai_profit_home",
        "Rents of AI providers in the country",
        MONEY,
        "none",
        1e7,
        "what they are paid here and abroad beyond all costs, before taxes",
    ),
    Indicator("ai_paid_commercial", "Spending on commercial AI", MONEY, "none", 1e7),
    Indicator("ai_paid_open", "Spending on open and public AI", MONEY, "none", 1e7, "fitting it in included"),
    Indicator("ai_rents_commercial", "Rents in commercial AI", MONEY, "none", 1e7, _RENTS),
    Indicator("ai_rents_open", "Rents in open and public AI", MONEY, "none", 1e7, _RENTS),
    Indicator("ai_open_small", "Open and public AI in what firms below 50 pay", "share", "none", 0.02),
    Indicator("ai_open_larger", "Open and public AI in what larger users pay", "share", "none", 0.02),
    Indicator(
        "ai_sold_abroad",
        "AI sold abroad",
        MONEY,
        "none",
        1e7,
        "by providers in the country, beyond computing and what they sold in month 0",
    ),
)


def adoption(economy: Economy) -> dict[str, float]:
    """Share of real private firms using AI, by size class."""
    classes = {"small": (SMALL,), "medium": (MEDIUM,), "large": (LARGE,), "10plus": (SMALL, MEDIUM, LARGE)}
    return {f"ai_adoption_{name}": share_using_ai(economy.firms, sizes) for name, sizes in classes.items()}


def hours_saved(economy: Economy) -> dict[str, float]:
    """Hours that AI saves over hours without it (shares): in all, and where it is used."""
    posts = economy.posts
    old = posts.active * posts.heads * (1.0 - labour_of_new_tasks(economy))
    without = old * (1.0 + posts.augmented) / np.maximum(1.0 - posts.automated, 1e-9)
    used, more = without * posts.ai_used, (without - old) * posts.ai_used
    return {
        "hours_saved": float(more.sum()) / max(float(without.sum()), 1.0),
        "hours_saved_users": float(more.sum()) / max(float(used.sum()), 1.0),
    }


def measure(economy: Economy) -> dict[str, float]:
    """Totals of the month (national)."""
    s, accounts, w = economy.aggregates, economy.accounts_of_month, economy.weight
    firms, posts, q = economy.firms, economy.posts, economy.persons
    paid = values_where(q.wage, q.status, EMPLOYED)
    wage = float(paid.sum()) / max(float(len(paid)), 1.0)
    alone = sum(np.count_nonzero(q.status == one) for one in (OWN_ACCOUNT, INFORMAL, PUBLIC_JOB))
    hours = hours_of_employees(economy) + float(alone)
    prices = charged_price(s)
    # What is added to VAT makes nothing more: volumes are valued at the VAT of month 0.
    added = economy.ledger.total("vat") * s.vat_addition / s.vat_rate
    real = (accounts["production"] - added) / s.cpi
    replaced = float(firms.automated_heads.sum())
    wanted = float((posts.desired * (1.0 - firms.output_cut[posts.firm])).sum())
    weight, more = posts.heads * posts.automated, economy.occupations.ai_kept - s.ai_kept
    kept = s.ai_kept + float((weight * more[posts.occupation]).sum()) / max(float(weight.sum()), 1e-300)
    spent = float(sum_of(firms.ai_fees))
    left = economy.ledger.total("ai_fees", payee="world")
    return {
        "gdp": accounts["production"] * w,
        "real_gdp": real * w,
        "productivity": real / max(hours * economy.country.values["hours_per_worker"] / 12.0, 1.0),
        "price_level": prices,
        "exports": accounts["exports"] * w,
        "imports": accounts["imports"] * w,
        "consumption": s.consumption * w,
        "investment": s.investment * w,
        "firm_profit": float(sum_of(firms.profit)) * w,
        "mean_wage": wage,
        "real_wage": wage / prices,
        "labour_share": accounts["labour_income"] / accounts["production"],
        **adoption(economy),
        "tasks_automated": replaced / (1.0 - kept) / max(replaced + wanted, 1.0),
        **hours_saved(economy),
        "ai_jobs": float((posts.heads * posts.ai_used).sum()) / max(float(firms.heads.sum()), 1.0),
        "ai_spending": spent * w,
        "ai_integration": float(sum_of(firms.integration)) * w,
        "ai_rents_abroad": left * w,
        **{name: amount * w for name, amount in _by_provider(economy).items()},
        "ai_profit_home": accounts["provider_surplus"] * w,
        "ai_sold_abroad": economy.ledger.total("exports", payee="providers") * w,
        "ai_open_small": sum(spending(economy.providers.here, small=True)[1:]),
        "ai_open_larger": sum(spending(economy.providers.here)[1:]),
    }


def _by_provider(economy: Economy) -> dict[str, float]:
    """Spending on AI by offer, what is left of it beyond cost, and of that what goes abroad (currency)."""
    found = {"ai_profit_abroad": 0.0}
    for offer in economy.providers.here:
        rent = offer.paid * (1.0 - offer.cost / offer.price)
        found |= {f"ai_paid_{offer.name}": offer.paid, f"ai_rents_{offer.name}": rent}
        found["ai_profit_abroad"] += rent * (1.0 - offer.home)
    return found


def by_major_group(economy: Economy) -> dict[tuple[str, str, str], float]:
    """Employment share and relative hourly wage by ISCO major group (yearly).

    A group's wage is its employees'; the mean weighs groups by all who work in them, as the targets do: where
    half of a country works on its own account, employees are another mix.
    """
    q = economy.persons
    works = status_in(q.status, WORKING)
    employees = q.status == EMPLOYED
    major = economy.major_group[q.occupation]
    found = {}
    share = np.bincount(major[works], minlength=10) / max(float(works.sum()), 1.0)
    pay = np.bincount(major[employees], q.wage[employees], minlength=10)
    heads = np.bincount(major[employees], minlength=10)
    wage = pay / np.maximum(heads, 1)
    weight = share[heads > 0]
    mean = float(weight @ wage[heads > 0]) / max(float(weight.sum()), 1e-9) or 1.0
    for group in range(1, 10):
        found["employment_share", "occupation_1digit", str(group)] = float(share[group])
        found["relative_wage", "occupation_1digit", str(group)] = float(wage[group]) / mean
    return found
