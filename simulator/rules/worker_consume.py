"""How much people spend."""

from simulator.core.param import param
from simulator.core.rule import rule
from simulator.core.time import MONTHS_PER_YEAR


@rule(over="person", writes="consumption")
def worker_consume(
    disposable_income,
    permanent_income,
    deposits,
    wealth_ratio,
    equity_share,
    *,
    wealth_adjustment=param(
        0.008, unit="per month", bounds=(0.0001, 0.2), about="share of a wealth gap spent",
        source="3 cents a year of a euro of wealth in the large euro countries, more of financial wealth "
        "(Guerrieri and Mendicino 2018; read: abstract); here of the gap between deposits held and wanted",
    ),
    mpc_poor=param(
        0.65, kind="share",
        about="spent of a windfall within a year, no liquidity",
        source="C23: 0.65 to 0.70 of a windfall at the lowest cash on hand, 0.48 on average, Italy "
        "(Jappelli and Pistaferri 2014; read: summary); 0.46 in the euro area (Wifo; read: abstract)",
        status="estimated",
    ),
    mpc_rich=param(
        0.30, kind="share", about="the same with ample liquidity",
        source="C23: 0.30 to 0.35 at the highest cash on hand, Italy (Jappelli and Pistaferri 2014; read: "
        "summary)", status="estimated",
    ),
    ample_liquidity=param(
        12.0, unit="months of income", bounds=(0.1, 120.0), about="deposits at which liquidity is ample",
        source="choice: a year's income; the propensity falls over the whole range of cash on hand "
        "(Jappelli and Pistaferri 2014; read: summary)",
    ),
    income_smoothing,
    trend_growth,
    wealth_put_off,
    lent_abroad,
    share_gain,
    spending_shock,
):  # fmt: skip
    """Spending including VAT (currency/month), within nothing and income plus deposits.

    C = [(1 - l) Yp - n V* + a (V - V*) + m (Y - Yp)] (1 + shock): permanent income less what raises wanted
    wealth over income and what keeps wealth on its target path, a share of the wealth gap, and a propensity m
    that falls with liquidity. m is what of a windfall is spent at once, so that with what is learnt of it the
    year's propensity is met.
    """
    opening = deposits - disposable_income  # this month's income is already on the account
    target = (wealth_ratio + wealth_put_off) * permanent_income
    liquidity = min(1.0, max(0.0, opening) / max(ample_liquidity * permanent_income, 1e-9))
    year = mpc_poor + (mpc_rich - mpc_poor) * liquidity
    learnt = 1.0 - (1.0 - 1.0 / income_smoothing) ** MONTHS_PER_YEAR
    mpc = max(0.0, (year - learnt) / (1.0 - learnt))
    planned = (
        (1.0 - lent_abroad) * permanent_income
        - trend_growth * target
        + wealth_adjustment * (opening + equity_share * share_gain - target)
    )
    planned += mpc * (disposable_income - permanent_income)
    return min(max(planned * (1.0 + spending_shock), 0.0), max(deposits, 0.0))
