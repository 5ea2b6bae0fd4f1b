"""From published GDP to the model's of month 0, step by step: the steps add up to the gap."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from calibration.validate.level.published import BILLION, MONTHS, Published, Work
from simulator.scenario.country.profile import Country

BRIDGE, SPENDING = "GDP", "social spending"
THOUSAND = 1e3
KINDS = {
    "pensions": "pensions",
    "unemployment_benefits": "unemployment_benefit",
    "assistance_and_housing": "assistance",
    "family_benefits_cash": "child_benefit",
}
"""Published function of social spending, and what the model pays of it."""
UNEMPLOYMENT_ASSISTANCE = ("ESP",)
"""Where assistance is the subsidy of the unemployed: what seekers and the older get counts as theirs."""


@dataclass(frozen=True)
class Step:
    """What is published and what the model has (currency/year), and what is said of it."""

    item: str
    published: float
    model: float
    said: str = ""

    @property
    def gap(self) -> float:
        """Model less published (currency/year)."""
        return self.model - self.published


def steps(country: Country, accounts: Published, work: Work, found: Mapping[str, float]) -> list[Step]:
    """Steps of GDP; published amounts add up to published GDP, the model's to the model's."""
    return [*_employees(country, work, found), *_others(country, accounts, work, found)]


def _employees(country: Country, work: Work, found: Mapping[str, float]) -> Iterator[Step]:
    """Compensation of employees with a contract: people, hours, pay, contributions, one after the other."""
    v = country.values
    cost = MONTHS * (1.0 + v["employer_contribution_rate"])
    told = v["average_wage"]
    whole = cost * work.employees * work.pay
    heads = cost * found["employees"] * work.pay
    hours = heads * found["hours"] / work.hours
    pay = hours * told / work.pay
    wages = found["wages"] * (1.0 + v["employer_contribution_rate"])
    yield Step("employees: heads", whole, heads, _heads(found["employees"], work.employees))
    yield Step("employees: hours", 0.0, hours - heads,
               f"{found['hours']:.3f} of full time for {work.hours:.3f}")  # fmt: skip
    yield Step("employees: pay per head that the profile gives", 0.0, pay - hours,
               f"{told:,.0f} a month for {work.pay:,.0f}: irregular pay, bonuses, pay in kind")  # fmt: skip
    mean = found["wages"] / MONTHS / found["employees"]
    yield Step("employees: pay moved in burn-in", 0.0, wages - pay, f"{mean:,.0f} a month")
    rate = found["contributions"] / found["wages"]
    yield Step("employers' contributions: rate", 0.0, found["wages"] + found["contributions"] - wages,
               f"{rate:.3f} of wages for {v['employer_contribution_rate']:.3f}")  # fmt: skip


def _others(country: Country, accounts: Published, work: Work, found: Mapping[str, float]) -> Iterator[Step]:
    """Work without a contract, taxes on products, surplus and what is left."""
    v, gdp = country.values, accounts.gdp
    for name, label, heads, pay in (
        ("informal", "employees without a contract", work.informal, work.informal_pay),
        ("own", "own account", work.own, work.own_income),
    ):
        whole, people = MONTHS * heads * pay, MONTHS * found[name] * pay
        mean = found[f"{name}_income"] / MONTHS / max(found[name], 1.0)
        yield Step(f"{label}: heads", whole, people, _heads(found[name], heads))
        yield Step(f"{label}: income per head", 0.0, found[f"{name}_income"] - people,
                   f"{mean:,.0f} a month for {pay:,.0f}")  # fmt: skip
    taxes = v["indirect_tax_share"] * gdp
    yield Step("taxes on products", taxes, found["product_taxes"])
    rents = max(accounts.shares.get("imputed_rents", 0.0), 0.0) * gdp
    worn = v["capital_depreciation"] * v["capital_output_ratio"] * gdp
    labour = v["labour_share"] * gdp
    yield Step("operating surplus: imputed rents", rents, 0.0,
               "no sector of their own: in the model firms earn them")  # fmt: skip
    yield Step("operating surplus: capital consumption", worn, found["capital_consumption"],
               "published: the profile's depreciation and capital over GDP")  # fmt: skip
    rest = found["surplus"] - found["capital_consumption"]
    yield Step("operating surplus: the rest", gdp - labour - taxes - rents - worn, rest)
    parts = ("wages", "contributions", "informal_income", "own_income", "product_taxes", "surplus")
    yield Step("residual", 0.0, found["gdp"] - sum(found[name] for name in parts))


def _heads(model: float, published: float) -> str:
    return f"{model / THOUSAND:,.0f} thousand for {published / THOUSAND:,.0f}"


def rows(
    country: Country, accounts: Published, work: Work, found: Mapping[str, float]
) -> list[dict[str, Any]]:
    """Bridge and social spending as rows of one table; amounts in billion, gaps in % of published GDP."""
    bridge = [_row(BRIDGE, one, accounts.gdp) for one in steps(country, accounts, work, found)]
    whole = Step("GDP", accounts.gdp, found["gdp"], "the sum of all steps")
    total = {**_row(BRIDGE, whole, accounts.gdp), "over": found["gdp"] / accounts.gdp}
    return [*bridge, total, *(_spending(country.iso3, accounts, found))]


def _row(part: str, step: Step, gdp: float) -> dict[str, Any]:
    return {
        "part": part,
        "item": step.item,
        "published": step.published / BILLION,
        "model": step.model / BILLION,
        "gap": step.gap / BILLION,
        "points": 100.0 * step.gap / gdp,
        "said": step.said,
    }


def paid(iso3: str, found: Mapping[str, float]) -> dict[str, float]:
    """What the model pays by published function (share of its GDP)."""
    amounts = {name: found[item] for name, item in KINDS.items()}
    if iso3 in UNEMPLOYMENT_ASSISTANCE:
        amounts["unemployment_benefits"] += found["assistance_to_seekers"]
        amounts["assistance_and_housing"] -= found["assistance_to_seekers"]
    return {name: amount / found["gdp"] for name, amount in amounts.items()}


def _spending(iso3: str, accounts: Published, found: Mapping[str, float]) -> Iterator[dict[str, Any]]:
    """Each kind in % of its own GDP, so that the level does not hide in it."""
    for name, part in paid(iso3, found).items():
        row = {
            "part": SPENDING,
            "item": name.replace("_", " "),
            "model": 100.0 * part,
            "said": accounts.provenance.get(name, "not published here"),
        }
        share = accounts.shares.get(name)
        if share is not None:
            row |= {"published": 100.0 * share, "points": 100.0 * (part - share), "over": part / share}
        yield row
    yield {
        "part": SPENDING,
        "item": "other transfers",
        "model": 100.0 * found["other_transfers"] / found["gdp"],
        "said": "what closes public spending; disability, survivors, housing",
    }
