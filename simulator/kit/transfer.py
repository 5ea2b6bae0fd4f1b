"""How money moves: paying people and firms, taking from them, what the law has employers pay, and places."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import EMPLOYED
from simulator.core.economy import Economy
from simulator.core.kernels import columns, lowest, sum_of
from simulator.core.ledger import ScalarAccount
from simulator.core.param import param
from simulator.core.streams import stream_key
from simulator.core.time import MONTHS_PER_YEAR
from simulator.kit.instrument import Instrument
from simulator.kit.targeting import Amounts, Mask, Targeted
from simulator.markets import training


class Levy(Instrument):
    """The state takes, into the fund of the instrument that the scenario earmarks it for or the budget."""

    family = "contribute"
    raises = True

    def charge_firms(self, economy: Economy, due: Amounts) -> float:
        """Take from private firms (currency/month, by row), as a tax on production; what was raised.

        Public employers do not tax themselves. Profit counts it; prices and decisions only do when the
        instrument tells firms beforehand, in the phase `adoption` or `law`.
        """
        due = due * (economy.firms.public == 0)
        total = float(sum_of(due))
        if total != 0.0:
            economy.firms.levies += due
            economy.ledger.pay(self.name, economy.accounts.firms, economy.accounts.state, due)
            self._raised(economy, total)
        return total

    def charge_people(self, economy: Economy, due: Amounts, *, kept: bool = False) -> float:
        """Take from people (currency/month, by row), in the phase `transfers`; what was raised.

        `kept`: due whatever one does, as a lump sum: it lowers unearned income.
        """
        self.only_in_transfers("takes from people")
        total, q = float(sum_of(due)), economy.persons
        if total != 0.0:
            q.policy_income -= due
            q.exempt_income -= due
            if kept:
                q.unearned -= due
            economy.ledger.pay(self.name, economy.accounts.households, economy.accounts.state, due)
            self._raised(economy, total)
        return total

    def charge(self, economy: Economy, payer: ScalarAccount, due: float) -> float:
        """Take from a single account, such as `economy.accounts.providers` or `.world`; what was raised."""
        if due != 0.0:
            if payer is economy.accounts.providers:
                economy.providers.levies += due
            economy.ledger.pay(self.name, payer, economy.accounts.state, due)
            self._raised(economy, due)
        return due

    def _raised(self, economy: Economy, total: float) -> None:
        economy.credit_fund(self.setting.earmark, total)
        self.administer(economy, total)


class Subsidy(Targeted):
    """The state pays private firms: a negative tax on production, which raises profit."""

    def by_firm(self, economy: Economy, amounts: Amounts) -> Amounts:
        """Sum amounts of persons (by row) over the firms that employ them (by row of firms)."""
        q, firms = economy.persons, economy.firms
        employed = q.firm >= 0
        return np.bincount(q.firm[employed], amounts[employed], minlength=firms.n).astype(np.float64)

    def subsidise(self, economy: Economy, amounts: Amounts, heads: int = 0) -> float:
        """Pay private firms (currency/month, by row), for `heads` people; what was paid in all.

        Its recipients are those people, or the firms where it `reaches` these.
        """
        wanted = amounts * (economy.firms.public == 0)
        part = self.covered(economy, float(sum_of(wanted)), heads)
        paid = wanted * part
        total = float(sum_of(paid))
        if total != 0.0:
            economy.firms.levies -= paid
            firms = float(sum_of(economy.firms.n_real * (paid != 0.0))) / economy.weight
            self.serve(firms if self.reaches == "firms" else heads, "at work")
            self.pay_out(economy, economy.accounts.firms, paid, total, heads * part)
        return total


class Mandate(Targeted):
    """Employers pay people beside wages: a labour cost of firms, and the state's for its own staff."""

    fundable = False
    by_employers = True
    channel = "employers pay people"

    def employers_pay(
        self, economy: Economy, amounts: Amounts, employer: NDArray[np.integer], *, beside_state: bool = False
    ) -> float:
        """Have employers (rows of firms) pay each person an amount (currency/month); what was paid in all.

        A compensation, free of tax and ignored by means tests. Phase `transfers`. `beside_state`: the state
        pays the same people, counts it as income in means tests, and administers each of them once.
        """
        self.only_in_transfers("pays people")
        total, q, firms = float(sum_of(amounts)), economy.persons, economy.firms
        if total == 0.0:
            return 0.0
        owed = amounts != 0.0
        self.serve(float(np.count_nonzero(owed)))
        due = np.bincount(employer[owed], amounts[owed], minlength=firms.n)
        private = due * (firms.public == 0)
        public = float(sum_of(due - private))
        firms.levies += private
        q.policy_income += amounts
        if not beside_state:
            q.exempt_income += amounts
        accounts = economy.accounts
        parts = [(self.name, accounts.firms, private), (self.name, accounts.state, public)]
        economy.ledger.gather(accounts.households, amounts, parts)
        self.administer(economy, total, 0.0 if beside_state else float(np.count_nonzero(owed)))
        return total


class Transfer(Targeted):
    """The state pays people, in the phase `transfers`."""

    def pay(
        self,
        economy: Economy,
        amounts: Amounts,
        *,
        taxed: bool = False,
        kept: bool = False,
        ends_with_job: bool = False,
        in_means_test: bool = False,
    ) -> float:
        """Pay each person an amount (currency/month, by row); what was paid in all.

        A fund that cannot pay all pays everybody the same part.

        Parameters
        ----------
        taxed
            Part of the income-tax base.
        kept
            Paid whatever one does: unearned income, which lowers participation.
        ends_with_job
            Lost on taking a job: raises the reservation wage and lowers search.
        in_means_test
            Counted as income by means-tested assistance.
        """
        self.only_in_transfers("pays people")
        total, heads = float(sum_of(amounts)), int(np.count_nonzero(amounts))
        if total == 0.0:
            return 0.0
        self.serve(heads)
        part = self.covered(economy, total, heads)
        paid = amounts if part == 1.0 else amounts * part
        q = economy.persons
        q.policy_income += paid
        for column, counts in (
            (q.policy_taxed, taxed),
            (q.unearned, kept),
            (q.stipend, ends_with_job),
            (q.exempt_income, not in_means_test),
        ):
            if counts:
                column += paid
        total = float(sum_of(paid))
        self.pay_out(economy, economy.accounts.households, paid, total, heads * part)
        return total

    def promise(self, economy: Economy, amounts: Amounts) -> None:
        """Tell people what this instrument would add if they took a job (net, currency/month, by row).

        Seekers know it when they look next month: a job may pay less by so much and still be taken.
        """
        self.only_in_transfers("promises")
        economy.persons.work_bonus += amounts

    def forewarn(self, economy: Economy, amounts: Amounts) -> None:
        """Tell people what they would lose if they took a job (currency/month, by row).

        For what others are paid too, such as a household's benefit; `ends_with_job` says it of one's own.
        """
        self.only_in_transfers("forewarns")
        economy.persons.stipend += amounts

    def acquire(self, economy: Economy, amounts: Amounts) -> float:
        """Buy from people what they own (currency, by row), which is no income to them; what was paid."""
        wanted = float(sum_of(amounts))
        if wanted == 0.0:
            return 0.0
        into = amounts * self.covered(economy, wanted)
        total = float(sum_of(into))
        economy.count["shares_bought"] += total
        self.pay_out(economy, economy.accounts.households, into, total)
        return total


class Placement(Subsidy):
    """A subsidy for people, counted in months: it ends when they are over, or with the job."""

    horizon = param(
        24.0,
        kind="months",
        bounds=(1.0, 240.0),
        about="months over which firms reckon a hire; all of its cost for as long adds 1 to its score",
        source="months in which separations fade (separation_fade)",
    )

    offered: Mask | None = None
    usual: Amounts | None = None

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
        learnt = self.value("certificate"), self.value("learnt")
        finished = training.progress(q.n, self.taught(economy), of, *learnt, economy.moves)
        here = self.taught(economy)
        free = self.affordable(economy, price + pay, months, float(q.training_left[here].sum()))
        free = min(room - int(here.sum()), free)
        if free > 0:
            rows, rank = training.queue(
                q.n, who, of, int(self.value("wait")), stream_key(economy.root, f"{key}queue", economy.month)
            )
            first = rows[lowest(rank, free)]
            training.begin(
                first,
                of,
                int(months),
                economy.openings_by_occupation(),
                stream_key(economy.root, f"{key}target", economy.month),
                economy.moves,
            )
            q.sponsor[first], q.subsidy_left[first] = self.position(economy), 0
        taught = int(self.taught(economy).sum())
        self.serve(taught)
        self.buy(economy, price * taught)
        return float(finished)
