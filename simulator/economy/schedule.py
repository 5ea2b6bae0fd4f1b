"""The month: one tuple of rules and market passes, in order, under headings."""

from collections.abc import Callable

from simulator.core.economy import Economy
from simulator.core.rule import fused
from simulator.economy.demography import age_population
from simulator.economy.technology import advance_technology
from simulator.flows import closing, income, indexation, law, monetary, spending
from simulator.flows.income import choose_recipients
from simulator.flows.law import measure_what_work_pays
from simulator.markets import labour, matching, production, separations, sums
from simulator.markets.goods import spread_new_tasks
from simulator.markets.hiring import call_back
from simulator.markets.households import guarantee_income
from simulator.markets.production import price_factors, update_prices
from simulator.policies import act
from simulator.rules.employer_rank import employer_rank
from simulator.rules.firm_adopt_ai import firm_adopt_ai
from simulator.rules.firm_ai_pace import firm_ai_pace
from simulator.rules.firm_customers import firm_customers
from simulator.rules.firm_demand import firm_demand, sector_demand
from simulator.rules.firm_expect import firm_expect
from simulator.rules.firm_premium import firm_premium
from simulator.rules.firm_price import firm_price
from simulator.rules.firm_profit import firm_invest, firm_profit
from simulator.rules.firm_technique import firm_technique
from simulator.rules.occupation_wage import occupation_wage
from simulator.rules.post_adopt_ai import post_adopt_ai
from simulator.rules.post_automate import post_ai_saving, post_automate
from simulator.rules.post_entry import post_entry
from simulator.rules.post_plan import post_plan
from simulator.rules.post_select import post_select
from simulator.rules.worker_assistance import worker_assistance
from simulator.rules.worker_attach import worker_attach
from simulator.rules.worker_benefit import worker_benefit
from simulator.rules.worker_consume import worker_consume
from simulator.rules.worker_earn import worker_earn
from simulator.rules.worker_hours import worker_hours
from simulator.rules.worker_income import worker_income
from simulator.rules.worker_income_tax import worker_income_tax
from simulator.rules.worker_job_risk import worker_job_risk
from simulator.rules.worker_pension import worker_pension
from simulator.rules.worker_reservation_wage import worker_reservation_wage
from simulator.rules.worker_search import worker_search
from simulator.rules.worker_skill import worker_skill
from simulator.rules.worker_wage import worker_wage

work_and_skill = fused(
    worker_attach, worker_skill, worker_wage, worker_hours, worker_earn, among=labour.who_may_work
)
benefits = fused(worker_benefit, worker_pension, worker_assistance)
search_behaviour = fused(
    worker_job_risk, worker_search, worker_reservation_wage, employer_rank, among=labour.who_may_look
)
post_plans = fused(post_entry, post_plan)
firm_result = fused(firm_profit, firm_invest, firm_premium)
ai_decisions = fused(firm_ai_pace, firm_adopt_ai)
ai_use = fused(post_ai_saving, post_adopt_ai, post_automate)

MONTH: tuple[Callable[[Economy], None], ...] = (
    # opening: trends, thresholds, who is alive, interest and last month's dividends
    indexation.start_month,
    monetary.pass_on_rates,
    law.add_to_taxes,
    law.change_law,
    production.lift_pay,
    act("law"),
    measure_what_work_pays,
    age_population,
    labour.grow_older,
    income.pay_property_income,
    # shocks
    firm_customers.run,
    firm_demand.run,
    sector_demand.run,
    # technology
    advance_technology,
    act("adoption"),
    ai_decisions.run,
    ai_use.run,
    income.buy_integration,
    spread_new_tasks,
    # plans
    price_factors,
    firm_technique.run,
    firm_expect.run,
    post_plans.run,
    labour.plan_costs,
    sums.measure_technique,
    firm_price.run,
    update_prices,
    # separations
    act("separations"),
    labour.separate_workers,
    labour.change_participation,
    call_back,
    # search and matching
    search_behaviour.run,
    matching.count_seekers,
    post_select.run,
    labour.search_and_match,
    labour.measure_slack,
    # training
    act("training"),
    # wages
    occupation_wage.run,
    sums.measure_wages,
    work_and_skill.run,
    sums.measure_hours_kept,
    production.run_payroll,
    income.pay_wages,
    income.pay_ai_fees,
    # benefits, instruments, taxes
    guarantee_income,
    choose_recipients,
    benefits.run,
    act("transfers"),
    worker_income_tax.run,
    law.count_income_tax,
    worker_income.run,
    income.pay_transfers,
    income.pay_income_taxes,
    act("levies"),
    # households spend, the goods market allocates
    worker_consume.run,
    spending.trade_goods,
    # firms
    firm_result.run,
    income.pay_profit_taxes,
    act("profits"),
    income.renew_loans,
    # exit and entry
    separations.turn_over_firms,
    income.set_bank_dividend,
    # close
    sums.measure_households,
    sums.measure_own_account,
    sums.measure_productivity,
    closing.close_month,
    monetary.set_rate,
)
