"""Slow shifts of taste between firms, and between sectors."""

from simulator.core.param import param
from simulator.core.rule import rule
from simulator.core.streams import normal_quantile


@rule(over="firm", writes="demand_shock")
def firm_demand(
    demand_shock,
    u_firm_demand,
    *,
    firm_shock_persistence=param(
        0.98, unit="per month", bounds=(0.0, 0.9999), about="persistence of a firm's demand",
        source="0.79 a year: productivity of plants 0.75 to 0.81, demand 0.91 (Foster, Haltiwanger "
            "and Syverson 2008; recalled, medium)",
    ),
    firm_shock_sd=param(
        0.03, unit="log points", bounds=(0.0, 0.5), about="monthly innovation of a firm's demand",
        source="firms' employment varies by about 0.2 a year, United States (Davis, Haltiwanger, Jarmin "
        "and Miranda 2007; recalled, medium): 0.06 a month; half of it here, as a firm stands for many; "
        "in Germany, France and Denmark by their turnover of jobs over that of the United States",
    ),
):  # fmt: skip
    """AR(1) in logs: the reallocation between firms that makes hires and layoffs coexist."""
    innovation = normal_quantile(max(u_firm_demand, 1e-15))
    return firm_shock_persistence * demand_shock + firm_shock_sd * innovation


@rule(over="sector", writes="demand_shock")
def sector_demand(
    demand_shock,
    u_sector_demand,
    *,
    sector_shock_persistence=param(
        0.98, unit="per month", bounds=(0.0, 0.9999), about="persistence of a sector's demand",
        source="choice: as a firm's",
    ),
    sector_shock_sd=param(
        0.003, unit="log points", bounds=(0.0, 0.5), about="monthly innovation of a sector's demand",
        source="choice: 1 % a year, small beside what sectors share (swings)",
    ),
):  # fmt: skip
    """AR(1) in logs around the sector's month-0 weight."""
    innovation = normal_quantile(max(u_sector_demand, 1e-15))
    return sector_shock_persistence * demand_shock + sector_shock_sd * innovation
