"""Persons aged 16 and over, their households, and the age from which they draw a pension.

One row stands for `weight` people of the country. Who lives together is a demographic script that no policy
changes; the law moves the pension age by cohort or by date.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.core.economy import Economy
from simulator.core.population import ArrayAgent, Code, Column, Derived, codes
from simulator.core.time import MONTHS_PER_YEAR


class Household(ArrayAgent):
    """People who share an income. Adults are persons; children under 16 are counted."""

    id = Column(np.int64, "id", "household")
    adults = Column(np.int8, "persons", "members aged 16 and over")
    children = Column(np.int8, "persons", "children under 16")
    women_care = Column(np.uint8, "flag", "fixed draw: 1 where women mainly care for children")
    income = Column(np.float64, "money/month", "survey income of the members, smoothed")
    equivalised_income = Column(np.float64, "money/month", "per modified OECD consumption unit")
    means = Column(np.float64, "money/month", "income counted by means tests, before assistance")

    @property
    def members(self) -> Any:
        """The persons who live here, a selection."""
        return self.model.persons.select(self.model.persons.household == self.row)


def members(homes: Any) -> np.ndarray:
    """People per household, children included (float64); nobody where nobody lives."""
    return np.where(homes.adults > 0, homes.adults + homes.children, 0).astype(np.float64)


ABSENT, EMPLOYED, OWN_ACCOUNT, INFORMAL, UNEMPLOYED, TRAINING, INACTIVE, RETIRED, PUBLIC_JOB = range(9)


class Status(Code):
    """What a person does."""

    absent = ABSENT
    employed = EMPLOYED
    own_account = OWN_ACCOUNT
    informal = INFORMAL
    unemployed = UNEMPLOYED
    training = TRAINING
    inactive = INACTIVE
    retired = RETIRED
    public_job = PUBLIC_JOB


Sex = codes("Sex", "male female", start=0)
Education = codes("Education", "low medium high", start=0)
AgeGroup = codes("AgeGroup", "16-24 25-54 55-64 65+", start=0)
STATUS_NAMES = tuple(Status.__members__)
WORKING = (EMPLOYED, OWN_ACCOUNT, INFORMAL, PUBLIC_JOB)
SEEKING = (UNEMPLOYED, TRAINING)
IN_FORCE = (*WORKING, *SEEKING)
"""Whom programmes and the burn-in count on: a course takes nobody out of it."""
LABOUR_FORCE = (*WORKING, UNEMPLOYED)
"""The ILO's: who is in a course neither works nor is at once available for work."""

HALF_TIME = 0.5
"""Hours of those who work half-time (share of full time)."""

POLICY_INCOME = (
    "policy_income",
    "policy_taxed",
    "stipend",
    "unearned",
    "exempt_income",
    "work_bonus",
    "outside_wage",
)
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

    comes = "people come by the script of births and migration (arrival_month)"

    id = Column(np.int64, "id", "never reused; keys every random draw of the person")
    active = Column(np.uint8, "flag", "1 while alive and aged 16 or over")
    birth_month = Column(np.int32, "month", "month of birth, month 0 = start of the scenario")
    arrival_month = Column(np.int32, "month", "turns 16 or immigrates (scripted)")
    death_month = Column(np.int32, "month", "dies or emigrates (scripted)")
    comes_to_work = Column(np.uint8, "flag", "1: looks for work on arrival (scripted)")
    leaves_home_month = Column(np.int32, "month", "leaves the parents (scripted)", default=-1)
    sex = Column(np.int8, "code", "0 male, 1 female", names=Sex)
    education = Column(np.int8, "code", "0 up to lower secondary, 1 upper, 2 tertiary", names=Education)
    enterprise = Column(np.float64, "ratio", "own-account sales over ability's, fixed, mean 1", default=1.0)
    ability = Column(np.float64, "ratio", "fixed wage factor, mean 1 by occupation", default=1.0)
    household = Column(np.int32, "row", "household now")
    carer = Column(np.uint8, "flag", "1 who mainly cares for the children of the household")
    own_household = Column(np.int32, "row", "household after leaving home", default=-1, link="household")
    heir = Column(np.int32, "row", "who inherits (scripted)", default=-1, link="person")
    age_group = Column(np.int8, "code", "0: 16-24, 1: 25-54, 2: 55-64, 3: 65+ (current)", names=AgeGroup)

    status = Column(np.int8, "code", "see STATUS_NAMES", default=INACTIVE, names=Status)
    leaving = Column(np.int8, "code", "this month: stays, separates, laid off, withdraws")
    months_in_status = Column(np.int32, "months", "months since the status last changed")
    months_out = Column(np.int32, "months", "months since the last job ended")
    occupation = Column(np.int32, "row", "occupation of the job, of the last job, or looked for")
    firm = Column(np.int32, "row", "employer, -1 without", default=-1)
    post = Column(np.int32, "row", "post held, -1 without", default=-1)
    hours = Column(np.float64, "share of full time", "1 full, 0.5 half", default=1.0)
    usual_hours = Column(
        np.float64, "share of full time", "without what policies and taxes change", default=1.0
    )
    half_time_taste = Column(np.float64, "share", "fixed draw: the lowest work half-time")
    wage = Column(np.float64, "money/month", "contract wage, full-time equivalent, gross")
    job_value = Column(
        np.float64, "ratio", "worth of the job to the person over its pay; of the last, without", default=1.0
    )
    tenure = Column(np.int32, "months", "months with the employer")
    last_wage = Column(np.float64, "money/month", "full-time wage of the last job")
    reservation_wage = Column(np.float64, "money/month", "gross full-time wage that a job must be worth")
    experience = Column(np.int32, "months", "months ever worked")
    standing = Column(np.float64, "score", "how employers rank the person before seeing the post")
    skill = Column(np.float64, "ratio", "transferable skill, 1 = fully skilled", default=1.0)
    attachment = Column(np.float64, "share", "of the recent past spent in work, fading")
    search_type = Column(np.float64, "ratio", "persistent search factor, mean 1", default=1.0)
    job_risk = Column(np.float64, "share", "chance that the job is one too many")
    effort = Column(np.float64, "ratio", "search effort this month: applications over usual ones")
    certificate = Column(np.float64, "score", "recent training as employers see it, fades")
    training_left = Column(np.int32, "months", "months of the current course left")
    training_target = Column(np.int32, "row", "occupation trained for, -1 none", default=-1)
    takeup = Column(np.float64, "share", "take-up propensity, drawn at birth")
    entitled = Column(np.int8, "1 or 0", "receives disability, family or survivors' benefits")
    sponsor = Column(np.int8, "position", "instrument of the scenario that pays place or job")
    subsidy_left = Column(np.int16, "months", "months for which the employer is still paid")
    hire_appeal = Column(np.float64, "score", "what policies add to the rank with private firms")
    short_time = Column(np.float64, "share of hours", "hours cut instead of a layoff, this month")
    digital = Column(np.float64, "share", "part of a skill distance bridged by a digital course")
    digital_skill = Column(np.uint8, "flag", "1 with digital skill, from a survey or a course")
    left_month = Column(np.int32, "month", "month in which the last job ended", default=-1)
    recall_post = Column(np.int32, "row", "post that may call back, -1 none", default=-1)
    recall_tenure = Column(np.int32, "months", "tenure in that post when laid off")
    discouraged = Column(np.uint8, "flag", "1 once gave up looking for work, until back")
    displaced_month = Column(np.int32, "month", "last layoff caused by AI, -1 never", default=-1)
    u_separation = Column(np.float64, "share", "draw of whose job ends, even among people alike")
    u_participation = Column(np.float64, "share", "of who leaves or enters the labour force, even")
    layoff_weight = Column(
        np.float64, "ratio", "risk of a layoff over the post's, without tenure", default=1.0
    )
    u_layoff = Column(np.float64, "share", "draw of who is laid off, even within a post")
    u_self_employment = Column(np.float64, "share", "draw of who starts or ends own work, even")
    exit_hazard = Column(np.float64, "per month", "hazard of leaving the labour force")
    entry_hazard = Column(np.float64, "per month", "hazard of entering the labour force")
    separation_level = Column(np.float64, "ratio", "separation risk over the mean", default=1.0)
    own_account_level = Column(np.float64, "ratio", "starts on own account, by age and sex", default=1.0)
    informal_level = Column(np.float64, "ratio", "starts of informal work, by age and sex", default=1.0)

    benefit_base = Column(np.float64, "money/month", "earnings on which the benefit is reckoned")
    benefit_months_left = Column(np.int32, "months", "entitlement left")
    benefit_months_paid = Column(np.int32, "months", "months of the claim paid so far")
    benefit_months_added = Column(np.int32, "months", "last months of the claim, due to a policy")
    contribution_months = Column(np.int32, "months", "months of contributions not yet used")
    pension = Column(np.float64, "money/month", "pension in payment")
    earnings = Column(np.float64, "money/month", "gross earnings of the month")
    employer_contribution = Column(np.float64, "money/month", "paid by the employer on top")
    employee_contribution = Column(np.float64, "money/month", "withheld from earnings")
    income_tax = Column(np.float64, "money/month", "tax on earnings, benefits and capital income")
    benefit = Column(np.float64, "money/month", "unemployment insurance")
    assistance = Column(np.float64, "money/month", "means-tested assistance")
    guarantee = Column(np.float64, "money/month", "part of it that tops up to the law's minimum income")
    assistance_after = Column(np.float64, "money/month", "assistance, if insurance paid nothing")
    guarantee_after = Column(np.float64, "money/month", "part of that by the law's minimum income")
    child_benefit = Column(np.float64, "money/month", "child benefit")
    transfer = Column(np.float64, "money/month", "other public transfers")
    policy_income = Column(np.float64, "money/month", "all that policies pay less what they take")
    policy_taxed = Column(np.float64, "money/month", "part of it in the income-tax base")
    stipend = Column(np.float64, "money/month", "part of it that ends with a job")
    unearned = Column(np.float64, "money/month", "part of it that comes whatever one does")
    exempt_income = Column(np.float64, "money/month", "part of it that means tests ignore")
    work_bonus = Column(np.float64, "money/month", "what policies would add to a job, net")
    care_place = Column(np.uint8, "flag", "1 while a public care place frees the person's time")
    kept = Column(np.float64, "ratio", "net pay by the month's tax law over today's", default=1.0)
    kept_hours = Column(np.float64, "ratio", "the same of a second half day", default=1.0)
    outside_wage = Column(np.float64, "money/month", "full-time pay of a guaranteed job, gross")
    sales_income = Column(np.float64, "money/month", "own-account or informal income")
    capital_income = Column(np.float64, "money/month", "dividends and interest")
    disposable_income = Column(np.float64, "money/month", "income after taxes and transfers")
    permanent_income = Column(np.float64, "money/month", "income smoothed over twelve months")
    survey_income = Column(np.float64, "money/month", "as a household survey records it, smoothed")
    consumption = Column(np.float64, "money/month", "spending including VAT")
    deposits = Column(np.float64, "money", "deposits with the bank")
    wealth_ratio = Column(np.float64, "months of income", "own target of deposits", default=0.0)
    equity_share = Column(np.float64, "share", "share in domestically owned dividends")

    group_occupation = Column(np.int16, "code", "ISCO major group at month 0, 0 later entrants")
    group_education = Column(np.int16, "code", "education at month 0 + 1, 0 later entrants")
    group_decile = Column(np.int16, "code", "income decile at month 0, 0 later entrants")
    group_exposure = Column(np.int16, "code", "exposure quintile at month 0, 0 none or later")

    @Derived
    def age(self) -> Any:
        """Years."""
        return (self.model.month - self.birth_month) // MONTHS_PER_YEAR

    def leave(self) -> None:
        """Be gone as those who emigrate, where nothing is left behind.

        Raises
        ------
        ValueError
            The person has a job or money.
        """
        has = [f"the post {self.post.row} with firm {self.firm.row}"] if self.firm else []
        has += ["a guaranteed job"] if self.status == PUBLIC_JOB else []
        has += [f"deposits of {self.deposits:,.2f}"] if self.deposits else []
        has += [f"{self.equity_share:.3g} of all shares"] if self.equity_share else []
        if has:
            raise ValueError(
                f"person {self.unique_id} cannot be removed with {' and '.join(has)}, then nobody's. "
                f"Set death_month to {self.model.month + 1}: the job ends then and the heir inherits"
            )
        self.household.adults -= 1
        self.model.opening_status[self.status] -= 1
        self.status = ABSENT
        for name in MONEY:
            setattr(self, name, 0.0)


MONEY = tuple(name for name, column in Person.columns.items() if column.unit == "money/month")
"""Columns in money a month: rules skip those who are gone, of whom nothing may be left standing."""
OLDEST = 101 * MONTHS_PER_YEAR + 1
AGES = np.arange(OLDEST)
"""Ages in months."""
Ages = NDArray[np.int64]


def pension_age(economy: Economy, month: int) -> Ages:
    """Pension age by the age that people have in a month (months, shape (OLDEST,)).

    That of month 0, which is the country's `retirement_age`, and what the law has added to it since: the
    first row of each table is the law of month 0, later ones hold from a year of birth or a date on. What a
    scenario changes stands on top.
    """
    ages = legal_ages(economy.country, economy.retirement_age, economy.start_year + month / MONTHS_PER_YEAR)
    clause = economy.law.get("retirement_age")
    if clause is None:
        return ages
    change = clause.change(month)
    if change.way == "to":  # one age for all, whatever the law would have made of it
        return np.full(OLDEST, round(MONTHS_PER_YEAR * change.amount), np.int64)
    return np.asarray(ages + round(MONTHS_PER_YEAR * (clause.at(month) - clause.today)))


def legal_ages(country: Any, first: int, date: float) -> Ages:
    """Pension age by the age that people have at a date, where that of month 0 is `first` (months)."""
    rise = _rise(country.pension_age_by_birth, date - AGES / MONTHS_PER_YEAR)
    rise += _rise(country.pension_age_by_date, np.array([date]))
    return np.asarray(first + np.rint(MONTHS_PER_YEAR * rise).astype(np.int64))


def reached(ages: Ages) -> float:
    """The age at which people draw a pension at a date, from that of each age (years)."""
    return float(np.argmax(ages <= AGES)) / MONTHS_PER_YEAR


def retires(economy: Economy, month: int) -> NDArray[np.bool_]:
    """Whether people of an age in months come to their pension in this month (shape (OLDEST,)).

    Who came here older than that has none, and nobody loses one that is being paid.
    """
    now = pension_age(economy, month) <= AGES
    before = pension_age(economy, month - 1) <= AGES
    now[1:] &= ~before[:-1]
    return now


def months_to_pension(economy: Economy) -> Ages:
    """Months until each person comes to a pension by the law of their cohort today; none or less: past it."""
    age = np.clip(economy.month - economy.persons.birth_month, 0, OLDEST - 1)
    return np.asarray(pension_age(economy, economy.month)[age] - age)


def _rise(law: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Years by which the law in force at a time is above its first row; 0 where there is none."""
    if not len(law):
        return np.zeros(len(at))
    row = np.searchsorted(law[:, 0], at + 1e-9, side="right") - 1
    return np.asarray(law[np.maximum(row, 0), 1] - law[0, 1])
