"""Places in courses as programmes run them: who is in one, who gets one, who is through."""

import numpy as np
from numpy.typing import NDArray

from simulator.core.economy import Economy
from simulator.core.kernels import columns, lowest
from simulator.core.streams import stream_key
from simulator.markets import training

Mask = NDArray[np.bool_]


def in_place(economy: Economy, sponsor: int) -> Mask:
    """Who is in a course of the instrument at this position in the scenario, by row."""
    q = economy.persons
    return np.asarray(training.in_course(q.status, q.sponsor, sponsor))


def pass_month(economy: Economy, own: Mask, certificate: float, learnt: float) -> int:
    """One more month of these courses; how many people are through."""
    q = economy.persons
    of = columns(training.Learners, q)
    return int(training.progress(q.n, own, of, economy.month, certificate, learnt, economy.moves))


def fill(
    economy: Economy, who: Mask, free: int, *, months: int, wait: int, sponsor: int, stream: str
) -> None:
    """Give free places to seekers among `who` after `wait` months out, by take-up and a keyed draw."""
    if free <= 0:
        return
    q, root, month = economy.persons, economy.root, economy.month
    of = columns(training.Learners, q)
    rows, rank = training.queue(q.n, who, of, wait, stream_key(root, f"{stream}_queue", month))
    first = rows[lowest(rank, free)]
    training.begin(first, of, months, economy.openings_by_occupation(),
                   stream_key(root, f"{stream}_target", month), economy.moves)  # fmt: skip
    q.sponsor[first], q.subsidy_left[first] = sponsor, 0
