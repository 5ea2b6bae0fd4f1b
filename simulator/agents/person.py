"""Persons aged 16 and over. One row stands for `weight` people of the country.

Households: who lives together is a demographic script that no policy changes.
"""

from typing import Any, NoReturn

import numpy as np

from simulator.core.population import ArrayAgent, Column


class Household(ArrayAgent):
    """People who share an income. Adults are persons; children under 16 are counted."""

    id = Column(np.int64, unit="id", about="household")
    adults = Column(np.int8, unit="persons", about="members aged 16 and over")
    children = Column(np.int8, unit="persons", about="children under 16")
    women_care = Column(np.uint8, unit="flag", about="fixed draw: 1 where women mainly care for children")
    income = Column(np.float64, unit="money/month", about="survey income of the members, smoothed")
    equivalised_income = Column(np.float64, unit="money/month", about="per modified OECD consumption unit")
    means = Column(np.float64, unit="money/month", about="income counted by means tests, before assistance")


def members(homes: Any) -> np.ndarray:
    """People per household, children included (float64); nobody where nobody lives."""
    return np.where(homes.adults > 0, homes.adults + homes.children, 0).astype(np.float64)


ABSENT, EMPLOYED, OWN_ACCOUNT, INFORMAL, UNEMPLOYED, TRAINING, INACTIVE, RETIRED, PUBLIC_JOB = range(9)
STATUS_NAMES = (
    "absent", "employed", "own_account", "informal", "unemployed", "training", "inactive", "retired",
    "public_job",
)  # fmt: skip
WORKING = (EMPLOYED, OWN_ACCOUNT, INFORMAL, PUBLIC_JOB)
SEEKING = (UNEMPLOYED, TRAINING)
IN_FORCE = (*WORKING, *SEEKING)
"""Whom programmes and the burn-in count on: a course takes nobody out of it."""
LABOUR_FORCE = (*WORKING, UNEMPLOYED)
"""The ILO's: who is in a course neither works nor is at once available for work."""

HALF_TIME = 0.5
"""Hours of those who work half-time (share of full time)."""

POLICY_INCOME = (
    "policy_income", "policy_taxed", "stipend", "unearned", "exempt_income", "work_bonus", "outside_wage",
)  # fmt: skip
"""Columns that instruments fill anew each month."""

LEVERS = ("care_place", "hire_appeal", "short_time")
"""Columns that instruments set ahead of the month's decisions; cleared as it begins."""

SURVEY_AGES = (25, 55, 65)
"""Ages at which groups of the labour force survey begin after the first, which is of 16 to 24 (years)."""
GENERATIONS = (18, 35, 55)
"""The same of three generations; who is younger is in none."""

STAYS, SEPARATES, LAID_OFF, WITHDRAWS = range(4)


class Person(ArrayAgent):
    """A person: who they are, what they do this month, and what they own."""

    id = Column(np.int64, unit="id", about="never reused; keys every random draw of the person")
    active = Column(np.uint8, unit="flag", about="1 while alive and aged 16 or over")
    birth_month = Column(np.int32, unit="month", about="month of birth, month 0 = start of the scenario")
    arrival_month = Column(np.int32, unit="month", about="turns 16 or immigrates (scripted)")
    death_month = Column(np.int32, unit="month", about="dies or emigrates (scripted)")
    comes_to_work = Column(np.uint8, unit="flag", about="1: looks for work on arrival (scripted)")
    leaves_home_month = Column(np.int32, unit="month", about="leaves the parents (scripted)", default=-1)
    sex = Column(np.int8, unit="code", about="0 male, 1 female")
    education = Column(np.int8, unit="code", about="0 up to lower secondary, 1 upper secondary, 2 tertiary")
    enterprise = Column(
        np.float64, unit="ratio", about="own-account sales over ability's, fixed, mean 1", default=1.0
    )
    ability = Column(np.float64, unit="ratio", about="fixed wage factor, mean 1 by occupation", default=1.0)
    household = Column(np.int32, unit="row", about="household now")
    carer = Column(np.uint8, unit="flag", about="1 who mainly cares for the children of the household")
    own_household = Column(np.int32, unit="row", about="household after leaving home", default=-1)
    heir = Column(np.int32, unit="row", about="who inherits (scripted)", default=-1)
    age_group = Column(np.int8, unit="code", about="0: 16-24, 1: 25-54, 2: 55-64, 3: 65+ (current)")

    status = Column(np.int8, unit="code", about="see STATUS_NAMES", default=INACTIVE)
    leaving = Column(np.int8, unit="code", about="this month: stays, separates, laid off, withdraws")
    months_in_status = Column(np.int32, unit="months", about="months since the status last changed")
    months_out = Column(np.int32, unit="months", about="months since the last job ended")
    occupation = Column(np.int32, unit="row", about="occupation of the job, of the last job, or looked for")
    firm = Column(np.int32, unit="row", about="employer, -1 without", default=-1)
    post = Column(np.int32, unit="row", about="post held, -1 without", default=-1)
    hours = Column(np.float64, unit="share of full time", about="1 full, 0.5 half", default=1.0)
    usual_hours = Column(
        np.float64, unit="share of full time", about="without what policies and taxes change", default=1.0
    )
    half_time_taste = Column(np.float64, unit="share", about="fixed draw: the lowest work half-time")
    wage = Column(np.float64, unit="money/month", about="contract wage, full-time equivalent, gross")
    job_value = Column(
        np.float64, unit="ratio", about="worth of the job to the person over its pay; of the last, without",
        default=1.0,
    )  # fmt: skip
    tenure = Column(np.int32, unit="months", about="months with the employer")
    last_wage = Column(np.float64, unit="money/month", about="full-time wage of the last job")
    reservation_wage = Column(
        np.float64, unit="money/month", about="gross full-time wage that a job must be worth"
    )
    experience = Column(np.int32, unit="months", about="months ever worked")
    standing = Column(np.float64, unit="score", about="how employers rank the person before seeing the post")
    skill = Column(np.float64, unit="ratio", about="transferable skill, 1 = fully skilled", default=1.0)
    attachment = Column(np.float64, unit="share", about="of the recent past spent in work, fading")
    search_type = Column(np.float64, unit="ratio", about="persistent search factor, mean 1", default=1.0)
    job_risk = Column(np.float64, unit="share", about="chance that the job is one too many")
    effort = Column(np.float64, unit="ratio", about="search effort this month: applications over usual ones")
    certificate = Column(np.float64, unit="score", about="recent training as employers see it, fades")
    training_left = Column(np.int32, unit="months", about="months of the current course left")
    training_target = Column(np.int32, unit="row", about="occupation trained for, -1 none", default=-1)
    takeup = Column(np.float64, unit="share", about="take-up propensity, drawn at birth")
    entitled = Column(np.int8, unit="1 or 0", about="receives disability, family or survivors' benefits")
    sponsor = Column(np.int8, unit="position", about="instrument of the scenario that pays place or job")
    subsidy_left = Column(np.int16, unit="months", about="months for which the employer is still paid")
    hire_appeal = Column(np.float64, unit="score", about="what policies add to the rank with private firms")
    short_time = Column(np.float64, unit="share of hours", about="hours cut instead of a layoff, this month")
    digital = Column(np.float64, unit="share", about="part of a skill distance bridged by a digital course")
    digital_skill = Column(np.uint8, unit="flag", about="1 with digital skill, from a survey or a course")
    left_month = Column(np.int32, unit="month", about="month in which the last job ended", default=-1)
    recall_post = Column(np.int32, unit="row", about="post that may call back, -1 none", default=-1)
    recall_tenure = Column(np.int32, unit="months", about="tenure in that post when laid off")
    discouraged = Column(np.uint8, unit="flag", about="1 once gave up looking for work, until back")
    displaced_month = Column(np.int32, unit="month", about="last layoff caused by AI, -1 never", default=-1)
    trained_month = Column(np.int32, unit="month", about="month the last course ended, -1 never", default=-1)
    u_separation = Column(np.float64, unit="share", about="draw of whose job ends, even among people alike")
    u_participation = Column(np.float64, unit="share", about="of who leaves or enters the labour force, even")
    layoff_weight = Column(
        np.float64, unit="ratio", about="risk of a layoff over the post's, without tenure", default=1.0
    )
    u_layoff = Column(np.float64, unit="share", about="draw of who is laid off, even within a post")
    u_self_employment = Column(np.float64, unit="share", about="draw of who starts or ends own work, even")
    exit_hazard = Column(np.float64, unit="per month", about="hazard of leaving the labour force")
    entry_hazard = Column(np.float64, unit="per month", about="hazard of entering the labour force")
    separation_level = Column(np.float64, unit="ratio", about="separation risk over the mean", default=1.0)
    own_account_level = Column(
        np.float64, unit="ratio", about="starts on own account, by age and sex", default=1.0
    )
    informal_level = Column(
        np.float64, unit="ratio", about="starts of informal work, by age and sex", default=1.0
    )

    benefit_base = Column(np.float64, unit="money/month", about="earnings on which the benefit is reckoned")
    benefit_months_left = Column(np.int32, unit="months", about="entitlement left")
    benefit_months_paid = Column(np.int32, unit="months", about="months of the claim paid so far")
    benefit_months_added = Column(np.int32, unit="months", about="last months of the claim, due to a policy")
    contribution_months = Column(np.int32, unit="months", about="months of contributions not yet used")
    pension = Column(np.float64, unit="money/month", about="pension in payment")
    earnings = Column(np.float64, unit="money/month", about="gross earnings of the month")
    employer_contribution = Column(np.float64, unit="money/month", about="paid by the employer on top")
    employee_contribution = Column(np.float64, unit="money/month", about="withheld from earnings")
    income_tax = Column(np.float64, unit="money/month", about="tax on earnings, benefits and capital income")
    benefit = Column(np.float64, unit="money/month", about="unemployment insurance")
    assistance = Column(np.float64, unit="money/month", about="means-tested assistance")
    guarantee = Column(
        np.float64, unit="money/month", about="part of it that tops up to the law's minimum income"
    )
    assistance_after = Column(np.float64, unit="money/month", about="assistance, if insurance paid nothing")
    guarantee_after = Column(np.float64, unit="money/month", about="part of that by the law's minimum income")
    child_benefit = Column(np.float64, unit="money/month", about="child benefit")
    transfer = Column(np.float64, unit="money/month", about="other public transfers")
    policy_income = Column(np.float64, unit="money/month", about="all that policies pay less what they take")
    policy_taxed = Column(np.float64, unit="money/month", about="part of it in the income-tax base")
    stipend = Column(np.float64, unit="money/month", about="part of it that ends with a job")
    unearned = Column(np.float64, unit="money/month", about="part of it that comes whatever one does")
    exempt_income = Column(np.float64, unit="money/month", about="part of it that means tests ignore")
    work_bonus = Column(np.float64, unit="money/month", about="what policies would add to a job, net")
    care_place = Column(np.uint8, unit="flag", about="1 while a public care place frees the person's time")
    kept = Column(np.float64, unit="ratio", about="net pay by the month's tax law over today's", default=1.0)
    kept_hours = Column(np.float64, unit="ratio", about="the same of a second half day", default=1.0)
    outside_wage = Column(np.float64, unit="money/month", about="full-time pay of a guaranteed job, gross")
    sales_income = Column(np.float64, unit="money/month", about="own-account or informal income")
    capital_income = Column(np.float64, unit="money/month", about="dividends and interest")
    disposable_income = Column(np.float64, unit="money/month", about="income after taxes and transfers")
    permanent_income = Column(np.float64, unit="money/month", about="income smoothed over twelve months")
    survey_income = Column(np.float64, unit="money/month", about="as a household survey records it, smoothed")
    consumption = Column(np.float64, unit="money/month", about="spending including VAT")
    deposits = Column(np.float64, unit="money", about="deposits with the bank")
    wealth_ratio = Column(np.float64, unit="months of income", about="own target of deposits", default=0.0)
    equity_share = Column(np.float64, unit="share", about="share in domestically owned dividends")

    group_occupation = Column(np.int16, unit="code", about="ISCO major group at month 0, 0 later entrants")
    group_education = Column(np.int16, unit="code", about="education at month 0 + 1, 0 later entrants")
    group_decile = Column(np.int16, unit="code", about="income decile at month 0, 0 later entrants")
    group_exposure = Column(np.int16, unit="code", about="exposure quintile at month 0, 0 none or later")

    @classmethod
    def create_agents(cls, model: Any, n: int, *args: Any, **values: Any) -> NoReturn:
        """Refuse: who is born and who comes is fixed before a run, and rows that look free are theirs."""
        raise TypeError("people come as the script of births and migration has it (arrival_month); to have "
                        "more of them, give the economy more persons")  # fmt: skip

    def leave(self) -> None:
        """Be gone as those who emigrate, where nothing is left behind.

        Raises
        ------
        ValueError
            The person has a job or money.
        """
        has = [f"the post {self.post} with firm {self.firm}"] if self.firm >= 0 else []
        has += ["a guaranteed job"] if self.status == PUBLIC_JOB else []
        has += [f"deposits of {self.deposits:,.2f}"] if self.deposits else []
        has += [f"{self.equity_share:.3g} of all shares"] if self.equity_share else []
        if has:
            raise ValueError(
                f"person {self.unique_id} cannot be removed with {' and '.join(has)}, then nobody's. "
                f"Set death_month to {self.model.month + 1}: the job ends then and the heir inherits"
            )
        self.model.households.adults[self.household] -= 1
        self.model.opening_status[self.status] -= 1
        self.status = ABSENT
        for name, column in self.columns.items():
            if column.unit == "money/month":  # rules skip those who are gone: nothing may be left standing
                setattr(self, name, 0.0)
