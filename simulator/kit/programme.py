"""Places for people: months that somebody pays for."""

from typing import Any

from simulator.core.economy import Economy
from simulator.core.kernels import columns, lowest
from simulator.core.streams import stream_key
from simulator.kit.transfer import Transfer
from simulator.markets import training


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
