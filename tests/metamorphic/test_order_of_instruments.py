"""The order of a scenario's instruments decides who comes first to places, and nothing else."""

from tests.small import different, ran, small, typical

TRANSFERS = ("unemployment_insurance", "automation_levy", "in_work_credit")
PLACES = ("training_programme", "youth_guarantee")


def test_instruments_that_share_no_places_act_in_any_order() -> None:
    mix = tuple(typical(name) for name in TRANSFERS)
    assert different(ran(small("rapid", mix)), ran(small("rapid", mix[::-1]))) == set()


def test_the_first_in_the_list_fills_its_places_first() -> None:
    mix = tuple(typical(name) for name in PLACES)
    first, last = (ran(small("rapid", order, persons=4000)) for order in (mix, mix[::-1]))
    assert "spending_training_programme" in different(first, last)
