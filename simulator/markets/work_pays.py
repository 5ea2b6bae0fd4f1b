"""What work leaves after tax under this month's law, over what it would leave under today's."""


from simulator.agents.person import EMPLOYED, HALF_TIME, RETIRED
from simulator.core.compiled import njit
from simulator.core.economy import Economy
from simulator.core.kernels import sum_where
from simulator.core.tax import TaxLaw, kept_of

BRACKETS = range(1, 6)
LEAST, MOST = 0.05, 4.0
"""A tax may take nearly all of what a job adds; people reckon with no less and no more than this."""


def measure_what_work_pays(economy: Economy) -> None:
    """Columns `kept`, of a full-time job, and `kept_hours`, of the step from half time to it (ratios).

    Both are 1 while the law stands. The law that a scenario or an instrument changes is the month's shift of
    today's; higher prices by VAT leave less as well.
    """
    q, s, shifts = economy.persons, economy.aggregates, economy.shifts
    prices = s.vat_on_prices / shifts.before("vat_on_prices", s.vat_on_prices)
    now, today = _law(economy, changed=True), _law(economy, changed=False)
    if now == today and prices == 1.0:
        q.kept[:] = q.kept_hours[:] = 1.0
        return
    _kept(q.n, q.active, q.status, q.wage, q.last_wage, s.minimum_wage, today, now, prices, q.kept,
          q.kept_hours)  # fmt: skip


def measure_hours_kept(economy: Economy) -> None:
    """Hours of employees over those without what policies and taxes make them choose (ratio)."""
    q, s = economy.persons, economy.aggregates
    usual = float(sum_where(q.usual_hours, q.status, EMPLOYED))
    s.hours_kept = float(sum_where(q.hours, q.status, EMPLOYED)) / usual if usual > 0.0 else 1.0


def _law(economy: Economy, *, changed: bool) -> TaxLaw:
    """The law of the month, or what it would be without what a scenario changes."""
    s = economy.aggregates

    def at(name: str) -> float:
        now = s.at(name)
        return now if changed else economy.shifts.before(name, now)

    return TaxLaw(
        at("tax_unit"), at("employee_rate"), economy.controllers.tax_scale, s.tax_shift,
        tuple(at(f"tax_threshold_{k}") for k in BRACKETS), tuple(at(f"tax_rate_{k}") for k in BRACKETS),
    )  # fmt: skip


@njit
def _kept(n, active, status, wage, last_wage, minimum_wage, today, now, prices, kept, kept_hours):
    for i in range(n):
        if not active[i] or status[i] == RETIRED:
            continue
        pay = wage[i] if status[i] == EMPLOYED else max(last_wage[i], minimum_wage)
        before, after = kept_of(pay, today), kept_of(pay, now)
        half_before, half_after = kept_of(HALF_TIME * pay, today), kept_of(HALF_TIME * pay, now)
        kept[i] = min(max(after / max(before, 1e-300) / prices, LEAST), MOST)
        step = (after - half_after) / max(before - half_before, 1e-300) / prices
        kept_hours[i] = min(max(step, LEAST), MOST)
