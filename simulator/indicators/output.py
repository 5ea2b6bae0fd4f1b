"""Output, prices, trade, wages and AI use; the central bank's rate, and what it and prices are set by."""

from math import exp

import numpy as np

from simulator.agents.firm import LARGE, MEDIUM, SMALL, share_using_ai
from simulator.agents.person import EMPLOYED, INFORMAL, OWN_ACCOUNT, PUBLIC_JOB, WORKING
from simulator.agents.state import spending
from simulator.core.aggregates import charged_price
from simulator.core.economy import Economy
from simulator.core.kernels import sum_of
from simulator.indicators.people import Census, Parts, status_in
from simulator.markets.goods import labour_of_new_tasks
from simulator.scenario.country.profile import FIRM_SIZES


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


def measure(economy: Economy, seen: Census) -> dict[str, float]:
    """Totals of the month (national)."""
    s, accounts, w = economy.aggregates, economy.accounts_of_month, economy.weight
    firms, posts = economy.firms, economy.posts
    wage = float(seen.paid.sum()) / max(float(len(seen.paid)), 1.0)
    hours = seen.hours + float(seen.people[:, (OWN_ACCOUNT, INFORMAL, PUBLIC_JOB)].sum())
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


def by_major_group(economy: Economy) -> Parts:
    """Employment share and relative hourly wage by ISCO major group (yearly).

    A group's wage is its employees'; the mean weighs groups by all who work in them, as the targets do: where
    half of a country works on its own account, employees are another mix.
    """
    q = economy.persons
    works = status_in(q.status, WORKING)
    employees = q.status == EMPLOYED  # counted as 1 or 0, which is quicker than to choose rows
    major = economy.major_group[q.occupation]
    found = {}
    share = np.bincount(major, works, minlength=10) / max(float(works.sum()), 1.0)
    pay = np.bincount(major, q.wage * employees, minlength=10)
    heads = np.bincount(major, employees, minlength=10)
    wage = pay / np.maximum(heads, 1)
    weight = share[heads > 0]
    mean = float(weight @ wage[heads > 0]) / max(float(weight.sum()), 1e-9) or 1.0
    for group in range(1, 10):
        found["employment_share", "occupation_1digit", str(group)] = float(share[group])
        found["relative_wage", "occupation_1digit", str(group)] = float(wage[group]) / mean
    return found


def by_employer(economy: Economy) -> Parts:
    """Employees (national) and real pay of a month by the sector and the size of who employs them."""
    q, firms, country = economy.persons, economy.firms, economy.country
    staff = q.status == EMPLOYED
    pay = q.wage / charged_price(economy.aggregates) * staff
    size = np.where(firms.public == 1, len(FIRM_SIZES), firms.size_class)
    groupings = {"sector": (firms.sector, country.sectors), "firm_size": (size, (*FIRM_SIZES, "public"))}
    found: Parts = {}
    for by, (of_firm, labels) in groupings.items():
        code = of_firm[q.firm]  # of people without a firm it counts nothing
        heads, paid = np.bincount(code, staff, len(labels)), np.bincount(code, pay, len(labels))
        for k in np.flatnonzero(heads).tolist():
            found["employees", by, labels[k]] = float(heads[k]) * economy.weight
            found["real_wage", by, labels[k]] = float(paid[k] / heads[k])
    return found


def monetary(economy: Economy) -> dict[str, float]:
    """The policy rate, and what is handed on to it and to prices, this month."""
    s, w = economy.aggregates, economy.weight
    return {
        "policy_rate": economy.central_bank.rate,
        "idle_hours": s.idle_hours,
        "net_prices": s.consumer_price,
        "usual_output": s.usual_output * w,
        "share_value": s.share_value * w,
        "going_wage": s.average_wage,
        "relative_productivity": s.relative_productivity,
        "real_exchange_rate": exp(economy.world.price_gap),
    }
