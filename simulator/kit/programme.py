"""Places for people: months that somebody pays for.

Paying firms for somebody in a job, for some months: hires, and staff that learns another post.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import EMPLOYED
from simulator.core.economy import Economy
from simulator.core.kernels import columns, lowest
from simulator.core.param import param
from simulator.core.streams import stream_key
from simulator.core.time import MONTHS_PER_YEAR
from simulator.kit.transfer import Subsidy, Transfer
from simulator.markets import training

Amounts = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Placement(Subsidy):
    """A subsidy for people, counted in months: it ends when they are over, or with the job."""

    horizon = param(
        24.0, bounds=(1.0, 240.0), kind="months",
        about="months over which firms reckon a hire; all of its cost for as long adds 1 to its score",
        source="months in which separations fade (separation_fade)", status="assumed",
    )  # fmt: skip

    def __init__(self, setting: Any) -> None:
        super().__init__(setting)
        self.offered: Mask | None = None
        self.usual: Amounts | None = None

    def sponsored(self, economy: Economy) -> Mask:
        """Whose employer this instrument pays, by row."""
        q = economy.persons
        here = (q.status == EMPLOYED) & (q.subsidy_left > 0) & (q.sponsor == self.position(economy))
        return np.asarray(here)

    def offer(self, economy: Economy, who: Mask, share: float, months: float) -> None:
        """Before people search: private firms know that these come with a subsidy, and rank them higher.

        A share of labour cost for so many months, over the months for which a firm reckons (score).
        """
        self.offered = who
        economy.persons.hire_appeal[who] += share * min(months / max(self.value("horizon"), 1.0), 1.0)

    def begin_hires(self, economy: Economy, months: int) -> None:
        """After hiring: nothing more for jobs that ended, and months begin for those whom firms hired."""
        q = economy.persons
        new = (q.status == EMPLOYED) & (q.tenure == 0)
        q.subsidy_left[(new | (q.status != EMPLOYED)) & (q.sponsor == self.position(economy))] = 0
        if self.offered is None:
            return
        hired = np.flatnonzero(new & self.offered & (q.subsidy_left == 0))
        self.begin_months(economy, hired[economy.firms.public[q.firm[hired]] == 0], months)
        self.offered = None

    def begin_months(self, economy: Economy, rows: NDArray[np.int64], months: Any) -> None:
        """Start to count for these people, so many months each."""
        q = economy.persons
        q.subsidy_left[rows] = months
        q.sponsor[rows] = self.position(economy)

    def subsidise_months(self, economy: Economy, amounts: Amounts) -> None:
        """Pay firms an amount for each sponsored person (currency/month, by row), and count the month."""
        q, firms, here = economy.persons, economy.firms, self.sponsored(economy)
        due = self.by_firm(economy, np.where(here, amounts, 0.0))
        self.subsidise(economy, due, int(here.sum()))
        q.subsidy_left[here] -= 1
        if self.usual is None:
            self.usual = np.zeros(firms.n)
        now = due / np.maximum(firms.wage_bill, 1e-300)
        self.usual += (np.minimum(now, 1.0) - self.usual) / MONTHS_PER_YEAR

    def tell_prices(self, economy: Economy) -> None:
        """In the phase `adoption`: firms reckon with a usual month's subsidies, in prices and automation."""
        if self.is_on and self.usual is not None:
            economy.firms.payroll_levy_rate -= self.usual


class Programme(Transfer):
    """A transfer to people in places, and the services bought for them."""

    def affordable(self, economy: Economy, monthly: float, months: float, promised_months: float) -> int:
        """Places that the fund can pay for to their end, after what is promised to those already in one.

        Parameters
        ----------
        monthly
            Cost of a place in a month, without administration (currency/month).
        months
            Length of a place.
        promised_months
            Months that people in places still have before them, summed.
        """
        fund = economy.fund_limit(self.name)
        each = monthly + self.overhead(economy, monthly, 1)
        if fund is None or each * months <= 0.0:
            return economy.population
        return int(max(0.0, fund - promised_months * each) / (each * months))

    def taught(self, economy: Economy) -> Any:
        """Who is in a course of this instrument, by row."""
        return training.in_course(economy.persons.status, economy.persons.sponsor, self.position(economy))

    def teach(self, economy: Economy, who: Any, pay: float, room: int, stream: str = "") -> float:
        """Courses pass a month, free places go to seekers among `who`, courses are bought; who is through.

        Seekers come after `wait` months out, by take-up and a keyed draw. Other parameters are `months`,
        `course_cost` (share of average wage per month), `certificate` and `learnt`. `pay`: what a place is
        expected to cost besides (currency/month); `room`: places, as far as the fund allows.
        """
        q, key = economy.persons, f"{stream or self.name}_"
        of, months = columns(training.Learners, q), self.value("months")
        price = self.value("course_cost") * economy.aggregates.average_wage
        finished = training.progress(q.n, self.taught(economy), of, economy.month, self.value("certificate"),
                                     self.value("learnt"), economy.moves)  # fmt: skip
        here = self.taught(economy)
        free = self.affordable(economy, price + pay, months, float(q.training_left[here].sum()))
        free = min(room - int(here.sum()), free)
        if free > 0:
            rows, rank = training.queue(q.n, who, of, int(self.value("wait")),
                                        stream_key(economy.root, f"{key}queue", economy.month))  # fmt: skip
            first = rows[lowest(rank, free)]
            training.begin(first, of, int(months), economy.openings_by_occupation(),
                           stream_key(economy.root, f"{key}target", economy.month),
                           economy.moves)  # fmt: skip
            q.sponsor[first], q.subsidy_left[first] = self.position(economy), 0
        taught = int(self.taught(economy).sum())
        self.serve(taught)
        self.buy(economy, price * taught)
        return float(finished)
