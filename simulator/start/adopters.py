"""Which firms use AI in month 0, and where: the law since 2021, with hurdles that give surveyed shares."""

from bisect import bisect_right
from math import ceil

import numpy as np
import scipy

from simulator.agents.firm import POSTS_PER_FIRM
from simulator.core.economy import Economy
from simulator.core.errors import InputError
from simulator.core.frontier import frontier_at
from simulator.economy.technology import advance_technology, tasks_worth_automating
from simulator.start.draws import normals, uniforms

CLOCK_START = 2021.0
"""Year in which firms begin to decide on AI (design, section 3)."""
NEVER = 100.0
"""Log hurdle of firms that the technology does not reach."""
NEXT_TO_NOTHING = 1e-9
"""Months of wages that AI is thought to save where it can do nothing: some firms use it all the same."""


def last_survey(economy: Economy) -> tuple[np.ndarray, int]:
    """Share of firms that used AI when they were last asked before month 0, and months from 2021 to then.

    Below ten, 10-49, 50-249, 250+. Before the first survey its shares stand for those of month 0.
    """
    country, opens = economy.country, economy.start_year
    years = country.ai_adoption_years
    asked = max(bisect_right(years, opens + 1e-9) - 1, 0)
    observed = np.asarray(country.ai_adoption)[asked]
    shares = np.concatenate([[economy.parameters["micro_adoption"] * observed[0]], observed])
    return shares, months_since_2021(min(years[asked], opens))


def set_adopters(economy: Economy, root: np.uint64) -> None:
    """Run the adoption law from 2021 to month 0 on every occupation of every firm.

    Hurdles by size make the expected shares of firms that use AI anywhere as they were when last surveyed;
    from then on the law goes by itself. Where AI is used, posts are at the frontier.
    Raises InputError where that cannot be.
    """
    firms, posts, p = economy.firms, economy.posts, economy.parameters
    economy.month = 0
    advance_technology(economy)
    cost = np.exp(p["integration_spread"] * normals(root, "integration", firms.id))
    first, later = (gain - np.log(cost)[:, None] for gain in log_paybacks(economy))
    growth = frontier_growth(economy.world_parameters, economy.start_year)
    law = (growth, p["adoption_decisions"], p["adoption_dispersion"])
    hurdle = np.full(firms.n, NEVER)
    shares, months = last_survey(economy)
    until_then = (growth[:months], *law[1:])
    check_decisions(float(shares.max()), months, p["adoption_decisions"])
    for size, share in enumerate(shares):
        rows = np.flatnonzero((firms.size_class == size) & (firms.reach > 0.0))
        if len(rows) > 0:
            hurdle[rows] = fit_hurdle(first[rows].max(axis=1), firms.n_real[rows], share, until_then)
    firms.integration_cost = cost * np.exp(hurdle)
    draws = np.array([uniforms(root, f"adoption {month}", firms.id) for month in range(len(growth))])
    used = occupations_with_ai(first - hurdle[:, None], later - hurdle[:, None], draws, law)
    firms.adopted = used.any(axis=1)
    posts.ai_used = used.ravel()
    occ, s = economy.occupations, economy.aggregates
    _, worth = labour_and_worth(economy)
    reach = (posts.ai_used == 1) * firms.reach[posts.firm]
    freed = (1.0 - s.ai_kept) * occ.ai_tasks * worth
    posts.automated = reach * freed[posts.occupation]
    posts.augmented = reach * occ.ai_help[posts.occupation] * s.augmentation_gain


def log_paybacks(economy: Economy) -> tuple[np.ndarray, np.ndarray]:
    """Log payback of AI in each post in month 0 at an integration cost of one month's wages [firms, posts].

    As the first occupation of its firm, and as a later one; minus infinity where nobody works.
    """
    posts, firms, p = economy.posts, economy.firms, economy.parameters
    wages = posts.heads * economy.occupations.wage[posts.occupation]
    total = np.bincount(posts.firm, wages, minlength=firms.n)[posts.firm]
    fixed = p["integration_fixed"]
    first = fixed * total + (1.0 - fixed) * wages
    saving = possible_saving(economy)
    gain = np.maximum(p["adoption_horizon"] * saving, NEXT_TO_NOTHING * posts.active * wages)
    with np.errstate(divide="ignore"):  # ratios first: hurdles are the same bit for bit in any currency
        as_first, as_later = (
            np.log(gain / np.maximum(cost, 1e-300)).reshape(firms.n, POSTS_PER_FIRM)
            for cost in (first, (1.0 - fixed) * wages)
        )
    return as_first, as_later


def possible_saving(economy: Economy) -> np.ndarray:
    """Month-0 saving in each post if the frontier were used (currency/month) [P]."""
    posts = economy.posts
    people = posts.active * posts.heads * economy.firms.reach[posts.firm]
    return np.asarray(people * saving_by_occupation(economy)[posts.occupation])


def labour_and_worth(economy: Economy) -> tuple[np.ndarray, np.ndarray]:
    """What labour costs, and the share of tasks for which AI is worth it in month 0 [O, O]."""
    s = economy.aggregates
    labour = economy.occupations.wage * (1.0 + s.employer_rate)
    return labour, tasks_worth_automating(economy, labour, s.ai_price)


def saving_by_occupation(economy: Economy) -> np.ndarray:
    """Month-0 saving per employee if the frontier were used, net of fees (currency/month) [O]."""
    occ, s = economy.occupations, economy.aggregates
    labour, worth = labour_and_worth(economy)
    task = worth * (labour * (1.0 - s.ai_kept) - s.ai_price) * occ.ai_tasks
    return np.asarray(task + labour * occ.ai_help * s.augmentation_gain)


def occupations_with_ai(
    first: np.ndarray, later: np.ndarray, draws: np.ndarray, law: tuple[np.ndarray, float, float]
) -> np.ndarray:
    """Where AI is used after the months of the law, by its rules and keyed draws [firms, posts].

    first, later: log payback in month 0 [firms, posts]; draws: uniforms [months, firms].
    """
    growth, decisions, dispersion = law
    used = np.zeros(first.shape, np.bool_)
    for step, draw in zip(growth, draws, strict=True):
        payback = np.where(used.any(axis=1)[:, None], later, first)
        used |= (draw / max(decisions, 1e-300))[:, None] < scipy.special.ndtr((payback + step) / dispersion)
    return used


def frontier_growth(world: dict[str, float], year: float) -> np.ndarray:
    """Log of the frontier relative to month 0, by month from January 2021 to the start (array)."""
    months = np.arange(months_since_2021(year))
    now = frontier_at(world, year)
    return np.log([frontier_at(world, CLOCK_START + m / 12.0) / now for m in months])


def months_since_2021(year: float) -> int:
    """Months in which firms have decided by a (fractional) year; below nothing before 2021."""
    return int(round(12 * (year - CLOCK_START)))


def adoption_probability(
    payback: np.ndarray, growth: np.ndarray, decisions: float, dispersion: float
) -> np.ndarray:
    """Chance that a firm whose best first occupation has log payback `payback` has adopted since 2021."""
    outside = np.ones(len(payback))
    for step in growth:
        outside *= 1.0 - decisions * scipy.special.ndtr((payback + step) / dispersion)
    return 1.0 - outside


def check_decisions(share: float, months: int, decisions: float) -> None:
    """InputError where firms decide too seldom for `share` of them to have adopted within so many months."""
    least = 1.0 - (1.0 - share) ** (1.0 / months) if months else float(share > 0.0)
    if decisions < least:
        users = f"{share:.0%} of firms to use AI {months} months after 2021 began"
        allowed = f"allowed: {ceil(1e4 * least) / 1e4:g} to 1 per month"
        told = f"{decisions:g} is too small for {users}; {allowed}"
        raise InputError(told, field="parameters.adoption_decisions")


def fit_hurdle(
    payback: np.ndarray, weight: np.ndarray, share: float, law: tuple[np.ndarray, float, float]
) -> float:
    """Log hurdle at which the mean adoption probability (weighted by real firms) is the observed share."""

    def gap(hurdle: float) -> float:
        return float(np.average(adoption_probability(payback - hurdle, *law), weights=weight)) - share

    return float(scipy.optimize.brentq(gap, -25.0, 25.0, xtol=1e-6))


def pin_world(economy: Economy) -> None:
    """The shadow foreign economy starts where we are: the share of AI's saving in posts that use it."""
    posts, world, possible = economy.posts, economy.world, possible_saving(economy)
    world.adopters = float((possible * posts.ai_used).sum() / max(possible.sum(), 1e-300))
    world.adoption_probit = float(scipy.special.ndtri(np.clip(world.adopters, 1e-6, 1.0 - 1e-6)))
    occ, (labour, worth) = economy.occupations, labour_and_worth(economy)
    weight = occ.employed / occ.employed.sum() * occ.reach
    world.gain_start = max(float((weight * saving_by_occupation(economy) / labour).sum()), 1e-12)
    world.saving = world.saving_start = world.adopters * world.gain_start
    done = world.adopters * weight * occ.ai_tasks * worth
    world.automated = float(done.sum())
