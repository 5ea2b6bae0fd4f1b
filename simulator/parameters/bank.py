"""The central bank's rule, and how far its rate reaches spending."""

from simulator.core.param import Parameters, param

GPM = "IMF GPM6 (Carabenciov and others 2013; read: model file)"


class CentralBankParameters(Parameters):
    """The central bank's rule, and how far its rate reaches spending; defaults are the euro area's."""

    rate_smoothing = param(
        0.85,
        unit="per quarter",
        bounds=(0.0, 0.98),
        about="part of last quarter's policy rate in this one's",
        source=f"0.69 to 0.90 in five models of the euro area: {GPM}, Smets and others 2014, QUEST III",
        status="estimated",
    )
    rate_on_inflation = param(
        1.5,
        unit="points per point",
        bounds=(1.0, 3.0),
        about="policy rate with respect to inflation, in all",
        source="1.29 to 2.31 in the same models (read: model files)",
        status="estimated",
    )
    rate_on_output = param(
        0.4,
        unit="points per %",
        bounds=(0.0, 2.0),
        about="policy rate with respect to the output gap",
        source="0.20 to 0.77 in the same models (read: model files)",
        status="estimated",
    )
    rate_floor = param(
        -0.5,
        unit="% a year",
        bounds=(-1.0, 2.0),
        about="lowest policy rate",
        source="deposit rate of the European Central Bank, 2014 to 2022 (read: secondary)",
        status="observed",
    )
    neutral_rate = param(
        0.0,
        unit="% a year",
        bounds=(-2.0, 5.0),
        about="real policy rate at which output is as usual, in month 0",
        source="about 0, -0.5 to 0.5 (ECB Economic Bulletin 1/2025; recalled, medium)",
        status="assumed",
    )
    neutral_learning = param(
        0.05,
        unit="points per % and quarter",
        bounds=(0.0, 0.2),
        about="how fast the bank learns that the neutral rate has moved, from a gap that lasts",
        source="no estimate: stands for re-estimates of the neutral rate; every headline is shown at 0 too",
        status="assumed",
    )
    neutral_on_growth = param(
        0.67,
        unit="points per point",
        bounds=(0.0, 1.5),
        about="neutral rate with respect to growth of output at usual hours",
        source="Yale Budget Lab, Small Macro Model v1.8 (read: file)",
        status="estimated",
    )
    idle_per_output = param(
        0.5,
        unit="points per %",
        bounds=(0.2, 1.0),
        about="idle hours, of hours offered, per 1 % of output that is missing",
        source=f"0.495: {GPM}; 0.85 in Spain (Ball, Leigh and Loungani 2017; recalled)",
        status="estimated",
    )
    area_weight = param(
        0.9,
        kind="share",
        about="part of what AI does to a member that the area's bank sees; of its policy does, the rest",
        source="0.1 for one member (FiMod: Stähler and Thomas 2012; read: model file); AI comes to all",
        status="assumed",
    )
    long_rate_weight = param(
        0.55,
        kind="share",
        about="today's real policy rate in the long real rate; the neutral rate has the rest",
        source="fitted to 0.4 % less output after two years (van Els and others 2001; read: abstract)",
        status="calibrated",
    )
    rate_on_spending = param(
        0.35,
        unit="% per point",
        bounds=(0.0, 1.0),
        about="spending that a point more of the long real rate puts off, through wanted wealth",
        source="0.3 to 0.4 of asset holders (Havranek 2015; read: abstract)",
        status="estimated",
    )
    rate_on_return = param(
        0.1,
        bounds=(0.0, 0.25),
        kind="share",
        about="part of a change of the long real rate that reaches the return firms require",
        source="required returns move little with rates (Gormsen and Huber 2025; read: abstract); beyond "
        "0.25 investment explodes",
        status="assumed",
    )
    equity_premium = param(
        6.0,
        unit="points a year",
        bounds=(2.0, 10.0),
        about="return on shares beyond the long real rate",
        source="4 to 8 (recalled, medium)",
        status="assumed",
    )
    shares_as_wealth = param(
        0.33,
        kind="share",
        about="part of a gain on shares that counts as wealth beyond what is wanted",
        source="3.2 cents a year of a euro are spent (Chodorow-Reich and others 2021; read: abstract), "
        "9.6 of deposits (wealth_adjustment)",
        status="estimated",
    )
    contract_memory = param(
        48.0,
        bounds=(1.0, 120.0),
        kind="months",
        about="time in which interest on loans and bonds comes round to the policy rate",
        source="choice: between loans of two and bonds of seven years",
        status="assumed",
    )
    debt_on_rate = param(
        0.02,
        unit="points per point of GDP",
        bounds=(0.0, 0.05),
        about="interest on public debt with respect to the debt ratio",
        source="Yale Budget Lab, Small Macro Model v1.8 (read: file)",
        status="estimated",
    )
    currency_duration = param(
        1.7,
        unit="years",
        bounds=(0.0, 5.0),
        about="how long a gap of rates is expected to last: what it moves an own currency by, per point",
        source="mean life of a rate at a smoothing of 0.85 a quarter; parity of interest rates",
        status="assumed",
    )
    foresight = param(
        0.33,
        kind="share",
        about="firms and owners who see the path of AI, in the closure `foreseen`",
        source="between the two cases of Aldasoro and others 2024 (read: abstract)",
        status="assumed",
    )
