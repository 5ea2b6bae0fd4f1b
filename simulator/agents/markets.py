"""Occupations and sectors: the places where labour and goods are traded."""

import numpy as np

from simulator.core.population import ArrayAgent, Column


class Occupation(ArrayAgent):
    """An ISCO-08 sub-major group."""

    id = Column(np.int64, unit="id", about="position in the country's list")
    code = Column(np.int32, unit="code", about="ISCO-08 sub-major group")
    wage = Column(np.float64, unit="money/month", about="occupation wage, full time, gross")
    trend_wage = Column(np.float64, unit="money/month", about="month-0 wage on trend")
    automation = Column(np.float64, unit="share of tasks", about="tasks that a full frontier automates")
    augmentation = Column(np.float64, unit="share of tasks", about="tasks in which a full frontier helps")
    physical = Column(np.float64, unit="share of tasks", about="work of the hands, not exposed today")
    interpersonal = Column(np.float64, unit="share of tasks", about="between people, not exposed today")
    young = Column(np.float64, unit="share", about="of its employees of month 0 who are under 30")
    ai_tasks = Column(np.float64, unit="share of tasks", about="tasks that AI can do alone by now")
    ai_help = Column(np.float64, unit="share of tasks", about="tasks in which AI can help by now")
    ai_kept = Column(np.float64, unit="share", about="of a task of AI that stays with people")
    ai_kept_before = Column(np.float64, unit="share", about="the same, last month")
    reach = Column(np.float64, unit="share", about="of its exposure that the technology reaches", default=1.0)
    own_account_tendency = Column(
        np.float64, unit="ratio", about="starts on own account over those of all seekers", default=1.0
    )
    own_account_leavers = Column(
        np.float64,
        unit="ratio",
        about="its employees who start on own account over those of all",
        default=1.0,
    )
    informal_tendency = Column(
        np.float64, unit="ratio", about="starts of informal work over those of all seekers", default=1.0
    )
    own_account_room = Column(
        np.float64, unit="ratio", about="starts on own account in it by those who look there", default=1.0
    )
    informal_room = Column(
        np.float64, unit="ratio", about="starts of informal work in it by those who look there", default=1.0
    )
    appeal = Column(np.float64, unit="ratio", about="what else than pay draws seekers", default=1.0)
    separation_level = Column(np.float64, unit="ratio", about="separation risk over the mean", default=1.0)
    prospects = Column(
        np.float64, unit="ratio", about="pay where its seekers look over its own, smoothed", default=1.0
    )
    employed = Column(np.float64, unit="persons", about="employees")
    seekers = Column(np.float64, unit="persons", about="unemployed weighted by search, smoothed")
    slack = Column(np.float64, unit="rate", about="effective unemployment rate, smoothed")
    slack_norm = Column(np.float64, unit="rate", about="its level at the start")
    openings = Column(np.int32, unit="openings", about="vacancies of the month")
    floor_lift = Column(
        np.float64, unit="ratio", about="pay of its posts over that under today's minimum wage", default=1.0
    )
    new_tasks = Column(np.float64, unit="ratio", about="labour for new tasks over that for old ones")
    relative_wage = Column(np.float64, unit="ratio", about="wage over the mean, month 0 = 1", default=1.0)


class Sector(ArrayAgent):
    """A group of NACE sections."""

    id = Column(np.int64, unit="id", about="position in the country's list")
    weight = Column(np.float64, unit="share", about="share in final demand at equal relative prices")
    swing = Column(np.float64, unit="elasticity", about="of its demand to all demand over usual", default=1.0)
    price = Column(np.float64, unit="money/unit", about="sector price index")
    reference_price = Column(np.float64, unit="money/unit", about="its level at the start")
    demand_shock = Column(np.float64, unit="log points", about="slow AR(1) taste for the sector")
    demand = Column(np.float64, unit="money/month", about="spending on the sector, basic prices")
