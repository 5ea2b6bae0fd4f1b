"""What the month takes as given: trends, price level, thresholds and rates of the tax-benefit system."""

from simulator.core.economy import Economy

INDEXED = (
    "minimum_wage",
    "benefit_cap",
    "benefit_floor",
    "assistance_amount",
    "assistance_threshold",
    "child_benefit_amount",
    "other_transfer",
    "tax_unit",
)

LEVERS = (
    "fair_hiring", "profit_tax_addition", "tax_cooperation", "capital_subsidy", "windfall_allowance",
    "layoff_cost", "displacement_cost", "hours_cut", "pay_cut", "output_cut",
    "ai_services_tax", "ai_services_tax_open", "ai_margin_cut", "open_margin_cut", "open_quality_gain",
    "open_cost_paid", "public_equity",
)  # fmt: skip
"""What instruments may set for the month ahead of firms' decisions; 0 without them."""


def start_month(economy: Economy) -> None:
    """Open the ledger, advance trends, index thresholds, and lean against slack.

    Thresholds follow trend productivity x consumer prices; `ai_wage_sharing` of the productivity that
    AI adds is passed on to them. Pensions in payment follow prices, and wages as far as the law says.
    """
    economy.ledger.begin()
    economy.moves[:] = 0
    economy.count.clear()
    economy.attributed.clear()
    economy.shifts.undo()
    s, month = economy.scalars, economy.month
    s["month"] = float(month)
    s.update(dict.fromkeys(LEVERS, 0.0))
    s["trend_productivity"] = (1.0 + s["trend_productivity_growth"]) ** month
    s["trend_price"] = (1.0 + s["trend_inflation"]) ** month
    s["trend_index"] = s["trend_productivity"] * s["trend_price"]
    for name in ("exports", "spending"):
        setting = economy.shock.get(name) if month > 0 else None
        s[f"{name}_shock"] = setting.at(month) if setting is not None else 0.0
    _follow_population(economy)
    gain = economy.parameters["ai_wage_sharing"] * (s["relative_productivity"] - 1.0)
    real = s["trend_productivity"] * (1.0 + gain)
    index = real * s["cpi"] * s["vat_on_prices"]
    for name in INDEXED:
        s[name] = economy.base_amounts[name] * index
    # Frozen ages grant no new pensions, so that those in payment must carry the level.
    link = 1.0 if economy.frozen_demography or month < 1 else economy.parameters["pension_wage_link"]
    s["pension_index"] = index / s["last_index"] * (real / s["last_real_index"]) ** (link - 1.0)
    s["last_index"], s["last_real_index"] = index, real
    s["tax_shift"] = float(economy.tax_path[month]) if 0 < month < len(economy.tax_path) else 0.0
    _stabilise(economy)


def _follow_population(economy: Economy) -> None:
    """Working-age people and adults over month 0, as scripted; public employers serve all adults."""
    s, path, month = economy.scalars, economy.population_path, economy.month
    if economy.frozen_demography or not 0 < month < len(path):
        return
    s["working_age"], adults = float(path[month, 0]), float(path[month, 1])
    s["public_volume_growth"] = (1.0 + s["trend_productivity_growth"]) * adults / s["adults"] - 1.0
    s["adults"] = adults


def _stabilise(economy: Economy) -> None:
    """z += [1 - (1 - S)^(1/12)] (u_eff - u*) / (1 - u*) / response, from month 0 on."""
    s = economy.scalars
    if economy.month < 0:
        return
    strength = 1.0 - (1.0 - economy.closure["stabilisation"]) ** (1.0 / 12.0)
    gap, room = s["slack"] - s["slack_norm"], 1.0 - s["slack_norm"]
    s["stabiliser"] += strength * gap / room / economy.parameters["stabiliser_response"]
