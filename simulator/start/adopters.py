"""Which firms use AI in month 0: the adoption law run since 2021, hurdles giving the observed shares."""

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from simulator.start.draws import normals, uniforms
from simulator.technology import advance_technology, frontier_at

if TYPE_CHECKING:
    from simulator.model import Economy

CLOCK_START = 2021.0
"""Year in which firms begin to decide on AI (design, section 3)."""


def adoption_by_size(economy: "Economy") -> np.ndarray:
    """Observed share of firms using AI in month 0: below ten, 10-49, 50-249, 250+."""
    observed = np.asarray(economy.country.ai_adoption)[-1]
    return np.concatenate([[economy.parameters["micro_adoption"] * observed[0]], observed])


def set_adopters(economy: "Economy", root: np.uint64) -> None:
    """Run the adoption law from 2021 to month 0 on every firm; hurdles by size make the shares as observed.

    A firm has adopted when its keyed draw lies below its probability; its posts have gone part of the way
    to the frontier.
    """
    firms, posts, p = economy.firms, economy.posts, economy.parameters
    economy.month = 0
    advance_technology(economy)
    cost = np.exp(p["integration_spread"] * normals(root, "integration", firms.id))
    payback = np.log(np.maximum(_exposure(economy) * p["adoption_horizon"], 1e-9)) - np.log(cost)
    draw = uniforms(root, "adopter", firms.id)
    growth = frontier_growth(economy.world_parameters, economy.start_year)
    law = (growth, p["adoption_decisions"], p["adoption_dispersion"])
    for size, share in enumerate(adoption_by_size(economy)):
        rows = np.flatnonzero(firms.size_class == size)
        if len(rows) == 0:
            continue
        hurdle = fit_hurdle(payback[rows], firms.n_real[rows], share, law)
        firms.adopted[rows] = draw[rows] < adoption_probability(payback[rows] - hurdle, *law)
        cost[rows] *= np.exp(hurdle)
    firms.integration_cost = cost
    on = (firms.adopted[posts.firm] == 1) & (posts.active == 1)
    occ, s = economy.occupations, economy.scalars
    cheaper = occ.wage * (1.0 + s["employer_rate"]) > s["ai_price"]
    reach = p["adopter_progress"] * s["frontier"]
    posts.automated = np.where(on, (occ.automation * cheaper)[posts.occupation] * reach, 0.0)
    posts.augmented = np.where(on, occ.augmentation[posts.occupation] * reach * s["augmentation_gain"], 0.0)


def frontier_growth(world: dict[str, float], year: float) -> np.ndarray:
    """Log of the frontier relative to month 0, by month from January 2021 to the start (array)."""
    months = np.arange(int(round(12 * (year - CLOCK_START))))
    now = frontier_at(world, year)
    return np.log([frontier_at(world, CLOCK_START + m / 12.0) / now for m in months])


def adoption_probability(
    payback: np.ndarray, growth: np.ndarray, decisions: float, dispersion: float
) -> np.ndarray:
    """Chance that a firm of log payback `payback` in month 0 has adopted since 2021 by the rule."""
    outside = np.ones(len(payback))
    for step in growth:
        outside *= 1.0 - decisions * ndtr((payback + step) / dispersion)
    return 1.0 - outside


def fit_hurdle(
    payback: np.ndarray, weight: np.ndarray, share: float, law: tuple[np.ndarray, float, float]
) -> float:
    """Log hurdle at which the mean adoption probability (weighted by real firms) is the observed share."""

    def gap(hurdle: float) -> float:
        return float(np.average(adoption_probability(payback - hurdle, *law), weights=weight)) - share

    return float(brentq(gap, -25.0, 25.0, xtol=1e-6))


def _exposure(economy: "Economy") -> np.ndarray:
    """Month-0 saving per wage if the frontier were used (share of the wage bill), by firm."""
    posts, occ, firms, s = economy.posts, economy.occupations, economy.firms, economy.scalars
    labour = occ.wage * (1.0 + s["employer_rate"])
    task = np.maximum(0.0, labour - s["ai_price"]) * occ.automation
    task = task + labour * occ.augmentation * s["augmentation_gain"]
    gain = np.bincount(posts.firm, posts.heads * task[posts.occupation] * s["frontier"], minlength=firms.n)
    wages = np.bincount(posts.firm, posts.heads * occ.wage[posts.occupation], minlength=firms.n)
    return np.asarray(gain / np.maximum(wages, 1e-9))


def pin_world(economy: "Economy") -> None:
    """The shadow foreign economy starts at the mean adoption of our firms with ten heads or more."""
    firms, world = economy.firms, economy.world
    big = firms.size_class > 0
    world.adopters = float((firms.adopted * firms.n_real)[big].sum() / firms.n_real[big].sum())
    world.adoption_probit = float(ndtri(world.adopters))
    occ, s = economy.occupations, economy.scalars
    labour = occ.wage * (1.0 + s["employer_rate"])
    cheaper = labour > s["ai_price"]
    weight = occ.employed / occ.employed.sum()
    reach = weight * occ.automation * cheaper
    saved = float((reach * (labour - s["ai_price"]) / labour).sum()) * s["frontier"]
    gain = saved + float((weight * occ.augmentation).sum()) * s["frontier"] * s["augmentation_gain"]
    world.gain_start = max(gain, 1e-12)
    progress = world.adopters * economy.parameters["adopter_progress"]
    world.saving = world.saving_start = progress * gain
    world.automated = progress * float(reach.sum()) * s["frontier"]
