"""The library: families and payers of ten countries, from one table; one factor sizes each."""

import csv
from itertools import product
from pathlib import Path

import pytest

from simulator.cli.new import write_new
from simulator.core.errors import InputError, InputErrors
from simulator.core.shipped import instrument_names, library_names, shipped_folder
from simulator.experiment.simulate import prepare
from simulator.policies import discover
from simulator.scenario import Constant, Options, load_scenario
from simulator.scenario.country.profile import load_country
from simulator.scenario.explain import explained, warnings
from simulator.scenario.financing import Balancing
from simulator.scenario.library import BELOW, PAID, family, shortfall, sized, table, text_of
from simulator.scenario.scaling import SHARE_OF_PAY, TABLE, WITH_LAW
from tests.scenarios.shipped import shipped

COUNTRIES = ("alb", "bra", "deu", "dnk", "esp", "fra", "ita", "tur", "usa", "zaf")
FAMILIES = ("adapt", "compensate", "compensate_displaced", "share", "mix", "cash")
PAYERS = ("gainers", "ai_tax", "windfall", "all_firms", "income_tax", "borrowing")
INFORMAL = ("alb", "bra", "tur", "zaf")  # a quarter of those who work, or more, have no contract
WITHOUT_CONTRACT = {
    "basic_income", "digital_education", "job_guarantee", "minimum_income", "training_account",
}  # fmt: skip


def test_every_country_has_every_family_and_payer() -> None:
    assert set(library_names()) == {f"{one}/{kind}" for one, kind in product(COUNTRIES, FAMILIES)}
    assert (tuple(table()["families"]), tuple(table()["payers"])) == (FAMILIES, PAYERS)


@pytest.mark.parametrize(("country", "payer"), list(product(COUNTRIES, PAYERS)))
def test_a_payer_stands_before_any_family_and_changes_nothing_of_it(country: str, payer: str) -> None:
    for name in FAMILIES:
        scenario, borrowed = shipped(f"{country}/{name}@{payer}"), shipped(f"{country}/{name}@borrowing")
        levies = {"contribute"} if payer in ("gainers", "ai_tax", "windfall", "all_firms") else set[str]()
        assert scenario.policies[: len(borrowed.policies)] == borrowed.policies
        assert {discover()[one.name].family for one in scenario.policies[len(borrowed.policies) :]} == levies
        assert scenario.question == borrowed.question
        assert scenario.title.partition(PAID)[0] == borrowed.title.partition(PAID)[0]
        assert isinstance(scenario.financing, Balancing) == (payer != "borrowing")
        assert len({one.start for one in scenario.policies}) == 1


@pytest.mark.parametrize("country", COUNTRIES)
def test_values_have_sources_and_reach_those_without_a_contract(country: str) -> None:
    for name in FAMILIES:
        scenario = shipped(f"{country}/{name}@borrowing")
        assert all(len(policy.source) > 20 for policy in scenario.policies), name
        if country in INFORMAL and name != "compensate_displaced":
            assert WITHOUT_CONTRACT & {policy.name for policy in scenario.policies}, name
    assert len(shipped(f"{country}/adapt").policies) >= 5
    assert len(shipped(f"{country}/compensate").policies) >= 5  # with the levy


@pytest.mark.parametrize("name", library_names())
def test_nothing_is_larger_than_it_was_tried_or_than_its_source_has_it(name: str) -> None:
    country, _, kind = name.partition("/")
    values = load_country(country.upper()).values
    base = {one.name: one for one in load_scenario(family(name, "borrowing", factor=1.0)).policies}
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = {(row["instrument"], row["parameter"]): row for row in csv.DictReader(file)}
    for policy in shipped(f"{country}/{kind}@borrowing").policies:
        for key in table()["grows"].get(policy.name, ()):
            setting, written = policy.values[key], base[policy.name].values[key]
            assert isinstance(setting, Constant)
            assert isinstance(written, Constant)
            largest = written.value
            if row := rows.get((policy.name, key)):
                unit = values["average_wage"] if row["unit"] == SHARE_OF_PAY else 1.0
                law = values["ui_replacement"] if row["unit"] == WITH_LAW else 0.0
                largest = max(largest, float(row["largest"]) * unit - law)
            assert 0.0 <= setting.value <= largest + 1e-6, (policy.name, key)


@pytest.mark.parametrize("name", library_names())
def test_a_family_that_pays_out_less_says_so(name: str) -> None:
    missing, scenario = shortfall(name), shipped(name)
    text = text_of(shipped_folder() / f"{name}.yaml") or ""
    assert (BELOW.format(table()["outlay"]) in scenario.title) == (missing > 0.0)
    assert ("is not reached" in text) == (missing > 0.0)
    assert not missing or f"by {missing:.2%} of GDP" in text
    assert float(sized()[name]["factor"]) > 0.0
    assert ("not sized yet" in text) == (not sized()[name]["outlay"])


@pytest.mark.parametrize("country", COUNTRIES)
def test_cash_is_the_same_for_adults_and_shares_are_not(country: str) -> None:
    (cash,) = shipped(f"{country}/cash@borrowing").policies
    assert cash.name == "basic_income"
    assert not cash.target.plain()
    assert cash.values["child_amount"] == Constant(0.0)
    names = {policy.name for policy in shipped(f"{country}/share@borrowing").policies}
    assert names == {"minimum_income", "in_work_credit", "basic_income"}


def test_the_mix_has_what_the_three_have() -> None:
    for country in COUNTRIES:
        parts = [shipped(f"{country}/{one}@borrowing").policies for one in ("adapt", "compensate", "share")]
        names = {policy.name for part in parts for policy in part}
        assert {policy.name for policy in shipped(f"{country}/mix@borrowing").policies} == names


@pytest.mark.parametrize("name", ["esp/adapt", "deu/compensate@income_tax", "alb/mix@all_firms",
                                  "esp/training_programme@gainers"])  # fmt: skip
def test_a_file_extends_the_library_and_has_a_payer_itself(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_new({Path("mine.yaml"): f"title: Mine paid by luck\nquestion: What?\nextends: {name}\n"})
    mine = load_scenario("mine.yaml")
    assert mine.policies == shipped(name).policies
    paid = load_scenario("mine.yaml@windfall")
    assert paid.title == "Mine, paid by a windfall tax"
    assert paid.policies[: len(mine.policies)] == mine.policies
    assert isinstance(paid.financing, Balancing)
    assert paid.financing.by == "windfall_tax.rate"
    Path("child.yaml").write_text("extends: mine.yaml\n", encoding="utf-8")
    assert load_scenario("child.yaml").policies == mine.policies


def test_the_first_payer_is_meant_where_none_is_named() -> None:
    assert shipped("esp/adapt").policies == shipped("esp/adapt@gainers").policies
    assert shipped("esp/adapt").financing == Balancing("automation_levy.rate_on_saved")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("esp/adapt@gainer", 'no payer "gainer"; allowed: gainers, ai_tax, .* Did you mean "gainers"'),
        ("esp/adpt@gainers", 'Did you mean "esp/adapt"'),
        ("esp/adapt_equal_outlay_funded", 'It is now made when asked for: "esp/adapt@income_tax"'),
        ("usa/contribute_and_share", 'It is now made when asked for: "usa/share@borrowing"'),
        ("fra/declaration_mix_small_outlay", '"fra/mix@borrowing", at 1 % of GDP'),
        ("ita/training_balanced", '"ita/training_programme@income_tax"'),
        ("esp/training_programme@nobody", 'no payer "nobody"'),
    ],
)
def test_a_wrong_or_an_old_name_teaches(name: str, message: str) -> None:
    with pytest.raises(InputErrors, match=message):
        load_scenario(name)
    with pytest.raises((InputErrors, InputError), match=message):
        load_scenario({"extends": name})


def test_the_start_of_all_policies_is_one_value() -> None:
    later = load_scenario("esp/mix@gainers", options=Options(over=(("start", "2032-01"),)))
    assert {policy.start for policy in later.policies} == {84}


@pytest.mark.slow
def test_every_instrument_stands_alone_acts_and_takes_a_payer() -> None:
    made = {name.partition("/")[2] for name in instrument_names()}
    assert made | {"basic_income"} == {*discover()}  # of which each country has a file
    for name in instrument_names():
        scenario = shipped(name)
        country = load_country(scenario.country)
        kind = name.partition("/")[2]
        assert scenario.policies[0].name == kind
        assert {one.name for one in scenario.policies[1:]} == {
            need.partition(".")[0] for need in discover()[kind].needs
        }
        assert scenario.financing == "deficit"
        assert warnings(scenario, country, discover()) == [], name
        assert "Who pays" in dict(
            explained(scenario, country, discover(), jobs=1, seconds=float, basis="")
        ), name


@pytest.mark.parametrize("name", ["esp/care_services@windfall", "zaf/tax_cooperation@all_firms"])
def test_an_instrument_alone_runs_with_a_payer(name: str) -> None:
    scenario = load_scenario(name, options=Options(persons=1000, months=36))
    assert scenario.policies[0] == shipped(name.partition("@")[0]).policies[0]
    economy = prepare(scenario, role="policy", replicate=0)
    spent = 0.0
    for _ in range(35):
        economy.step()
        spent += economy.ledger.total("care_services", payer="state")
    assert (spent > 0.0) == ("care" in name)


def test_a_factor_below_one_shrinks_people_and_money_and_leaves_shares_and_years() -> None:
    made = {one.name: one for one in load_scenario(family("zaf/mix", "borrowing", factor=0.5)).policies}
    base = {one.name: one for one in load_scenario(family("zaf/mix", "borrowing", factor=1.0)).policies}
    for policy, key, times in (
        ("bridge_pension", "share", 1.0),
        ("bridge_pension", "years", 1.0),
        ("hiring_subsidy", "share", 1.0),
        ("wage_insurance", "cap", 0.5),
        ("job_guarantee", "capacity", 0.5),
        ("basic_income", "child_amount", 0.5),
    ):
        assert made[policy].value(key, 30) == pytest.approx(times * base[policy].value(key, 30)), key
    assert "child_amount: 150 x 0.5. At factor 1: Spain's 40" in made["basic_income"].source
    assert made["bridge_pension"].source == base["bridge_pension"].source


def test_no_family_multiplies_two_sizes_of_one_instrument_or_replaces_more_of_pay() -> None:
    for name in library_names():
        base, made = (
            {one.name: one for one in load_scenario(family(name, "borrowing", factor=factor)).policies}
            for factor in (1.0, 8.0)
        )
        for policy, key in (
            ("unemployment_insurance", "rate"),
            ("wage_insurance", "cap"),
            ("bridge_pension", "share"),
        ):
            if policy in base:
                assert made[policy].values[key] == base[policy].values[key], name
