"""Firms and their posts. A firm stands for `n_real` identical firms of one sector and size class."""

from typing import Any

import numpy as np

from simulator.core.population import ArrayAgent, Column

POSTS_PER_FIRM = 8
MICRO, SMALL, MEDIUM, LARGE = range(4)
SIZE_FLOORS = (0.0, 10.0, 50.0, 250.0)
"""Fewest employees of the real firms in each size class."""

LEVERS = (
    "levies", "levy_rate", "saving_levy_rate", "payroll_levy_rate", "windfall_rate", "saving_tax_rate",
    "integration_help", "hours_cut", "output_cut", "agreed_premium",
)  # fmt: skip
POST_LEVERS = ("severance", "layoffs_spared", "notice", "ai_wait")
"""Columns of firms and of posts that instruments set for the month; cleared as it begins."""


class Firm(ArrayAgent):
    """An employer: what it expects, charges, owns and owes."""

    id = Column(np.int64, unit="id", about="never reused; (slot, generation)")
    active = Column(np.uint8, unit="flag", about="1 while the slot is in business", default=1)
    generation = Column(np.int32, unit="count", about="how many firms have used the slot")
    sector = Column(np.int32, unit="row", about="sector")
    size_class = Column(np.int8, unit="code", about="0 micro, 1 10-49, 2 50-249, 3 250+ (of the real firms)")
    n_real = Column(np.float64, unit="firms", about="real firms that this agent stands for")
    public = Column(np.uint8, unit="flag", about="1 for public employers, which do not sell")
    premium = Column(np.float64, unit="ratio", about="wage premium: fixed effect and rent sharing")
    fixed_premium = Column(np.float64, unit="ratio", about="fixed part of the premium")
    demand_base = Column(np.float64, unit="share", about="share of the sector's demand at equal prices")
    demand_shock = Column(np.float64, unit="log points", about="slow AR(1) taste for this firm")
    customers = Column(np.float64, unit="ratio", about="kept of those that taste brings", default=1.0)
    expected_orders = Column(np.float64, unit="units/month", about="smoothed orders")
    orders = Column(np.float64, unit="units/month", about="demand before rationing")
    sales = Column(np.float64, unit="money/month", about="sales at basic prices")
    price = Column(np.float64, unit="money/unit", about="basic price")
    unit_cost = Column(np.float64, unit="money/unit", about="normal unit cost as used in pricing")
    markup = Column(np.float64, unit="ratio", about="price over normal unit cost")
    pay_over_worth = Column(
        np.float64, unit="ratio", about="pay over going wages of what staff does, smoothed", default=1.0
    )
    skill = Column(np.float64, unit="ratio", about="skill of its staff over the usual, smoothed", default=1.0)
    heads = Column(np.int32, unit="persons", about="employees")
    staffing = Column(np.float64, unit="ratio", about="heads over target posts", default=1.0)
    base_wages = Column(np.float64, unit="money/month", about="heads at occupation wages")
    wage_bill = Column(np.float64, unit="money/month", about="gross wages")
    contributions = Column(np.float64, unit="money/month", about="employer contributions")
    recruiting = Column(np.float64, unit="money/month", about="services bought to fill posts")
    ai_fees = Column(np.float64, unit="money/month", about="paid to AI providers")
    interest = Column(np.float64, unit="money/month", about="interest received less paid")
    levies = Column(np.float64, unit="money/month", about="policy levies of the month")
    levy_rate = Column(np.float64, unit="share of AI fees", about="levy on AI spending the firm expects")
    saving_levy_rate = Column(np.float64, unit="share of saving", about="levy on labour cost saved by AI")
    payroll_levy_rate = Column(np.float64, unit="share of wages", about="levies less subsidies on wages")
    windfall_rate = Column(np.float64, unit="share", about="tax rate on profit above the norm")
    saving_tax_rate = Column(np.float64, unit="share", about="AI's saving expected to be lost to it")
    integration_help = Column(np.float64, unit="share", about="integration cost that policy spares the firm")
    hours_cut = Column(np.float64, unit="share", about="of full-time hours that a shorter week takes")
    output_cut = Column(np.float64, unit="share", about="of output a head that goes with them")
    agreed_premium = Column(np.float64, unit="ratio", about="part of the premium that an agreement asks for")
    idle_wages = Column(np.float64, unit="money/month", about="pay for the hours that short time took")
    profit = Column(np.float64, unit="money/month", about="operating surplus after interest")
    excess_profit = Column(np.float64, unit="money/month", about="after-tax profit above norm, of 12 months")
    profit_tax = Column(np.float64, unit="money/month", about="tax on profit")
    statutory_tax = Column(np.float64, unit="money/month", about="what the law without policy would take")
    windfall_tax = Column(np.float64, unit="money/month", about="part of the tax that is due on the excess")
    cash_flow = Column(np.float64, unit="money/month", about="what owners could have, smoothed")
    dividends = Column(np.float64, unit="money/month", about="declared, paid next month")
    capital = Column(np.float64, unit="units", about="capital stock")
    usual_labour_cost = Column(
        np.float64, unit="ratio", about="real cost of a unit's labour at given technique, on trend, month 0"
    )
    dearer_labour = Column(np.float64, unit="ratio", about="that cost over month 0's", default=1.0)
    labour_gap = Column(np.float64, unit="log points", about="how dear labour has become, as technique knows")
    intensity = Column(np.float64, unit="ratio", about="capital wanted a unit over month 0's", default=1.0)
    intensity_step = Column(np.float64, unit="ratio", about="by how much it rises this month")
    labour_need = Column(
        np.float64, unit="ratio", about="posts a unit by its capital over month 0's", default=1.0
    )
    machines = Column(np.float64, unit="units", about="capital that does people's tasks, owned or on order")
    investment = Column(np.float64, unit="money/month", about="ordered, bought next month")
    deposits = Column(np.float64, unit="money", about="deposits with the bank")
    loan = Column(np.float64, unit="money", about="loans from the bank")
    overdraft = Column(np.float64, unit="money", about="part of the loan that covers losses")
    adopted = Column(np.uint8, unit="flag", about="1 once the firm uses AI in any occupation")
    reach = Column(np.float64, unit="share", about="exposure that the technology reaches here", default=1.0)
    ai_pace = Column(np.float64, unit="ratio", about="of AI's use, by its price over abroad", default=1.0)
    reluctance = Column(np.float64, unit="probability", about="of this month towards AI; 1+: undecided")
    integration_cost = Column(np.float64, unit="months of saving", about="own draw of the integration hurdle")
    integration_left = Column(np.float64, unit="money", about="still to be paid for fitting AI in")
    integration = Column(np.float64, unit="money/month", about="what is bought for that")
    ai_saving = Column(np.float64, unit="money/month", about="labour cost saved net of fees at full use")
    technique = Column(
        np.float64, unit="ratio", about="cost of a unit over that without AI, wages on trend", default=1.0
    )
    labour_left = Column(np.float64, unit="ratio", about="labour of a unit over that without AI", default=1.0)
    leaner = Column(np.float64, unit="ratio", about="that of last month over this month's", default=1.0)
    new_tasks = Column(np.float64, unit="share", about="of what it makes, beyond old tasks, by new ones")
    automated_heads = Column(np.float64, unit="persons", about="full-time posts replaced so far")
    automated_share = Column(np.float64, unit="share", about="posts replaced over posts without AI")
    profit_norm = Column(np.float64, unit="ratio", about="normal after-tax profit per wage")
    exiting = Column(np.uint8, unit="flag", about="1 in the month of exit")

    def leave(self) -> None:
        """Refuse: its staff, loans and customers would hang in the air."""
        raise ValueError(f"firm {self.unique_id} cannot be removed: firms go by exit at the end of a month "
                         "(turn_over_firms), when staff and debts are settled")  # fmt: skip


class Post(ArrayAgent):
    """A kind of job in a firm: at most eight a firm, at rows 8 f ... 8 f + 7."""

    id = Column(np.int64, unit="id", about="firm slot x 8 + position")
    active = Column(np.uint8, unit="flag", about="1 when the firm uses this occupation")
    firm = Column(np.int32, unit="row", about="the firm")
    occupation = Column(np.int32, unit="row", about="the occupation")
    requirement = Column(np.float64, unit="persons per unit", about="posts per unit of output without AI")
    rounding = Column(np.float64, unit="persons", about="fixed rounding offset in [0, 1)")
    desired = Column(np.float64, unit="persons", about="fractional target")
    target = Column(np.int32, unit="persons", about="posts wanted")
    heads = Column(np.int32, unit="persons", about="posts filled")
    vacancies = Column(np.int32, unit="openings", about="openings of the month")
    deciding = Column(np.int32, unit="openings", about="of these, on how many the firm decides this month")
    unfilled = Column(np.int32, unit="openings", about="openings left at the end of the month")
    entry_deciding = Column(np.int32, unit="openings", about="of those decided on, how many take beginners")
    entry_open = Column(
        np.float64, unit="ratio", about="entry posts left by AI over their usual share", default=1.0
    )
    decisions_in_vain = Column(np.int32, unit="decisions", about="remembered: offers rise by them")
    expected_quits = Column(np.float64, unit="persons/month", about="smoothed quits")
    quits = Column(np.int32, unit="persons/month", about="quits and other separations of the month")
    patience = Column(np.float64, unit="months", about="how long someone without work is kept on full pay")
    layoff_chance = Column(np.float64, unit="probability", about="layoff risk before tenure")
    layoffs_spared = Column(np.float64, unit="share", about="part of that risk that short time takes away")
    notice = Column(np.float64, unit="share", about="part of that risk that waits for a notice to end")
    severance = Column(np.float64, unit="months of pay", about="what a layoff costs by policy, mean of staff")
    ai_used = Column(np.uint8, unit="flag", about="1 once the firm uses AI in this occupation")
    ai_wait = Column(np.float64, unit="months", about="until the firm has consulted its staff on AI here")
    automated = Column(np.float64, unit="share of tasks", about="tasks done by AI")
    automated_ahead = Column(np.float64, unit="share of tasks", about="the same, as far as firms plan")
    augmented = Column(np.float64, unit="share", about="output per hour gained from AI")
    integration_due = Column(np.float64, unit="money", about="cost of fitting AI in, in its first month")
    ai_saving = Column(np.float64, unit="money/month", about="saving net of fees at full use")
    ai_step = Column(np.float64, unit="share of tasks", about="tasks newly automated this month")
    ai_pending = Column(np.float64, unit="persons", about="posts abolished by AI and still filled")

    def leave(self) -> None:
        """Refuse: posts are its firm's."""
        raise ValueError(f"post {self.unique_id} cannot be removed: its firm decides on it (desired, target)")


def share_using_ai(firms: Any, sizes: tuple[int, ...]) -> float:
    """Share of real private firms of some size classes that use AI."""
    chosen = np.logical_or.reduce([firms.size_class == size for size in sizes])  # quicker than `np.isin`
    own = (firms.public == 0) & (firms.active == 1) & chosen
    total = float(firms.n_real[own].sum())
    return float((firms.n_real * firms.adopted)[own].sum()) / max(total, 1e-300)
