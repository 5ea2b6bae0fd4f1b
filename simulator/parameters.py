"""Parameters of the economy as a whole; those of one behaviour stand in its rule file."""

from simulator.core.param import Parameters, declare, param


class MarketParameters(Parameters):
    """How labour and goods are traded."""

    applications = param(
        3, unit="per month", bounds=(1, 10), kind="count", about="posts a seeker applies to", source="-",
        status="assumed",
    )
    distance_penalty = param(
        3.0, unit="score", bounds=(0.0, 20.0), about="score lost by a full skill distance", source="-",
        status="assumed",
    )
    callback_penalty = param(
        0.08, unit="score per month", bounds=(0.0, 1.0),
        about="score lost per month out of work, up to eight",
        source="A08: call-backs fall 45 % in eight months", status="assumed",
    )
    screening_noise = param(
        0.5, unit="score", bounds=(0.0, 5.0), about="what employers see beyond the record", source="-",
        status="assumed",
    )
    skill_transfer_loss = param(
        0.25, unit="share", bounds=(0.0, 1.0), about="skill lost by a move over a full distance",
        source="A11", status="assumed",
    )
    offer_rise = param(
        0.01, unit="per month", bounds=(0.0, 0.1), about="rise of an offer after three unfilled months",
        source="design, section 5", status="assumed",
    )
    wage_pull = param(
        1.0, unit="elasticity", bounds=(0.0, 5.0), about="search direction with respect to occupation wages",
        source="-", status="assumed",
    )
    slack_pseudo_share = param(
        0.015, unit="share of population", bounds=(0.0, 0.2),
        about="weight of the major group in an occupation's slack",
        source="design, section 5: about 300 pseudo-persons in 20,000", status="assumed",
    )
    price_elasticity = param(
        3.0, unit="elasticity", bounds=(0.0, 12.0), about="demand between firms of a sector", source="-",
        status="assumed",
    )
    sector_elasticity = param(
        0.8, unit="elasticity", bounds=(0.0, 3.0), about="demand between sectors", source="-",
        status="assumed",
    )
    capacity_margin = param(
        1.15, unit="ratio", bounds=(1.0, 2.0), about="output that staff can reach over expected orders",
        source="design, section 4", status="assumed",
    )
    own_account_elasticity = param(
        4.0, unit="elasticity", bounds=(0.0, 20.0), about="starts on own account by what it pays",
        source="free entry: incomes settle numbers, not the number of unemployed", status="assumed",
    )
    export_elasticity = param(
        1.5, unit="elasticity", bounds=(0.0, 5.0), about="exports with respect to relative prices",
        source="design, section 6", status="assumed",
    )
    exit_hazard = param(
        0.02, unit="per year", bounds=(0.0, 0.5), kind="hazard", about="exit of firms", source="-",
        status="assumed",
    )


class FinanceParameters(Parameters):
    """Interest, ownership and the financial targets of firms and the state."""

    debt_feedback = param(
        0.04, unit="share of the gap, a year", bounds=(0.0, 1.0),
        about="income-tax revenue raised per gap of the " "debt ratio, along a path computed without AI",
        source="design, section 7", status="assumed",
    )
    loan_rate = param(
        0.035, unit="per year", bounds=(0.0, 0.3), kind="growth", about="interest on loans", source="-",
        status="assumed",
    )
    bond_rate = param(
        0.024, unit="per year", bounds=(0.0, 0.3), kind="growth", about="mean interest on public debt",
        source="Spain 2024: interest 2.4 % of GDP on 102 %", status="assumed",
    )
    deposit_rate = param(
        0.005, unit="per year", bounds=(0.0, 0.3), kind="growth", about="interest on deposits", source="-",
        status="assumed",
    )
    foreign_rate = param(
        0.024, unit="per year", bounds=(0.0, 0.3), kind="growth", about="interest on the foreign position",
        source="-", status="assumed",
    )
    deposit_months = param(
        4.0, unit="months of wages", bounds=(0.0, 24.0), about="deposits that firms keep", source="-",
        status="assumed",
    )
    bank_equity_ratio = param(
        0.08, unit="share of assets", bounds=(0.0, 0.5), kind="share",
        about="bank equity over loans and bonds", source="-", status="assumed",
    )


class AIParameters(Parameters):
    """The AI market and how firms differ in using it."""

    ai_cost_ratio = param(
        0.30, unit="share of labour cost", bounds=(0.01, 2.0),
        about="unit cost of AI per post's tasks in month 0, " "over mean labour cost",
        source="C30: task-level saving 0.1-0.4 at a price of 1.6 x cost", status="assumed",
    )
    provider_markup = param(
        1.6, unit="ratio", bounds=(1.0, 10.0), about="markup of the commercial provider",
        source="policy table, row 'Interoperability'", status="assumed",
    )
    open_markup = param(
        1.1, unit="ratio", bounds=(1.0, 10.0), about="markup of the open fringe", source="-",
        status="assumed",
    )
    open_quality = param(
        0.55, unit="ratio", bounds=(0.0, 1.0), about="quality of open models in use, integration included",
        source="-", status="assumed",
    )
    provider_switching = param(
        3.0, unit="elasticity", bounds=(0.0, 20.0), about="how market shares answer quality-adjusted prices",
        source="-", status="assumed",
    )
    ai_domestic_share = param(
        0.15, unit="share", bounds=(0.0, 1.0), kind="share", about="AI spending that stays in the country",
        source="-", status="assumed",
    )
    ai_pass_through = param(
        0.8, unit="share", bounds=(0.0, 1.0), kind="share",
        about="AI savings that reach normal cost in pricing", source="design, section 4", status="assumed",
    )
    integration_spread = param(
        1.7, unit="log points", bounds=(0.1, 5.0), about="dispersion of integration costs between firms",
        source="A65: adoption rises 0.3 probits a year while the frontier grows 0.5 log points",
        status="estimated",
    )
    ai_wage_sharing = param(
        1.0, unit="share", bounds=(0.0, 1.0), kind="share",
        about="AI productivity passed on to benefits and thresholds", source="design, section 7",
        status="assumed",
    )


class StartParameters(Parameters):
    """Dispersions and shares that only the opening state uses."""

    ability_sd = param(
        0.55, unit="log points", bounds=(0.0, 1.5), about="spread of wages within an occupation and firm",
        source="start: Gini (C08)", status="calibrated",
    )
    premium_sd = param(
        0.15, unit="log points", bounds=(0.0, 0.6), about="spread of fixed firm wage premia",
        source="Card et al. 2018: firm effects explain a fifth of wage variance", status="assumed",
    )
    search_type_spread = param(
        0.3, unit="ratio", bounds=(0.0, 0.95), about="two types of seekers search at 1 + and 1 - this",
        source="start: long-term unemployment (C16)", status="calibrated",
    )
    insurance_takeup = param(
        0.75, unit="share", bounds=(0.0, 1.0), kind="share", about="eligible job losers who draw insurance",
        source="start: benefit coverage", status="calibrated",
    )


GROUPS: tuple[type[Parameters], ...] = (MarketParameters, FinanceParameters, AIParameters, StartParameters)

for _group in GROUPS:
    for _name, _declaration in _group.declared().items():
        declare(_name, _declaration)
