"""What a displacement costs: who works again, and which figures have a target."""

from calibration.displacement import AGE_GROUPS, FIGURES, TARGETS, WINDOW, at_work, row_of
from calibration.experiments import people
from calibration.runs import over_seeds
from simulator.scenario.country import load_country


def share_at_work(seed: int, reservation_start: float) -> float:
    parameters = {"reservation_start": reservation_start}
    economy = people.economy_of("USA", seed, 4000, WINDOW + 1, parameters=parameters)
    return at_work(economy)["at work, 25-54"]


def test_more_of_the_displaced_work_again_where_they_accept_less() -> None:
    eager, proud = (sum(share_at_work(seed, start) for seed in (8111, 8112)) for start in (0.5, 1.0))
    assert 0.0 < proud < eager < 2.0


def test_each_target_of_displacement_is_measured_in_its_country() -> None:
    wanted = {(figure, *TARGETS[figure]) for figure in TARGETS}
    found = {
        (iso3, one["id"]): (one["target"], one["group"])
        for iso3 in ("USA", "DNK")
        for one in load_country(iso3).targets
        if one["id"] in ("C18", "C19")
    }
    assert set(found) == {("USA", "C18"), ("DNK", "C19")}
    assert set(found.values()) <= {key[1:] for key in wanted}
    assert {f"at work, {group}" for group in AGE_GROUPS} <= set(TARGETS) <= set(FIGURES)


def test_a_figure_stands_beside_its_target_or_beside_nothing() -> None:
    estimate = over_seeds([2.0, 2.2])
    target = {"id": "C18", "value": 1.4, "tolerance": (1.1, 1.7), "provenance": "read: somewhere"}
    beside = row_of("present value", estimate, target)
    assert (beside["id"], beside["published"], beside["range"]) == ("C18", 1.4, "1.1 to 1.7")
    assert "published" not in row_of("year 1", estimate, None)
