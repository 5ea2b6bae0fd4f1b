"""Customers turn away from a firm that does not deliver."""

from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="firm", writes="customers")
def firm_customers(
    customers,
    orders,
    sales,
    price,
    public,
    exiting,
    *,
    customers_lost=param(
        0.2, unit="share of refused orders", kind="share",
        about="customers who stay away once they were refused",
        source="14 % go to another store, United States (Consumer responses to retail stock-outs, Journal "
        "of Retailing 1991; read: review), a third in 29 countries (Corsten and Gruen 2003; recalled)",
    ),
    customers_return=param(
        0.02, kind="probability",
        about="share of lost customers who come back a month", source="choice: as fast as tastes fade",
    ),
):  # fmt: skip
    """Customers fall by refused orders, and return (factor on what taste and price bring).

    Those who leave buy from others of the sector. A firm that pays too little to find staff is left with as
    many as it can serve: it is small, not a large one with posts that stay empty (customer markets, Phelps &
    Winter 1970). What the firm refused whose slot an entrant took is not held against it.
    """
    if public == 1 or exiting == 1 or orders <= 0.0:
        return customers
    refused = max(0.0, 1.0 - sales / (orders * price))
    return customers + customers_return * (1.0 - customers) - customers_lost * refused * customers
