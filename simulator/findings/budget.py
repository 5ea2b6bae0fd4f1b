"""Items of the public budget in a few families that leave nothing over."""

from collections.abc import Iterable

LABOUR, SALES, OWN_LEVIES, OWN_SPENDING = "labour", "sales", "levied", "spent"
BENEFITS, SERVICES, INTEREST = "benefits", "services", "interest"
FAMILIES = (OWN_SPENDING, OWN_LEVIES, LABOUR, SALES, BENEFITS, SERVICES, INTEREST)
"""What instruments spend and levy, taxes on income and on sales and profit, benefits, public services, …"""
_OF = {
    "revenue_income_tax": LABOUR,
    "revenue_employee_contributions": LABOUR,
    "revenue_employer_contributions": LABOUR,
    "revenue_vat": SALES,
    "revenue_corporate_tax": SALES,
    "spending_pensions": BENEFITS,
    "spending_unemployment_benefit": BENEFITS,
    "spending_assistance": BENEFITS,
    "spending_child_benefit": BENEFITS,
    "spending_other_transfers": BENEFITS,
    "spending_public_wages": SERVICES,
    "spending_purchases": SERVICES,
    "spending_interest": INTEREST,
}


def family(item: str) -> str:
    """Return the family of an item; what is none of the law's own is an instrument's."""
    return _OF.get(item, OWN_LEVIES if item.startswith("revenue_") else OWN_SPENDING)


def families(items: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the families that these items have, in their order, each with its items."""
    known = tuple(items)
    found = {one: tuple(item for item in known if family(item) == one) for one in FAMILIES}
    return {one: own for one, own in found.items() if own}
