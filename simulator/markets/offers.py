"""What seekers know of each opening: what it pays, what it asks for, and whose it is."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.core.compiled import njit

Array = NDArray[np.float64]


class Offers(NamedTuple):
    """What is known of each opening: post, pay (going wage x premium, currency/month) and the factor on it.

    The factor is that by decisions in vain; months of experience asked, 0 where a beginner may start; 1 for
    openings of private firms.
    """

    post: NDArray[np.int32]
    pay: Array
    rise: Array
    experience: Array
    private: Array


@njit
def offers_of(openings, start, wage, post_firm, decisions_in_vain, entry, premium, public, terms):
    """Offers of all openings; the first `entry` of a post ask for no experience.

    terms = (rise by decisions in vain, after and for how many, months of experience the others ask for).
    """
    rise, patience, limit, months = terms
    many = len(openings)
    pay, factor, experience, private = np.empty(many), np.empty(many), np.empty(many), np.empty(many)
    for to in range(len(start) - 1):
        place = 0
        for j in range(start[to], start[to + 1]):
            p = openings[j]
            place = place + 1 if j > start[to] and openings[j - 1] == p else 0
            pay[j] = wage[to] * (1.0 + premium[post_firm[p]])
            factor[j] = 1.0 + rise * min(max(decisions_in_vain[p] - patience, 0.0), limit)
            experience[j] = months if place >= entry[p] else 0.0
            private[j] = public[post_firm[p]] == 0
    return Offers(openings, pay, factor, experience, private)
