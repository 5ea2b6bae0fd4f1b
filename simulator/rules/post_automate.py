"""What AI takes over in a post once the firm uses it there."""

from simulator.core.maths import worth_automating
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="post", writes="ai_saving")
def post_ai_saving(
    desired,
    occupation_wage,
    occupation_ai_tasks,
    occupation_ai_help,
    occupation_ai_kept,
    firm_premium,
    firm_reach,
    firm_levy_rate,
    firm_saving_levy_rate,
    firm_payroll_levy_rate,
    firm_output_cut,
    *,
    ai_price,
    fee_share,
    employer_rate,
    augmentation_gain,
    task_dispersion,
    pay_cut,
):
    """Monthly saving if all of what AI can do and is worth it were used here (currency/month).

    Net of fees, of work that stays with people and of levies; augmentation adds output at no fee per task.
    `fee_share` is 1 where AI is a service, 0 where it is a machine, on which no levy on fees is due.
    """
    if firm_reach * desired <= 0.0:
        return 0.0
    labour = occupation_wage * (1.0 + firm_premium) * (1.0 + employer_rate + firm_payroll_levy_rate)
    labour *= 1.0 - pay_cut
    fee = ai_price * (1.0 + fee_share * firm_levy_rate) * (1.0 - firm_output_cut)
    worker = labour * (1.0 - firm_saving_levy_rate)
    cost = fee + occupation_ai_kept * worker
    automated = worth_automating(worker, cost, task_dispersion) * (worker - cost) * occupation_ai_tasks
    helped = labour * occupation_ai_help * augmentation_gain
    return firm_reach * desired * (automated + helped)


@rule(over="post", writes=("automated", "augmented", "ai_step", "automated_ahead"))
def post_automate(
    automated,
    augmented,
    occupation_wage,
    occupation_ai_tasks,
    occupation_ai_help,
    occupation_ai_kept,
    occupation_ai_kept_before,
    firm_premium,
    firm_reach,
    firm_ai_pace,
    ai_used,
    ai_wait,
    firm_levy_rate,
    firm_saving_levy_rate,
    firm_payroll_levy_rate,
    firm_output_cut,
    *,
    roll_out=param(
        36.0, unit="months", bounds=(1.0, 240.0), about="mean time from adoption to full use in a firm",
        source="31 months until an enterprise system brings anything, 23 of them to install it, 63 companies "
            "(Meta Group; read: quotation); 1 to 3 years and more from purchase to full use (Aral, "
            "Brynjolfsson and Wu 2006; recalled, medium)",
    ),
    task_dispersion=param(
        0.25, unit="log points", bounds=(0.01, 5.0),
        about="how much more AI costs in some tasks of an occupation than in others",
        source="choice: as AI's price falls from 0.73 to 0.5 of labour cost, tasks worth it answer by 1.6 "
        "in Spain, 2.2 in the United States; 23 % of wages for vision tasks are worth automating (Svanberg "
        "et al. 2024; read: abstract)",
    ),
    planning_horizon=param(
        12.0, bounds=(0.0, 36.0), kind="months",
        about="how far ahead a firm does not fill posts whose tasks it is about to hand to AI",
        source="a year's budget; adopters' juniors fall by fewer hires, not by separations (Lichtinger & "
        "Hosseini 2025; read: abstract)",
    ),
    help_roll_out=param(
        6.0, unit="months", bounds=(1.0, 240.0),
        about="mean time from adoption to the full use of AI that helps people",
        source="choice: tools of the desk need no project; users save 5.4 % of their hours two years after "
        "the first of them (Bick, Blandin and Deming 2025; read: abstract)",
    ),
    ai_price,
    fee_share,
    employer_rate,
    augmentation_gain,
    roll_out_on,
    pay_cut,
):  # fmt: skip
    """Close pace/roll-out of the gap to the tasks within AI's reach that are worth it; what is done stays so.

    Of a task given to AI a part stays with people, `occupation_ai_kept`: where it rises, people come back.
    Help with tasks that AI comes to do alone ends as fast as these are rolled out. While a firm consults its
    staff (`ai_wait`) nothing begins. Returns the share of work taken over, the gain in output per
    hour, the rise of the former, and where it will be at the end of the firm's plan.
    """
    if ai_used == 0 or roll_out_on == 0.0 or ai_wait > 0.0:
        return automated, augmented, 0.0, automated
    labour = occupation_wage * (1.0 + firm_premium) * (1.0 + employer_rate + firm_payroll_levy_rate)
    labour *= (1.0 - pay_cut) * (1.0 - firm_saving_levy_rate)
    fee = ai_price * (1.0 + fee_share * firm_levy_rate) * (1.0 - firm_output_cut)
    worth = worth_automating(labour, fee + occupation_ai_kept * labour, task_dispersion)
    months = max(1.0, roll_out / max(firm_ai_pace, 1e-9))
    done = automated * ((1.0 - occupation_ai_kept) / (1.0 - occupation_ai_kept_before))
    left = max(0.0, firm_reach * occupation_ai_tasks * worth * (1.0 - occupation_ai_kept) - done)
    now = done + left / months
    ahead = done + left * (1.0 - (1.0 - 1.0 / months) ** (1.0 + planning_horizon))
    aim = firm_reach * occupation_ai_help * augmentation_gain
    soon = max(1.0, help_roll_out / max(firm_ai_pace, 1e-9))
    helped = augmented + (aim - augmented) / (soon if aim > augmented else months)
    return now, helped, now - automated, ahead
