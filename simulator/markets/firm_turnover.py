"""Firms that close, and the entrants that take their slots."""

from collections import namedtuple

import numpy as np

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.agents.person import EMPLOYED
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import columns
from simulator.core.streams import stream_key, uniform
from simulator.markets.hiring import forget_posts
from simulator.markets.separations import Posts, Workers, become_unemployed, leave_post

Firms = namedtuple("Firms", "id active public heads overdraft wage_bill exiting")
"""Columns of firms that say which of them close."""


@njit
def choose_exits(n, firms, key, hazard, size, debt):
    """Mark firms that close: below `size` heads at a hazard, others owing `debt` annual wage bills."""
    count = 0
    for f in range(n):
        firms.exiting[f] = 0
        if not firms.active[f] or firms.public[f]:
            continue
        broke = firms.overdraft[f] > debt * 12.0 * firms.wage_bill[f] and firms.overdraft[f] > 0.0
        if broke or (firms.heads[f] < size and uniform(key, firms.id[f]) < hazard):
            firms.exiting[f] = 1
            count += 1
    return count


@njit
def dismiss(n, month, q, posts, exiting, firm_heads, moves, insurance):
    """Everyone employed by a closing firm is laid off, insured like any other; returns how many."""
    lost = 0
    for i in range(n):
        if q.status[i] == EMPLOYED and exiting[q.firm[i]]:
            leave_post(i, q, posts, firm_heads)
            become_unemployed(i, q, month, moves, insurance)
            lost += 1
    return lost


def turn_over_firms(economy: Economy) -> None:
    """Close firms, settle with the bank and the owners, and let entrants take the slots with new draws."""
    firms, q, posts, p = economy.firms, economy.persons, economy.posts, economy.parameters
    key = stream_key(economy.root, "firm_exit", economy.month)
    count = choose_exits(
        firms.n, columns(Firms, firms), key, p["exit_hazard"], p["exit_size"], p["exit_debt"]
    )
    economy.count["firm_exits"] = float(count)
    if count == 0:
        return
    lost = dismiss(q.n, economy.month, columns(Workers, q), columns(Posts, posts), firms.exiting, firms.heads,
                   economy.moves, economy.insurance)  # fmt: skip
    economy.count["separations"] += lost
    economy.count["layoffs"] += lost
    closing = firms.exiting == 1
    write_off = np.where(closing, firms.overdraft, 0.0)
    accounts = economy.accounts
    economy.ledger.pay("write_off", accounts.bank, accounts.firms, float(write_off.sum()), write_off)
    for column in (firms.loan, firms.deposits, firms.overdraft):
        column -= write_off
    _enter(economy, closing)


def _enter(economy: Economy, closing: np.ndarray) -> None:
    """An entrant takes over equipment and regular loan; it starts at the sector's price and without AI."""
    firms, posts, sectors = economy.firms, economy.posts, economy.sectors
    firms.generation[closing] += 1
    firms.id[closing] += firms.capacity
    firms.price[closing] = sectors.price[firms.sector[closing]]
    firms.demand_shock[closing] = 0.0
    firms.customers[closing] = _usual_customers(economy)[firms.sector[closing]]
    firms.adopted[closing] = 0
    firms.integration_left[closing] = 0.0
    own = closing.repeat(POSTS_PER_FIRM)
    forget_posts(economy.persons, own)
    for counter in (posts.ai_used, posts.unfilled, posts.decisions_in_vain):
        counter[own] = 0
    for column in (posts.automated, posts.augmented, posts.ai_pending, posts.expected_quits):
        column[own] = 0.0


def _usual_customers(economy: Economy) -> np.ndarray:
    """Customers of the firms of each sector on average, by their month-0 shares of its demand."""
    firms, kinds = economy.firms, len(economy.sectors.id)
    shares = np.bincount(firms.sector, firms.demand_base, minlength=kinds)
    kept = np.bincount(firms.sector, firms.demand_base * firms.customers, minlength=kinds)
    return np.asarray(np.divide(kept, shares, out=np.ones(kinds), where=shares > 0.0))
