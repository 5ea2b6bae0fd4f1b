"""Runs the policy cases: a person or a firm as written, one month, and what they get or pay.

A case file needs no Python: see `income.yaml`. Names are columns of persons, households and firms; `net` is
what a person has after taxes and transfers, `employer_pays` what policies take from her employer (negative:
pay), `<instrument> <note>` what an instrument notes about her. Instruments act in the phase `separations`,
and in one more that a case names, before the month's pay is reckoned. `then` is what happens to the person
or post in a second month, for policies that look at what was before; what is expected is of that month. A
post's firm and occupation are named `firm <column>` and `occupation <column>`. `with_ai`: 1 where all firms
use AI.
"""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from simulator.agents.firm import LEVERS, POST_LEVERS, POSTS_PER_FIRM
from simulator.agents.person import EMPLOYED, STATUS_NAMES
from simulator.economy import schedule
from simulator.economy.technology import advance_technology
from simulator.experiment.simulate import prepare
from simulator.flows import income
from simulator.markets import production
from simulator.policies import act, discover
from simulator.rules.employer_rank import employer_rank
from simulator.rules.firm_expect import firm_expect
from simulator.rules.firm_profit import firm_profit
from simulator.rules.worker_earn import worker_earn
from tests.small import give_parameters, small, written

FOLDER = Path(__file__).parent
NOBODY = (
    "wage", "hours", "last_wage", "sales_income", "benefit", "benefit_base", "benefit_months_left",
    "benefit_months_paid", "benefit_months_added", "stipend", "pension", "equity_share", "months_out",
    "capital_income", "months_in_status", "earnings", "deposits", "income_tax", "short_time",
    "subsidy_left", "certificate", "digital", "digital_skill",
    "carer",
)  # fmt: skip
USUAL = {"takeup": 0.99, "age_group": 1, "hours": 1.0, "leaving": "stays", "skill": 1.0}
CODES = {"status": STATUS_NAMES, "leaving": ("stays", "separates", "laid off", "withdraws")}


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        content = YAML(typ="safe").load(path)
        assert content.pop("format") == 1, path
        system = content.pop("system")
        found += [
            pytest.param(system, case, id=f"{path.stem}: {case['name']}") for case in content.pop("cases")
        ]
        assert not content, f"{path.name}: unknown {list(content)}"
    return found


@pytest.mark.parametrize(("system", "case"), cases())
def test_case(system: dict[str, Any], case: dict[str, Any]) -> None:
    assert set(case) <= {
        "name", "policies", "phase", "person", "household", "firm", "post", "then", "ai_sales", "more_idle",
        "with_ai", "expect",
    }  # fmt: skip
    policies = tuple(written(name, values) for name, values in case.get("policies", {}).items())
    economy = prepare(small("moderate", policies), role="policy", replicate=0)
    economy.month = 1
    economy.ledger.begin()
    set_system(economy, system)
    if "with_ai" in case:
        economy.firms.adopted, economy.posts.vacancies = case["with_ai"], 1
    act("law")(economy)
    found = next(run for kind, run in RUNS.items() if kind in case)(economy, case)
    expected = {name: pytest.approx(coded(name, value)) for name, value in case["expect"].items()}
    assert {name: found[name] for name in expected} == expected


def test_every_instrument_has_a_case_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} >= {"income", *discover()}


def set_system(economy: Any, system: dict[str, Any]) -> None:
    for name, value in system.items():
        if name in ("tax_thresholds", "tax_rates"):
            for k, each in enumerate(value):
                economy.aggregates.put(f"{name[:-1]}_{k + 1}", float(each))
        elif name in economy.parameters:
            give_parameters(economy, **{name: float(value)})
        else:
            place = economy.controllers if name in economy.controllers else economy.aggregates
            assert name in place, name
            place.put(name, float(value))


def run_person(economy: Any, case: dict[str, Any]) -> dict[str, float]:
    """One month of the first person, who has nothing but what the case says; payments through the ledger."""
    persons, households = economy.persons, economy.households
    person, row = persons[0], int(persons.household[0])
    home = households[row]
    others = persons.household[1:]
    others[others == row] = (row + 1) % households.n  # the case says who is there
    given = dict.fromkeys(NOBODY, 0.0) | USUAL | case["person"]
    for name, value in given.items():
        if " " in name:
            noted(economy, name)[0] = value
        else:
            setattr(person, name, coded(name, value))
    for name, value in ({"adults": 1, "children": 0, "means": 1e6} | case.get("household", {})).items():
        setattr(home, name, value)
    hire(economy)
    act("separations")(economy)
    employer_rank.run(economy)
    if "phase" in case:
        act(case["phase"])(economy)
    found = live_a_month(economy)
    if "then" not in case:
        return found
    economy.month = 2
    economy.ledger.begin()
    for phase in ("law", "separations"):
        act(phase)(economy)
    for name, value in case["then"].items():
        setattr(person, name, coded(name, value))
    hire(economy)
    act("training")(economy)
    return live_a_month(economy)


def employer(economy: Any) -> int:
    """The first private firm, for whom the person of a case works."""
    return int((economy.firms.public == 0).argmax())


def hire(economy: Any) -> None:
    """Whoever is employed works for the first private firm, which has as many people as it wants."""
    persons, posts, firm = economy.persons, economy.posts, employer(economy)
    own = slice(POSTS_PER_FIRM * firm, POSTS_PER_FIRM * (firm + 1))
    posts.target[own] = posts.heads[own]
    works = persons.status[0] == EMPLOYED
    persons.firm[0], persons.post[0] = (firm, POSTS_PER_FIRM * firm) if works else (-1, -1)


def coded(name: str, value: Any) -> Any:
    """The number that stands for a name, such as that of a status."""
    return CODES[name].index(value) if isinstance(value, str) else value


def live_a_month(economy: Any) -> dict[str, float]:
    """Earn, receive and pay; what the first person has then."""
    persons = economy.persons
    had = float(persons.deposits[0])
    worker_earn.run(economy)
    schedule.benefits.run(economy)
    act("transfers")(economy)
    for step in (schedule.worker_income_tax, schedule.worker_income):
        step.run(economy)
    production.run_payroll(economy)
    for pay in (income.pay_wages, income.pay_transfers, income.pay_income_taxes):
        pay(economy)
    act("levies")(economy)
    assert economy.ledger.mismatch < 1e-6
    found = {name: float(values[0]) for name, values in persons.columns.items() if values.ndim == 1}
    received = (
        found["deposits"] - had + found["sales_income"] + found["capital_income"]
    )  # paid at other times of the month
    assert received == pytest.approx(found["disposable_income"])
    found |= {f"{each.name} {key}": float(values[0]) for each in economy.instruments
              for key, values in getattr(each, "books", {}).items()}  # fmt: skip
    paid = float(economy.firms.levies[employer(economy)])
    return found | {"net": found["disposable_income"], "employer_pays": paid}


def noted(economy: Any, name: str) -> Any:
    """What an instrument notes about people: "instrument note"."""
    instrument, note = name.split()
    return next(each for each in economy.instruments if each.name == instrument).book(economy, note)


def run_firm(economy: Any, case: dict[str, Any]) -> dict[str, float]:
    """One month's levies and taxes of the first private firm; the state gets what levies all firms pay."""
    firms = economy.firms
    row = employer(economy)
    for name, value in ({"public": 0, "deposits": 0.0} | case["firm"]).items():
        setattr(firms[row], name, value)
    before = economy.state.account.amount
    advance_technology(economy)
    act("adoption")(economy)
    act("levies")(economy)
    assert firms.deposits[row] == pytest.approx(-firms.levies[row])
    assert economy.state.account.amount - before == pytest.approx(firms.levies.sum())
    firm_profit.run(economy)
    act("profits")(economy)
    firm_expect.run(economy)
    return {name: float(values[row]) for name, values in firms.columns.items()}


def run_post(economy: Any, case: dict[str, Any]) -> dict[str, float]:
    """One month, or two, of the first post of the first private firm and of nobody else's."""
    firms, posts, row = economy.firms, economy.posts, employer(economy)
    sets = {"": posts, "firm": firms, "occupation": economy.occupations}
    posts.ai_pending = posts.layoff_chance = 0.0
    for economy.month, given in enumerate((case["post"], *([case["then"]] if "then" in case else [])), 1):
        for members, levers in ((firms, (*LEVERS, "recruiting")), (posts, POST_LEVERS)):
            for name in levers:
                setattr(members, name, 0.0)
        posts.occupation[POSTS_PER_FIRM * row] = given.pop(
            "occupation", posts.occupation[POSTS_PER_FIRM * row]
        )
        rows = {"": POSTS_PER_FIRM * row, "firm": row, "occupation": posts.occupation[POSTS_PER_FIRM * row]}
        advance_technology(economy)
        for name, value in given.items():
            *whose, column = name.split()
            setattr(sets[" ".join(whose)][int(rows[" ".join(whose)])], column, value)
        for phase in ("law", "adoption", "separations", "training"):
            act(phase)(economy)
    return {f"{whose} {name}".strip(): float(values[rows[whose]])
            for whose, members in sets.items() for name, values in members.columns.items()}  # fmt: skip


def run_ai_market(economy: Any, case: dict[str, Any]) -> dict[str, float]:
    """Prices of AI over those without policies, the commercial margin likewise; what is paid on sales.

    Computing costs two fifths of the price.
    """
    advance_technology(economy)
    usual = economy.providers.offers[0]
    economy.world_parameters["ai_running_cost"] *= 0.4 * usual.price / usual.computing
    economy.firms.ai_fees = 0.0
    economy.firms.ai_fees[int((economy.firms.public == 0).argmax())] = case["ai_sales"]
    advance_technology(economy)
    income.pay_ai_fees(economy)
    act("levies")(economy)
    offers, usual = economy.providers.here, economy.providers.offers
    margins = {"margin": offers[0].rent() / usual[0].rent()}
    taxes = {payer: sum(economy.ledger.total(name, payer=payer, payee="state") for name in discover())
             for payer in ("providers", "world")}  # fmt: skip
    prices = {offer.name: offer.price / before.price for offer, before in zip(offers, usual, strict=True)}
    return taxes | prices | margins | {"state_buys": sum(economy.programme_orders.values())}


def run_slack(economy: Any, case: dict[str, Any]) -> dict[str, float]:
    """What the state buys (share of GDP) where so much more of the hours offered is idle than without AI."""
    economy.aggregates.idle_hours = economy.path("idle_hours") + case["more_idle"]
    act("levies")(economy)
    return {"state_buys": sum(economy.programme_orders.values()) / economy.accounts_of_month["production"]}


RUNS = {
    "person": run_person,
    "firm": run_firm,
    "post": run_post,
    "ai_sales": run_ai_market,
    "more_idle": run_slack,
}
