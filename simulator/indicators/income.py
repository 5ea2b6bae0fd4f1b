"""Who gets the national income: as it is earned, after taxes and transfers, and what leaves the country."""

from simulator.core.economy import Economy
from simulator.flows.income import DISPOSABLE, EARNED
from simulator.indicators.indicator import Indicator

MONEY = "{currency}/month"
EARNED_AS, AFTER = "earned_", "after_tax_"
TITLES = {
    "employees": ("Earned by employees", "wages with employees' and employers' contributions"),
    "own_account": ("Earned on own account", "sales of own-account and informal workers"),
    "dividends": ("Dividends to households", "before tax, of firms, banks and AI providers; owners at home"),
    "interest": ("Interest to households", "before tax"),
    "kept": ("Profit that companies keep",
             "firms, banks, AI providers: before profit tax and depreciation, after interest and dividends"),
    "state": ("Earned by the state",
              "VAT and taxes on production less subsidies, dividends it owns, less interest on its debt"),
    "households": ("Households after taxes and transfers",
                   "all that they earn less taxes and contributions, pensions and benefits included"),
    "corporations": ("Companies after taxes", "profit that they keep, less profit tax"),
    "government": ("The state after taxes and transfers",
                   "taxes, contributions less transfers, subsidies and interest: what it spends and saves"),
}  # fmt: skip
_PARTS = "a part of gross national income"
INDICATORS = (
    Indicator("gni", "Gross national income", MONEY, "higher", 2e8,
              "GDP less dividends and interest paid abroad, and what the state levies abroad added"),
    *(Indicator(f"{stem}{name}", TITLES[name][0], MONEY, "none", 1e8, f"{TITLES[name][1]}; {_PARTS}")
      for stem, names in ((EARNED_AS, EARNED), (AFTER, DISPOSABLE)) for name in names),
    Indicator("income_abroad", "Dividends and interest paid abroad", MONEY, "none", 1e8,
              "net, less what the state levies abroad: GDP less gross national income"),
    Indicator("current_account", "Current account", MONEY, "none", 2e8,
              "exports less imports less dividends and interest paid abroad: what the country lends abroad"),
)  # fmt: skip


def measure(economy: Economy) -> dict[str, float]:
    """Each of them this month (national currency); `earned_…` add up to `gni`, and so do `after_tax_…`."""
    accounts, w = economy.accounts_of_month, economy.weight
    parts = {f"{stem}{name}": accounts[name] * w
             for stem, names in ((EARNED_AS, EARNED), (AFTER, DISPOSABLE)) for name in names}  # fmt: skip
    beyond = {"income_abroad": accounts["abroad"], "current_account": -economy.ledger.net_lending("world")}
    return {"gni": accounts["gni"] * w} | parts | {name: amount * w for name, amount in beyond.items()}
