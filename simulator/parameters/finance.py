"""Interest, ownership and the financial targets of firms and the state."""

from simulator.core.param import Parameters, param


class FinanceParameters(Parameters):
    """Interest, ownership and the financial targets of firms and the state."""

    loan_rate = param(
        0.035,
        unit="per year",
        bounds=(0.0, 0.3),
        kind="growth",
        about="interest on loans",
        source="new loans to companies, euro area 2025: about 3.5 % (ECB, MFI interest rate "
        "statistics; recalled, medium)",
        status="assumed",
    )
    bond_rate = param(
        0.024,
        unit="per year",
        bounds=(0.0, 0.3),
        kind="growth",
        about="mean interest on public debt",
        source="Spain 2024: interest 2.4 % of GDP on 102 %",
        status="assumed",
    )
    deposit_rate = param(
        0.005,
        unit="per year",
        bounds=(0.0, 0.3),
        kind="growth",
        about="interest on deposits",
        source="overnight deposits, euro area 2025: below 1 % (ECB, MFI interest rate statistics; "
        "recalled, medium)",
        status="assumed",
    )
    foreign_rate = param(
        0.024,
        unit="per year",
        bounds=(0.0, 0.3),
        kind="growth",
        about="interest on the foreign position",
        source="choice: as on public debt (bond_rate)",
        status="assumed",
    )
    deposit_months = param(
        4.0,
        unit="months of wages",
        bounds=(0.0, 24.0),
        about="deposits that firms keep",
        source="half of small firms hold 27 days of all they pay out, United States 2015 (JPMorgan Chase "
        "Institute 2016; read): four months of wages if wages are a quarter of that",
        status="assumed",
    )
    bank_equity_ratio = param(
        0.08,
        unit="share of assets",
        bounds=(0.0, 0.5),
        kind="share",
        about="bank equity over loans and bonds",
        source="equity over assets of large banks about 7 % (EBA, ECB supervisory data; recalled, medium)",
        status="assumed",
    )
    foreign_share = param(
        0.15,
        kind="share",
        about="dividends of firms that go abroad",
        source="non-residents hold 24 % of unlisted and 49 % of listed shares, Spain 2021 (BME, Bank of "
        "Spain; read); less here, as dividends from abroad are not in the model",
        status="assumed",
    )
    bank_smoothing = param(
        12.0,
        bounds=(1.0, 240.0),
        kind="months",
        about="time in which the bank closes the gap to its equity target",
        source="choice: a year; banks plan capital yearly",
        status="assumed",
    )
    required_return = param(
        0.08,
        unit="per year",
        bounds=(0.0, 0.5),
        kind="growth",
        about="after-tax return that owners require",
        source="cost of capital that firms state, about 8 to 9 %; their hurdle is higher (Gormsen and "
        "Huber 2025: gap read in abstract, levels recalled, medium)",
        status="assumed",
    )
    user_cost_elasticity = param(
        1.0,
        unit="elasticity",
        bounds=(0.0, 3.0),
        about="capital wanted with respect to its user cost",
        source="Caballero 1994: close to 1 corrected for small samples; Coulibaly & Millar 2007: 0.8 to 1; "
        "Hassett & Hubbard 2002: 0.5 to 1 (read: abstracts)",
        status="estimated",
    )
    investment_planning = param(
        3.0,
        bounds=(1.0, 36.0),
        kind="months",
        about="mean time in which a changed user cost gets into plans, before anything is ordered",
        source="Christiano & Todd 1996: in the first of four quarters of a project few resources are used "
        "(abstract read)",
        status="assumed",
    )
    capital_speed = param(
        0.022,
        kind="probability",
        about="share of what a changed user cost has put into plans that is ordered a month",
        source="a cut of 3 % (depreciation at once) raises investment by 10 to 17 % in its year (Zwick and "
        "Mahon 2017; read: abstract; 3 % recalled): 11 and 14 % in the model, 4 seeds, November 2026",
        status="calibrated",
    )
