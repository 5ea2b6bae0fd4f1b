"""The central bank's rate and what it is set by; what shares and foreign goods cost."""

from math import exp

from simulator.core.economy import Economy
from simulator.indicators.indicator import Indicator

INDICATORS = (
    Indicator("policy_rate", "Policy rate", "% a year", "none", 0.1),
    Indicator("idle_hours", "Idle hours", "share", "lower", 0.003,
              "offered and not worked: by the unemployed, but in the first six months after a job, and by "
              "those who gave up looking"),
    Indicator("net_prices", "Consumer prices before additions to VAT", "index", "none", 0.005, "month 0 = 1"),
    Indicator("usual_output", "Real GDP at usual hours", "{currency}/month", "higher", 2e8,
              "real GDP over the share of offered hours that is worked"),
    Indicator("share_value", "Value of firms held here", "{currency}", "none", 2e9,
              "profit after tax, smoothed, over what owners require"),
    Indicator("going_wage", "Going wage", "{currency}/month", "none", 10, "gross, full time, at the "
              "occupations of month 0", per_head=True),
    Indicator("relative_productivity", "Output a head of firms over trend", "ratio", "none", 0.003,
              "less what they pay for AI and for finding staff, smoothed"),
    Indicator("real_exchange_rate", "Prices here over abroad", "ratio", "none", 0.005, "month 0 = 1"),
)  # fmt: skip


def measure(economy: Economy) -> dict[str, float]:
    """Each of them this month."""
    s, w = economy.aggregates, economy.weight
    return {
        "policy_rate": economy.central_bank.rate,
        "idle_hours": s.idle_hours,
        "net_prices": s.consumer_price,
        "usual_output": s.usual_output * w,
        "share_value": s.share_value * w,
        "going_wage": s.average_wage,
        "relative_productivity": s.relative_productivity,
        "real_exchange_rate": exp(economy.world.price_gap),
    }
