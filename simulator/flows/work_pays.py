"""What work leaves after tax under this month's law, over what it would leave under today's."""

from simulator.core.economy import Economy
from simulator.core.tax import TaxLaw
from simulator.flows.taxation import BRACKETS, added_rates
from simulator.markets.kept import kept_by_law

THRESHOLDS, CONTRIBUTION_FROM, CONTRIBUTION_PART = (
    tuple(f"{name}_{k}" for k in range(1, 6))
    for name in ("tax_threshold", "contribution_from", "contribution_part")
)


def measure_what_work_pays(economy: Economy) -> None:
    """Columns `kept`, of a full-time job, and `kept_hours`, of the step from half time to it (ratios).

    Both are 1 while the law stands. A scenario changes it by its law, by instruments and by what balances its
    budget; a higher VAT leaves less as well.
    """
    q, s = economy.persons, economy.aggregates
    prices, now, today = s.vat_on_prices, _law(economy, changed=True), _law(economy, changed=False)
    if now == today and prices == 1.0:
        q.kept[:] = q.kept_hours[:] = 1.0
        return
    kept_by_law(q.n, q.active, q.status, q.wage, q.last_wage, s.minimum_wage, today, now, prices, q.kept,
                q.kept_hours)  # fmt: skip


def _law(economy: Economy, *, changed: bool) -> TaxLaw:
    """The law of the month, or what it would be without what a scenario changes."""
    s, added = economy.aggregates, added_rates(economy)

    def at(name: str) -> float:
        now = s.at(name)
        if changed:
            return now
        unshifted: float = economy.law_shifts.before(name, economy.shifts.before(name, now))
        return unshifted - added.get(name, 0.0)

    return TaxLaw(
        at("tax_unit"), at("employee_rate"), tuple(map(s.at, CONTRIBUTION_FROM)),
        tuple(map(s.at, CONTRIBUTION_PART)), economy.controllers.tax_scale, s.tax_shift,
        tuple(map(at, THRESHOLDS)), tuple(map(at, BRACKETS)),
    )  # fmt: skip
