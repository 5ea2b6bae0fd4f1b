"""What a scenario adds to the rates of taxes so that its budget balances."""

from simulator.core.economy import Economy

ON_TOP = {
    "employee_contributions": "employee_rate",
    "employer_contributions": "employer_rate",
    "vat": "vat_rate",
}
"""Tax -> the rate that rules and payments read."""


def add_to_taxes(economy: Economy) -> None:
    """From month 1 on the additions stand on top of the rates; month 0 is the opening state."""
    if economy.month < 1:
        return
    s, additions = economy.scalars, economy.tax_additions
    s["profit_tax_addition"] += additions.get("corporate_tax", 0.0)  # a lever of the month, zero before
    if economy.month > 1:
        return
    for tax, addition in additions.items():
        if tax in ON_TOP:
            s[ON_TOP[tax]] += addition
        if tax == "income_tax":
            # The schedule is scaled to the country's revenue; the addition is in points of the scaled rates.
            for bracket in [name for name in s if name.startswith("tax_rate_")]:
                s[bracket] += addition / s["tax_scale"]
        if tax == "vat":
            _raise_prices(s, addition)


def _raise_prices(s: dict[str, float], addition: float) -> None:
    """Consumers pay the addition on what is taxed: all they buy but own-account and informal work."""
    taxed = 1.0 - s["own_account_share"] - s["informal_share"]
    before = 1.0 + s["vat_rate"] - addition
    s["vat_addition"] = addition
    s["vat_on_prices"] = 1.0 + taxed * addition / before
