"""The household calculator: the law of the country, by the rules of the model."""

import pytest

import simulator as ls
from simulator.scenario.country.profile import load_country

PAY = load_country("ESP").values["average_wage"]


def test_parts_add_up_and_work_pays() -> None:
    found = ls.household("ESP", gross=PAY)
    assert sum(found.parts.values()) == pytest.approx(found.net)
    assert found.parts["income_tax"] < 0.0 < found.net < found.gross == PAY
    assert 0.0 < found.marginal_tax_rate < 0.6
    assert found.participation_tax_rate is not None
    assert found.participation_tax_rate_insured is not None
    assert 0.0 < found.participation_tax_rate < found.participation_tax_rate_insured < 1.0


def test_more_income_tax_takes_its_points_and_children_bring_money() -> None:
    before, after = (ls.household("ESP", gross=PAY, law=law) for law in (None, {"income_tax": "+2 points"}))
    assert 0.015 < after.marginal_tax_rate - before.marginal_tax_rate <= 0.02
    couple = [ls.household("ESP", adults=2, children=number, gross=[0.7 * PAY, 0]) for number in (0, 2)]
    assert couple[1].net > couple[0].net


def test_who_has_no_pay_has_no_participation_rate() -> None:
    found = ls.household("ESP")
    assert (found.gross, found.participation_tax_rate, found.participation_tax_rate_insured) == (
        0,
        None,
        None,
    )
    assert found.net == found.parts["assistance"] > 0.0


@pytest.mark.parametrize("country", ["ESP", "DEU", "FRA"])
def test_a_couple_without_pay_has_the_minimum_income(
    country: str,
) -> None:
    none, single, one = (ls.household(country, adults=adults, gross=gross)
                         for adults, gross in ((2, 0), (1, 0), (2, PAY)))  # fmt: skip
    assert none.net > single.net > 0.0
    assert one.participation_tax_rate is not None
    assert none.marginal_tax_rate > 0.0
    assert one.participation_tax_rate > 0.0


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"adults": 0}, "adults: 0 is out of range; allowed: 1 to 6"),
        ({"children": 2.5}, "children: 2.5 is out of range"),
        ({"gross": -1}, "gross: -1 is no pay"),
        ({"gross": [1000, 1000]}, "pay of 2 adults, and there is 1"),
        ({"law": {"vatt": "20 %"}}, 'Did you mean "vat"'),
        ({"country": "XXX"}, "no country"),
    ],
)
def test_bad_input_is_told(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(ls.InputErrors, match=told):
        ls.household(**{"country": "ESP", **wrong})
