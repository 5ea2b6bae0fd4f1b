"""Firms and their posts, and the occupations and sectors in which labour and goods are traded.

A firm stands for `n_real` identical firms of one sector and size class.
"""

from typing import Any

import numpy as np

from simulator.core.population import ArrayAgent, Column, Derived, codes

POSTS_PER_FIRM = 8
MICRO, SMALL, MEDIUM, LARGE = range(4)
SizeClass = codes("SizeClass", "micro small medium large", start=0)
SIZE_FLOORS = (0.0, 10.0, 50.0, 250.0)
"""Fewest employees of the real firms in each size class."""

LEVERS = (
    "levies",
    "levy_rate",
    "saving_levy_rate",
    "payroll_levy_rate",
    "windfall_rate",
    "saving_tax_rate",
    "integration_help",
    "hours_cut",
    "output_cut",
    "agreed_premium",
)
POST_LEVERS = ("severance", "layoffs_spared", "notice", "ai_wait")
"""Columns of firms and of posts that instruments set for the month; cleared as it begins."""


class Firm(ArrayAgent):
    """An employer: what it expects, charges, owns and owes."""

    comes = "firms enter where others left (turn_over_firms)"

    id = Column(np.int64, "id", "never reused; (slot, generation)")
    active = Column(np.uint8, "flag", "1 while the slot is in business", default=1)
    generation = Column(np.int32, "count", "how many firms have used the slot")
    sector = Column(np.int32, "row", "sector")
    size_class = Column(np.int8, "code", "0 micro, 1 10-49, 2 50-249, 3 250+ (real firms)", names=SizeClass)
    n_real = Column(np.float64, "firms", "real firms that this agent stands for")
    public = Column(np.uint8, "flag", "1 for public employers, which do not sell")
    premium = Column(np.float64, "ratio", "wage premium: fixed effect and rent sharing")
    fixed_premium = Column(np.float64, "ratio", "fixed part of the premium")
    demand_base = Column(np.float64, "share", "share of the sector's demand at equal prices")
    demand_shock = Column(np.float64, "log points", "slow AR(1) taste for this firm")
    customers = Column(np.float64, "ratio", "kept of those that taste brings", default=1.0)
    expected_orders = Column(np.float64, "units/month", "smoothed orders")
    orders = Column(np.float64, "units/month", "demand before rationing")
    sales = Column(np.float64, "money/month", "sales at basic prices")
    price = Column(np.float64, "money/unit", "basic price")
    unit_cost = Column(np.float64, "money/unit", "normal unit cost as used in pricing")
    markup = Column(np.float64, "ratio", "price over normal unit cost")
    pay_over_worth = Column(
        np.float64, "ratio", "pay over going wages of what staff does, smoothed", default=1.0
    )
    skill = Column(np.float64, "ratio", "skill of its staff over the usual, smoothed", default=1.0)
    heads = Column(np.int32, "persons", "employees")
    staffing = Column(np.float64, "ratio", "heads over target posts", default=1.0)
    base_wages = Column(np.float64, "money/month", "heads at occupation wages")
    wage_bill = Column(np.float64, "money/month", "gross wages")
    contributions = Column(np.float64, "money/month", "employer contributions")
    recruiting = Column(np.float64, "money/month", "services bought to fill posts")
    ai_fees = Column(np.float64, "money/month", "paid to AI providers")
    interest = Column(np.float64, "money/month", "interest received less paid")
    levies = Column(np.float64, "money/month", "policy levies of the month")
    levy_rate = Column(np.float64, "share of AI fees", "levy on AI spending the firm expects")
    saving_levy_rate = Column(np.float64, "share of saving", "levy on labour cost saved by AI")
    payroll_levy_rate = Column(np.float64, "share of wages", "levies less subsidies on wages")
    windfall_rate = Column(np.float64, "share", "tax rate on profit above the norm")
    saving_tax_rate = Column(np.float64, "share", "AI's saving expected to be lost to it")
    integration_help = Column(np.float64, "share", "integration cost that policy spares the firm")
    hours_cut = Column(np.float64, "share", "of full-time hours that a shorter week takes")
    output_cut = Column(np.float64, "share", "of output a head that goes with them")
    agreed_premium = Column(np.float64, "ratio", "part of the premium that an agreement asks for")
    idle_wages = Column(np.float64, "money/month", "pay for the hours that short time took")
    profit = Column(np.float64, "money/month", "operating surplus after interest")
    excess_profit = Column(np.float64, "money/month", "after-tax profit above norm, of 12 months")
    profit_tax = Column(np.float64, "money/month", "tax on profit")
    statutory_tax = Column(np.float64, "money/month", "what the law without policy would take")
    windfall_tax = Column(np.float64, "money/month", "part of the tax that is due on the excess")
    cash_flow = Column(np.float64, "money/month", "what owners could have, smoothed")
    dividends = Column(np.float64, "money/month", "declared, paid next month")
    capital = Column(np.float64, "units", "capital stock")
    usual_labour_cost = Column(
        np.float64, "ratio", "real cost of a unit's labour at given technique, on trend, month 0"
    )
    dearer_labour = Column(np.float64, "ratio", "that cost over month 0's", default=1.0)
    labour_gap = Column(np.float64, "log points", "how dear labour has become, as technique knows")
    intensity = Column(np.float64, "ratio", "capital wanted a unit over month 0's", default=1.0)
    intensity_step = Column(np.float64, "ratio", "by how much it rises this month")
    labour_need = Column(np.float64, "ratio", "posts a unit by its capital over month 0's", default=1.0)
    machines = Column(np.float64, "units", "capital that does people's tasks, owned or on order")
    investment = Column(np.float64, "money/month", "ordered, bought next month")
    deposits = Column(np.float64, "money", "deposits with the bank")
    loan = Column(np.float64, "money", "loans from the bank")
    overdraft = Column(np.float64, "money", "part of the loan that covers losses")
    adopted = Column(np.uint8, "flag", "1 once the firm uses AI in any occupation")
    reach = Column(np.float64, "share", "exposure that the technology reaches here", default=1.0)
    ai_pace = Column(np.float64, "ratio", "of AI's use, by its price over abroad", default=1.0)
    reluctance = Column(np.float64, "probability", "of this month towards AI; 1+: undecided")
    integration_cost = Column(np.float64, "months of saving", "own draw of the integration hurdle")
    integration_left = Column(np.float64, "money", "still to be paid for fitting AI in")
    integration = Column(np.float64, "money/month", "what is bought for that")
    ai_saving = Column(np.float64, "money/month", "labour cost saved net of fees at full use")
    technique = Column(
        np.float64, "ratio", "cost of a unit over that without AI, wages on trend", default=1.0
    )
    labour_left = Column(np.float64, "ratio", "labour of a unit over that without AI", default=1.0)
    leaner = Column(np.float64, "ratio", "that of last month over this month's", default=1.0)
    new_tasks = Column(np.float64, "share", "of what it makes, beyond old tasks, by new ones")
    automated_heads = Column(np.float64, "persons", "full-time posts replaced so far")
    automated_share = Column(np.float64, "share", "posts replaced over posts without AI")
    profit_norm = Column(np.float64, "ratio", "normal after-tax profit per wage")
    exiting = Column(np.uint8, "flag", "1 in the month of exit")

    def leave(self) -> None:
        """Refuse: its staff, loans and customers would hang in the air."""
        raise ValueError(
            f"firm {self.unique_id} cannot be removed: firms go by exit at the end of a month "
            "(turn_over_firms), when staff and debts are settled"
        )


class Post(ArrayAgent):
    """A kind of job in a firm: at most eight a firm, at rows 8 f ... 8 f + 7."""

    id = Column(np.int64, "id", "firm slot x 8 + position")
    active = Column(np.uint8, "flag", "1 when the firm uses this occupation")
    firm = Column(np.int32, "row", "the firm")
    occupation = Column(np.int32, "row", "the occupation")
    requirement = Column(np.float64, "persons per unit", "posts per unit of output without AI")
    rounding = Column(np.float64, "persons", "fixed rounding offset in [0, 1)")
    desired = Column(np.float64, "persons", "fractional target")
    target = Column(np.int32, "persons", "posts wanted")
    heads = Column(np.int32, "persons", "posts filled")
    vacancies = Column(np.int32, "openings", "openings of the month")
    deciding = Column(np.int32, "openings", "of these, on how many the firm decides this month")
    unfilled = Column(np.int32, "openings", "openings left at the end of the month")
    entry_deciding = Column(np.int32, "openings", "of those decided on, how many take beginners")
    entry_open = Column(np.float64, "ratio", "entry posts left by AI over their usual share", default=1.0)
    expected_quits = Column(np.float64, "persons/month", "smoothed quits")
    quits = Column(np.int32, "persons/month", "quits and other separations of the month")
    patience = Column(np.float64, "months", "how long someone without work is kept on full pay")
    layoff_chance = Column(np.float64, "probability", "layoff risk before tenure")
    layoffs_spared = Column(np.float64, "share", "part of that risk that short time takes away")
    notice = Column(np.float64, "share", "part of that risk that waits for a notice to end")
    severance = Column(np.float64, "months of pay", "what a layoff costs by policy, mean of staff")
    ai_used = Column(np.uint8, "flag", "1 once the firm uses AI in this occupation")
    ai_wait = Column(np.float64, "months", "until the firm has consulted its staff on AI here")
    automated = Column(np.float64, "share of tasks", "tasks done by AI")
    automated_ahead = Column(np.float64, "share of tasks", "the same, as far as firms plan")
    augmented = Column(np.float64, "share", "output per hour gained from AI")
    integration_due = Column(np.float64, "money", "cost of fitting AI in, in its first month")
    ai_saving = Column(np.float64, "money/month", "saving net of fees at full use")
    ai_step = Column(np.float64, "share of tasks", "tasks newly automated this month")
    ai_pending = Column(np.float64, "persons", "posts abolished by AI and still filled")

    def leave(self) -> None:
        """Refuse: posts are its firm's."""
        raise ValueError(f"post {self.unique_id} cannot be removed: its firm decides on it (desired, target)")


def share_using_ai(firms: Any, sizes: tuple[int, ...]) -> float:
    """Share of real private firms of some size classes that use AI."""
    chosen = np.logical_or.reduce([firms.size_class == size for size in sizes])  # quicker than `np.isin`
    own = (firms.public == 0) & (firms.active == 1) & chosen
    total = float(firms.n_real[own].sum())
    return float((firms.n_real * firms.adopted)[own].sum()) / max(total, 1e-300)


class Occupation(ArrayAgent):
    """An ISCO-08 sub-major group."""

    id = Column(np.int64, "id", "position in the country's list")
    code = Column(np.int32, "code", "ISCO-08 sub-major group")
    wage = Column(np.float64, "money/month", "occupation wage, full time, gross")
    trend_wage = Column(np.float64, "money/month", "month-0 wage on trend")
    automation = Column(np.float64, "share of tasks", "tasks that a full frontier automates")
    augmentation = Column(np.float64, "share of tasks", "tasks in which a full frontier helps")
    physical = Column(np.float64, "share of tasks", "work of the hands, not exposed today")
    interpersonal = Column(np.float64, "share of tasks", "between people, not exposed today")
    young = Column(np.float64, "share", "of its employees of month 0 who are under 30")
    ai_tasks = Column(np.float64, "share of tasks", "tasks that AI can do alone by now")
    ai_help = Column(np.float64, "share of tasks", "tasks in which AI can help by now")
    ai_kept = Column(np.float64, "share", "of a task of AI that stays with people")
    ai_kept_before = Column(np.float64, "share", "the same, last month")
    reach = Column(np.float64, "share", "of its exposure that the technology reaches", default=1.0)
    own_account_tendency = Column(
        np.float64, "ratio", "starts on own account over those of all seekers", default=1.0
    )
    own_account_leavers = Column(
        np.float64, "ratio", "its employees who start on own account over those of all", default=1.0
    )
    informal_tendency = Column(
        np.float64, "ratio", "starts of informal work over those of all seekers", default=1.0
    )
    own_account_room = Column(
        np.float64, "ratio", "starts on own account in it by those who look there", default=1.0
    )
    informal_room = Column(
        np.float64, "ratio", "starts of informal work in it by those who look there", default=1.0
    )
    appeal = Column(np.float64, "ratio", "what else than pay draws seekers", default=1.0)
    separation_level = Column(np.float64, "ratio", "separation risk over the mean", default=1.0)
    prospects = Column(np.float64, "ratio", "pay where its seekers look over its own, smoothed", default=1.0)
    employed = Column(np.float64, "persons", "employees")
    seekers = Column(np.float64, "persons", "unemployed weighted by search, smoothed")
    slack = Column(np.float64, "rate", "effective unemployment rate, smoothed")
    slack_norm = Column(np.float64, "rate", "its level at the start")
    openings = Column(np.int32, "openings", "vacancies of the month")
    floor_lift = Column(
        np.float64, "ratio", "pay of its posts over that under today's minimum wage", default=1.0
    )
    new_tasks = Column(np.float64, "ratio", "labour for new tasks over that for old ones")
    relative_wage = Column(np.float64, "ratio", "wage over the mean, month 0 = 1", default=1.0)
    name = Derived(lambda self: self.model.country.titles["occupations"][self.id])


class Sector(ArrayAgent):
    """A group of NACE sections."""

    id = Column(np.int64, "id", "position in the country's list")
    weight = Column(np.float64, "share", "share in final demand at equal relative prices")
    swing = Column(np.float64, "elasticity", "of its demand to all demand over usual", default=1.0)
    price = Column(np.float64, "money/unit", "sector price index")
    reference_price = Column(np.float64, "money/unit", "its level at the start")
    demand_shock = Column(np.float64, "log points", "slow AR(1) taste for the sector")
    demand = Column(np.float64, "money/month", "spending on the sector, basic prices")
    name = Derived(lambda self: self.model.country.titles["sectors"][self.id])
