"""Which firms use AI in month 0, and the integration hurdles that make the observed shares a threshold."""

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from simulator.start.draws import normals
from simulator.technology import advance_technology

if TYPE_CHECKING:
    from simulator.model import Economy

PROGRESS = 0.5
"""Share of the frontier that month-0 adopters have reached (assumed; roll-out takes about three years)."""
MICRO_SHARE = 0.5
"""Adoption in firms below ten heads over that of 10-49 (assumed; the survey starts at ten)."""


def adoption_by_size(economy: "Economy") -> np.ndarray:
    """Observed share of firms using AI in month 0: below ten, 10-49, 50-249, 250+."""
    observed = np.asarray(economy.country.ai_adoption)[-1]
    return np.concatenate([[MICRO_SHARE * observed[0]], observed])


def set_adopters(economy: "Economy", root: np.uint64) -> None:
    """Firms with the lowest hurdles use AI already; their posts have gone part of the way to the frontier."""
    firms, posts, p = economy.firms, economy.posts, economy.parameters
    economy.month = 0
    advance_technology(economy)
    cost = np.exp(p["integration_spread"] * normals(root, "integration", firms.id))
    exposure = _exposure(economy)
    payback = np.log(np.maximum(exposure, 1e-6)) - np.log(cost)
    for size, share in enumerate(adoption_by_size(economy)):
        rows = np.flatnonzero(firms.size_class == size)
        order = rows[np.argsort(-payback[rows], kind="stable")]
        reached = np.cumsum(firms.n_real[order]) - firms.n_real[order] / 2.0
        firms.adopted[order[reached <= share * firms.n_real[rows].sum()]] = 1
    firms.integration_cost = cost
    on = (firms.adopted[posts.firm] == 1) & (posts.active == 1)
    occ, s = economy.occupations, economy.scalars
    cheaper = occ.wage * (1.0 + s["employer_rate"]) > s["ai_price"]
    reach = PROGRESS * s["frontier"]
    posts.automated = np.where(on, (occ.automation * cheaper)[posts.occupation] * reach, 0.0)
    posts.augmented = np.where(on, occ.augmentation[posts.occupation] * reach * s["augmentation_gain"], 0.0)


def _exposure(economy: "Economy") -> np.ndarray:
    """Month-0 saving per wage if the frontier were used (share of the wage bill), by firm."""
    posts, occ, firms, s = economy.posts, economy.occupations, economy.firms, economy.scalars
    labour = occ.wage * (1.0 + s["employer_rate"])
    task = np.maximum(0.0, labour - s["ai_price"]) * occ.automation + labour * occ.augmentation * s["augmentation_gain"]
    gain = np.bincount(posts.firm, posts.heads * task[posts.occupation] * s["frontier"], minlength=firms.n)
    wages = np.bincount(posts.firm, posts.heads * occ.wage[posts.occupation], minlength=firms.n)
    return np.asarray(gain / np.maximum(wages, 1e-9))


def set_hurdles(economy: "Economy") -> None:
    """Scale integration costs by size class so that the marginal adopter's payback is one in month 0.

    Also pins the shadow foreign economy to the mean adoption of firms with ten heads or more.
    """
    firms, p, world = economy.firms, economy.parameters, economy.world
    exposure = _exposure(economy) * p["adoption_horizon"]
    for size in range(4):
        rows = np.flatnonzero(firms.size_class == size)
        if len(rows) == 0:
            continue
        raw = np.log(np.maximum(exposure[rows], 1e-9) / firms.integration_cost[rows])
        on = firms.adopted[rows] == 1
        edge = raw[on].min() if on.any() else raw.max() + 0.1
        firms.integration_cost[rows] *= np.exp(edge)
    big = firms.size_class > 0
    world.adopters = float((firms.adopted * firms.n_real)[big].sum() / firms.n_real[big].sum())
    world.adoption_probit = float(ndtri(world.adopters))
    occ, s = economy.occupations, economy.scalars
    labour = occ.wage * (1.0 + s["employer_rate"])
    cheaper = labour > s["ai_price"]
    weight = occ.employed / occ.employed.sum()
    saved = float((weight * occ.automation * cheaper * (labour - s["ai_price"]) / labour).sum()) * s["frontier"]
    gain = saved + float((weight * occ.augmentation).sum()) * s["frontier"] * s["augmentation_gain"]
    world.gain_start = max(gain, 1e-12)
    world.saving = world.saving_start = world.adopters * PROGRESS * gain
    world.automated = world.adopters * PROGRESS * float((weight * occ.automation * cheaper).sum()) * s["frontier"]
