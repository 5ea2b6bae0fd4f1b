"""Interest and dividends of people."""

from simulator.core.rule import rule


@rule(over="person", writes="capital_income")
def worker_capital_income(deposits, equity_share, *, deposit_rate, dividend_pool):
    """Interest on opening deposits and the person's share of dividends (currency/month)."""
    return deposit_rate * deposits + equity_share * dividend_pool
