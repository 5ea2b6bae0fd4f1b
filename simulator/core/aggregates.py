"""Economy-wide values of the month, each declared once: what rules, markets and policies see beside columns.

Opening values are set by `open`, from the start room alone; after that each has one owner.
"""

from dataclasses import dataclass, field, fields
from math import nan
from typing import Any

from simulator.core.errors import suggestion


@dataclass(frozen=True)
class Declaration:
    """What a field means.

    `owner` is the one module, below `simulator`, that assigns it once the economy has opened.
    """

    unit: str
    about: str
    owner: str


def value(unit: str, about: str, owner: str, start: float = nan) -> Any:
    """Declare a field; until it is written it is `start`, NaN if nothing is said."""
    return field(default=start, metadata={"declaration": Declaration(unit, about, owner)})


@dataclass(slots=True, eq=False)
class Values:
    """Fields that are all declared by `value`; no other name can be written."""

    @classmethod
    def declared(cls) -> dict[str, Declaration]:
        """Return name → declaration."""
        return {each.name: each.metadata["declaration"] for each in fields(cls)}

    def open(self, **opening: float) -> None:
        """Set opening values, before month 0: the one way to write what another module owns."""
        for name, number in opening.items():
            setattr(self, name, number)

    def __contains__(self, name: object) -> bool:
        return name in self.__dataclass_fields__

    def at(self, name: str) -> float:
        """Return a number by its name."""
        return float(getattr(self, name))

    def put(self, name: str, number: float) -> None:
        """Set a number by its name: for `Shifts` alone."""
        setattr(self, name, number)

    def as_dict(self) -> dict[str, float]:
        """Return name → number, in the order of declaration."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def __getattr__(self, name: str) -> float:
        raise AttributeError(
            f"no {type(self).__name__.lower()} of this name: {name}."
            f"{suggestion(name, self.__dataclass_fields__)}"
        )


@dataclass(slots=True, eq=False)
class Amounts(Values):
    """Amounts of the tax-benefit system at month-0 prices; each month's stand in `Aggregates` (indexed)."""

    minimum_wage: float = value("money/month", "gross, full time", "start.rates")
    benefit_cap: float = value("money/month", "highest unemployment benefit", "start.rates")
    benefit_floor: float = value("money/month", "lowest unemployment benefit", "start.rates")
    assistance_amount: float = value("money/month", "means-tested assistance of a household", "start.rates")
    assistance_threshold: float = value("money/month", "means up to which it is paid", "start.rates")
    child_benefit_amount: float = value("money/month", "for each child", "start.rates")
    guaranteed_income: float = value("money/month", "minimum income of one adult by law", "start.rates")
    other_transfer: float = value("money/month", "to those entitled who do not work", "start.accounts")
    tax_unit: float = value("money/month", "what thresholds of income tax are multiples of", "start.rates")


@dataclass(slots=True, eq=False)
class Aggregates(Values):
    """Everything there is one of in the economy, by the module that writes it."""

    # fixed when the economy opens
    trend_productivity_growth: float = value("per month", "trend growth of productivity", "flows.indexation")
    trend_inflation: float = value("per month", "trend growth of prices", "start.rates")
    trend_growth: float = value("per month", "trend growth of nominal output", "flows.indexation")
    depreciation: float = value("per month", "share of capital that wears out", "start.rates")
    benefit_replacement: float = value("share", "of earnings that unemployment benefit pays", "start.rates")
    benefit_replacement_later: float = value("share", "the same after the first months", "start.rates")
    assistance_takeup: float = value("share", "of those entitled who claim assistance", "start.rates")
    pension_floor: float = value("money/month", "lowest pension, at month-0 prices", "start.rates")
    profit_tax_rate: float = value("share of profit", "rate of the tax on profits", "start.rates")
    contribution_from_1: float = value("tax units", "wage from which part 1 is due", "start.rates")
    contribution_from_2: float = value("tax units", "wage from which part 2 is due", "start.rates")
    contribution_from_3: float = value("tax units", "wage from which part 3 is due", "start.rates")
    contribution_from_4: float = value("tax units", "wage from which part 4 is due", "start.rates")
    contribution_from_5: float = value("tax units", "wage from which part 5 is due", "start.rates")
    contribution_part_1: float = value("ratio", "marginal contributions over employee_rate, 1", "start.rates")
    contribution_part_2: float = value("ratio", "marginal contributions over employee_rate, 2", "start.rates")
    contribution_part_3: float = value("ratio", "marginal contributions over employee_rate, 3", "start.rates")
    contribution_part_4: float = value("ratio", "marginal contributions over employee_rate, 4", "start.rates")
    contribution_part_5: float = value("ratio", "marginal contributions over employee_rate, 5", "start.rates")
    tax_threshold_1: float = value("tax units", "income from which bracket 1 is due", "start.rates")
    tax_threshold_2: float = value("tax units", "income from which bracket 2 is due", "start.rates")
    tax_threshold_3: float = value("tax units", "income from which bracket 3 is due", "start.rates")
    tax_threshold_4: float = value("tax units", "income from which bracket 4 is due", "start.rates")
    tax_threshold_5: float = value("tax units", "income from which bracket 5 is due", "start.rates")
    entry_share: float = value("share", "of posts that beginners hold in month 0", "start.workers", 1.0)
    half_time_share_men: float = value(
        "share", "of employed men without care who work half-time", "start.workers"
    )
    half_time_share_women: float = value(
        "share", "of employed women without care who work half-time", "start.workers"
    )
    gdp_start: float = value("money/month", "gross domestic product of month 0", "start.accounts")
    markup: float = value("ratio", "sales over wages and AI fees of market firms, month 0", "start.accounts")
    leverage: float = value("share", "loans over the value of capital", "start.accounts")
    profit_tax_base: float = value("share", "of profit on which tax is due", "start.accounts")
    own_account_share: float = value("share", "of consumption bought on own account", "start.accounts")
    informal_share: float = value("share", "of consumption bought from informal workers", "start.accounts")
    purchases_volume: float = value("money/month", "public purchases, month-0 prices", "start.accounts")
    export_import_content: float = value("share", "of exports that is imported", "start.accounts")
    capital_ratio: float = value("months", "capital over sales that firms aim at", "start.accounts")
    capital_share: float = value("share", "of firms' costs that is not labour or AI", "start.accounts")
    slack_norm: float = value("rate", "usual effective unemployment", "start.burn_in")

    # levers: what instruments set for the month ahead (`shift`); 0 without them
    explained_hiring: float = value("share", "of marks by screening that are gone", "economy.model", 0.0)
    profit_tax_addition: float = value("points", "on the profit-tax rate", "economy.model", 0.0)
    tax_cooperation: float = value("share", "of countries that levy the same", "economy.model", 0.0)
    capital_subsidy: float = value("share", "of machines' price that the state pays", "economy.model", 0.0)
    windfall_allowance: float = value("ratio", "profit over norm left untaxed", "economy.model", 0.0)
    layoff_cost: float = value("months of pay", "due for a layoff", "economy.model", 0.0)
    displacement_cost: float = value("months of pay", "due for one caused by AI", "economy.model", 0.0)
    pay_cut: float = value("share", "of pay that goes with hours cut", "economy.model", 0.0)
    ai_services_tax: float = value("share of sales", "of the commercial provider", "economy.model", 0.0)
    ai_fee_levy: float = value("share of AI fees", "that their users owe", "economy.model", 0.0)
    ai_services_tax_open: float = value("share of sales", "of open providers", "economy.model", 0.0)
    ai_margin_cut: float = value("share", "of the commercial margin over cost", "economy.model", 0.0)
    open_margin_cut: float = value("share", "of open providers' margin over cost", "economy.model", 0.0)
    open_quality_gain: float = value("share", "of open offers' lack of quality", "economy.model", 0.0)
    open_cost_paid: float = value("share", "of open computing that the state pays", "economy.model", 0.0)
    open_computing_home: float = value("share", "of open computing abroad, moved here", "economy.model", 0.0)
    open_help_small: float = value("share", "of small firms' integration, with open AI", "economy.model", 0.0)
    public_equity: float = value("share", "of domestically owned dividends", "economy.model", 0.0)
    public_savings: float = value("share", "of work AI spares public employers, cut", "economy.model", 0.0)
    insurance_more_claims: float = value("share", "added to take-up of insurance", "economy.model", 0.0)
    insurance_eased_months: float = value("months", "of contributions forgiven", "economy.model", 0.0)
    insurance_longer_months: float = value("months", "of benefit granted longer", "economy.model", 0.0)

    # opening of the month
    month: float = value("month", "month 0 = start of the scenario", "flows.indexation")
    trend_productivity: float = value("month 0 = 1", "productivity on trend", "flows.indexation")
    trend_price: float = value("month 0 = 1", "prices on trend", "flows.indexation")
    trend_index: float = value("month 0 = 1", "nominal output a head on trend", "flows.indexation")
    exports_shock: float = value("share", "of exports, by the scenario's shock", "flows.indexation")
    spending_shock: float = value("share", "of consumption, by the scenario's shock", "flows.indexation")
    potential_growth: float = value("per month", "of productivity and labour on trend", "flows.indexation")
    potential_labour: float = value("month 0 = 1", "labour offered, as projected", "flows.indexation")
    public_need: float = value("month 0 = 1", "public services that people need by age", "flows.indexation")
    public_volume_growth: float = value("per month", "of what public employers make", "flows.indexation")
    minimum_wage: float = value("money/month", "gross, full time", "flows.indexation")
    benefit_cap: float = value("money/month", "highest unemployment benefit", "flows.indexation")
    benefit_floor: float = value("money/month", "lowest unemployment benefit", "flows.indexation")
    assistance_amount: float = value("money/month", "assistance of a household", "flows.indexation")
    assistance_threshold: float = value("money/month", "means up to which it is paid", "flows.indexation")
    child_benefit_amount: float = value("money/month", "for each child", "flows.indexation")
    guaranteed_income: float = value("money/month", "minimum income of one adult by law", "flows.indexation")
    other_transfer: float = value("money/month", "to those entitled without work", "flows.indexation")
    tax_unit: float = value("money/month", "unit of the tax thresholds", "flows.indexation")
    pension_index: float = value("ratio", "pensions in payment over last month's", "flows.indexation")
    recipients_prime: float = value("share", "of 25-54, on other transfers", "flows.income")
    recipients_older: float = value("share", "of older people, likewise", "flows.income")
    last_index: float = value("month 0 = 1", "index of thresholds, last used", "flows.indexation")
    last_real_index: float = value("month 0 = 1", "its real part, last used", "flows.indexation")
    tax_shift: float = value("points", "on the tax scale, by the rule for the budget", "flows.closing")

    # rates of taxes and contributions
    employer_rate: float = value("share of pay", "contributions of employers", "flows.law")
    employee_rate: float = value("share of pay", "contributions of employees", "flows.law")
    consumer_price: float = value("month 0 = 1", "home and imported goods", "markets.production", 1.0)
    vat_rate: float = value("share", "taxes on products over basic prices", "flows.law")
    vat_addition: float = value("points", "added to that rate by the scenario", "flows.law")
    vat_on_prices: float = value("month 0 = 1", "what the addition makes of prices", "flows.law")
    tax_rate_1: float = value("share", "marginal rate of bracket 1", "flows.law")
    tax_rate_2: float = value("share", "marginal rate of bracket 2", "flows.law")
    tax_rate_3: float = value("share", "marginal rate of bracket 3", "flows.law")
    tax_rate_4: float = value("share", "marginal rate of bracket 4", "flows.law")
    tax_rate_5: float = value("share", "marginal rate of bracket 5", "flows.law")

    # technology
    frontier: float = value("share", "of automatable tasks that AI can do", "economy.technology")
    adoption_speed: float = value("ratio", "pace of firms' decisions on AI", "economy.technology")
    roll_out_on: float = value("flag", "1 once AI moves on from month 0", "economy.technology")
    augmentation_gain: float = value("share", "of time that AI saves where it helps", "economy.technology")
    reinstatement: float = value("share", "of automated tasks that return as new", "economy.technology")
    reinstatement_lag: float = value("months", "until they do", "economy.technology")
    ai_price_abroad: float = value("money/month", "AI's price for them abroad", "economy.technology")
    ai_price: float = value("money/month", "AI's price for them here", "economy.technology")
    fee_share: float = value("share", "of that price that is paid as a fee", "economy.technology")
    ai_kept: float = value("share", "of a task of AI that the world leaves to people", "economy.technology")
    machine_units: float = value("units", "capital in place of a fee", "economy.technology")

    new_tasks: float = value("ratio", "labour of new tasks over that of old ones", "markets.goods")
    user_cost: float = value("ratio", "of new capital, over that by month 0's law", "markets.production", 1.0)
    capital_cost: float = value("ratio", "the same of all capital in use", "markets.production", 1.0)
    capital_levied: float = value(
        "share", "added to it by a policy's tax on profit", "markets.production", 0.0
    )
    capital_planned: float = value("ratio", "capital in plans, by user cost", "markets.production", 1.0)
    capital_answer: float = value("ratio", "capital wanted a unit, by user cost", "markets.production", 1.0)

    # markets
    cpi: float = value("month 0 = 1", "consumer prices before additions to VAT", "markets.production")
    skill: float = value(
        "ratio", "skill of the labour force over month 0's, smoothed", "markets.production", 1.0
    )
    ai_productivity: float = value("month 0 = 1", "of private firms, by AI, net of fees", "markets.sums", 1.0)
    technique_norm: float = value("ratio", "cost of a unit over that without AI", "markets.sums", 1.0)
    skill_norm: float = value("ratio", "their skill, usually", "markets.production", 1.0)
    staff_skill_norm: float = value("ratio", "skill of private staff, usually", "markets.production", 1.0)
    output_norm: float = value(
        "ratio", "what a head of it does over a new full-timer", "markets.production", 1.0
    )
    hours_kept: float = value("ratio", "hours over those without policies, taxes", "markets.sums")
    seekers_per_opening: float = value("ratio", "who looks, over openings", "markets.matching")
    slack: float = value("rate", "effective unemployment", "markets.labour")
    effort_norm: float = value("ratio", "usual search effort of a seeker", "markets.labour")
    average_wage: float = value("money/month", "gross, full time, fixed occupations", "markets.sums")
    usual_demand: float = value("money/month", "for firms' goods, as it usually is", "flows.spending")
    own_account_pay: float = value("money/month", "own account, ability and enterprise 1", "markets.sums")
    own_account_income: float = value("ratio", "its mean over the mean wage, smoothed", "markets.sums")
    own_account_norm: float = value("ratio", "the same, usually", "markets.sums")
    own_account_pull: float = value("ratio", "starts over those at usual pay", "markets.sums")
    own_account_push: float = value("ratio", "giving up over that at usual pay", "markets.sums")
    informal_pay: float = value("money/month", "informal work", "markets.sums")
    informal_income: float = value("ratio", "its mean over the mean wage, smoothed", "markets.sums")
    informal_norm: float = value("ratio", "the same, usually", "markets.sums")
    informal_pull: float = value("ratio", "starts over those at usual pay", "markets.sums")
    informal_push: float = value("ratio", "giving up over that at usual pay", "markets.sums")
    productivity: float = value("money/month", "real output a head of firms off trend", "markets.sums")
    productivity_norm: float = value("money/month", "the same, usually", "markets.sums")
    relative_productivity: float = value("ratio", "productivity over its norm", "markets.sums")
    productivity_known: float = value("log points", "its gain that is taken for usual", "markets.sums", 0.0)
    wage_norm: float = value("log points", "pay over the twin's that is taken for usual", "markets.sums", 0.0)
    idle_hours: float = value("share", "of hours offered that nobody buys", "flows.monetary", 0.0)
    usual_output: float = value("money/month", "real output at usual hours", "flows.monetary", 0.0)
    owners_profit: float = value("money/month", "after tax and wear, smoothed", "flows.monetary", 0.0)
    share_value: float = value("money", "of firms, held here", "flows.monetary", 0.0)
    share_gain: float = value("money", "of it, beyond the twin's, counted as wealth", "flows.monetary", 0.0)
    long_rate: float = value("points a year", "long real rate less the twin's", "flows.monetary", 0.0)
    contract_rate: float = value("per month", "interest on contracts less the twin's", "flows.monetary", 0.0)
    wealth_put_off: float = value(
        "months of income", "wealth wanted beyond month 0's and for a rate", "flows.monetary", 0.0
    )
    ai_productivity_known: float = value("log points", "AI's addition, a year ago", "flows.monetary", 0.0)
    orders_ahead: float = value("share", "of orders, seen in advance", "flows.monetary", 0.0)
    wage_claim: float = value("log points", "pay over trend asked at usual slack", "markets.sums", 0.0)
    job_finding: float = value("per month", "of seekers who find work, smoothed", "markets.sums")
    job_finding_norm: float = value("per month", "the same, usually", "markets.sums")

    # spending
    dividend_pool: float = value("money/month", "dividends paid to households", "flows.income")
    market_sales: float = value("money/month", "sales of firms", "flows.spending")
    unmet: float = value("money/month", "demand that firms could not serve", "flows.spending")
    consumption: float = value("money/month", "spending of households", "flows.spending")
    investment: float = value("money/month", "spending of firms on capital", "flows.spending")
    purchases: float = value("money/month", "spending of the state on goods", "flows.spending")


def charged_price(s: Aggregates) -> float:
    """Consumer prices as households are charged them, additions to VAT included (month 0 = 1)."""
    return s.consumer_price * s.vat_on_prices
