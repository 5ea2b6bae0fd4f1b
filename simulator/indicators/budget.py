"""Public revenue and spending by item, the balance and the debt."""

from collections.abc import Mapping
from math import exp, log
from typing import Any

from simulator.agents.firm import LARGE
from simulator.core.economy import Economy
from simulator.indicators.indicator import Indicator
from simulator.kit.instrument import titled
from simulator.markets.sums import taxed_income
from simulator.policies import discover

MONEY = "{currency}/month"
REVENUE = ("income_tax", "employee_contributions", "employer_contributions", "vat", "corporate_tax")
TITLES = {
    "employee_contributions": "Contributions of employees",
    "employer_contributions": "Contributions of employers",
    "vat": "Taxes on products, VAT included",
    "corporate_tax": "Tax on profits",
    "purchases": "Public purchases",
    "assistance": "Social assistance",
}
"""Items that aren't called as the ledger names them."""
TRANSFERS = ("pensions", "unemployment_benefit", "assistance", "child_benefit", "other_transfers", "interest")


_PRIMARY = "public balance before interest on public debt: what adds to debt beside its own interest"
_ALONE = "as other countries do not levy what a scenario adds here"
_KNOWN = "; once customers know prices"
_FUND = "what earmarked levies have put into its fund less what it has spent, at the end of the month"


def _title(kind: str) -> str:
    return TITLES.get(kind) or titled(kind)


def _known(own: Mapping[str, Any]) -> Mapping[str, Any]:
    """Instruments that ship, and a scenario's own."""
    return {**discover(), **own} if own else discover()


def indicators(own: Mapping[str, Any]) -> tuple[Indicator, ...]:
    """Budget items; of each instrument what it spends, administration included, and what it raises.

    `own`: instruments of a scenario's own.
    """
    kinds = _known(own)
    raised = [name for name, kind in kinds.items() if kind.raises]
    spending = " (spending)"  # of what raises money as well
    return (
        *(Indicator(f"revenue_{kind}", _title(kind), MONEY, "none", 5e7) for kind in (*REVENUE, *raised)),
        *(
            Indicator(f"spending_{kind}", _title(kind) + spending * (kind in raised), MONEY, "none", 5e7)
            for kind in ("public_wages", "purchases", *TRANSFERS, *kinds)
        ),
        Indicator("public_revenue", "Public revenue", MONEY, "none", 1e8),
        Indicator("public_spending", "Public spending", MONEY, "none", 1e8),
        Indicator("public_balance", "Public balance", MONEY, "higher", 1e8),
        Indicator("primary_balance", "Primary balance", MONEY, "higher", 1e8, _PRIMARY),
        Indicator("debt_ratio", "Public debt", "share of annual GDP", "lower", 0.005),
        Indicator("leak_profits", "Tax on profit reported elsewhere", MONEY, "lower", 5e7, _ALONE),
        Indicator("leak_exports", "Exports lost to levies", MONEY, "lower", 5e7, _ALONE + _KNOWN),
        Indicator("tax_of_rule", "Income tax added by the rule for the budget", MONEY, "none", 5e7),
        *(
            Indicator(f"recipients_{name}", f"{_title(name)}: recipients", kind.reaches, "none", 2e4, about)
            for name, kind in kinds.items()
            if kind.reaches
            for about in (f"{kind.reaches} whom it paid or served in the month",)
        ),
        *(
            Indicator(f"fund_balance_{name}", f"{_title(name)}: fund", "{currency}", "none", 5e7, _FUND)
            for name in _with_funds(kinds)
        ),
    )


def _with_funds(kinds: Mapping[str, Any]) -> list[str]:
    """Instruments for which a levy may be earmarked: those that pay or serve somebody."""
    return [name for name, kind in kinds.items() if kind.fundable and kind.reaches]


def measure(economy: Economy) -> dict[str, float]:
    """Items of the month from the ledger (national currency); they add up to the balance."""
    ledger, w = economy.ledger, economy.weight
    found = {f"revenue_{kind}": ledger.total(kind, payee="state") * w for kind in REVENUE}
    found["spending_public_wages"] = w * (
        ledger.total("wages", payer="state") + ledger.total("employer_contributions", payer="state")
    )
    bought = ledger.total("purchases", payer="state") + ledger.total("ai_fees", payer="state")
    found["spending_purchases"] = (bought + ledger.total("imports", payer="state")) * w
    for kind in TRANSFERS:
        found[f"spending_{kind}"] = ledger.total(kind, payer="state") * w
    found |= _instruments(economy)
    found["public_revenue"] = sum(v for k, v in found.items() if k.startswith("revenue_"))
    found["public_spending"] = sum(v for k, v in found.items() if k.startswith("spending_"))
    found["public_balance"] = ledger.net_lending("state") * w
    found["primary_balance"] = found["public_balance"] + found["spending_interest"]
    found["debt_ratio"] = economy.state.bonds / (12.0 * economy.accounts_of_month["production"])
    shift = economy.aggregates.tax_shift
    found["tax_of_rule"] = shift * taxed_income(economy) * w if shift else 0.0
    return found | _leaks(economy) | _reached(economy)


def _leaks(economy: Economy) -> dict[str, float]:
    """What levies lose as they are raised here alone (national currency)."""
    s, p, firms = economy.aggregates, economy.parameters, economy.firms
    alone, w = 1.0 - s.tax_cooperation, economy.weight
    shifted = exp(p["profit_shifting"] * s.profit_tax_addition * alone) - 1.0
    paid = (firms.profit_tax - firms.windfall_tax) * (firms.size_class == LARGE)
    private = firms.public == 0
    costs = float(((firms.wage_bill + firms.contributions + firms.ai_fees) * private).sum())
    on_ai = float((firms.levy_rate * firms.ai_fees * private).sum())
    on_ai += sum(offer.paid * offer.tax for offer in economy.providers.here)
    dearer = economy.world.levied + log(1.0 + p["levy_pass_through"] * on_ai / costs)
    lost = exp(p["export_elasticity"] * (1.0 - s.export_import_content) * alone * dearer) - 1.0
    return {
        "leak_profits": shifted * float(paid.sum()) * w,
        "leak_exports": lost * economy.ledger.total("exports", payee="firms") * w,
    }


def _instruments(economy: Economy) -> dict[str, float]:
    """Revenue and spending under the name of each instrument; zero for those that the scenario lacks."""
    found = {}
    present, ledger = {instrument.name for instrument in economy.instruments}, economy.ledger
    for name, kind in _known(economy.own_instruments).items():
        paid = raised = 0.0
        if name in present:
            paid = ledger.total(name, payer="state") + ledger.total(f"{name}_administration", payer="state")
            raised = ledger.total(name, payee="state")
        found[f"spending_{name}"] = paid * economy.weight
        if kind.raises:
            found[f"revenue_{name}"] = raised * economy.weight
    return found


def _reached(economy: Economy) -> dict[str, float]:
    """Recipients of each instrument this month, and what is left in its fund (national currency)."""
    present, funds = {one.name: one for one in economy.instruments}, economy.state.funds
    kinds = _known(economy.own_instruments)
    reached = {
        f"recipients_{name}": present[name].recipients_of_month * economy.weight if name in present else 0.0
        for name, kind in kinds.items()
        if kind.reaches
    }
    return reached | {
        f"fund_balance_{name}": funds.get(name, 0.0) * economy.weight for name in _with_funds(kinds)
    }
