"""Who used AI when, as surveys say: one edition for each year, words that change, patterns that are lent."""

import numpy as np
import pytest

from calibration.data import values
from calibration.inputs import ai_use, read
from simulator.scenario.country.profile import load_country

SIZES = values.SIZES
UNION = {f"ai_adoption_eu27_{year}": {"value": share} for year, share in ((2023, 0.081), (2024, 0.1348))}


def odds(share: float) -> float:
    return share / (1.0 - share)


def test_spain_s_shares_are_those_of_the_year_they_are_named_by() -> None:
    known = load_country("ESP").values
    assert [known[f"ai_adoption_{size}_2024"] for size in SIZES] == [0.0954, 0.2117, 0.4529]
    assert [known[f"ai_adoption_{size}_2025"] for size in SIZES] == [0.1789, 0.3075, 0.5824]
    moved = odds(known["ai_adoption_total_2024"]) / odds(known["ai_adoption_total_2023"])
    for size in SIZES:
        then, before = known[f"ai_adoption_{size}_2024"], known[f"ai_adoption_{size}_2023"]
        assert odds(then) / odds(before) == pytest.approx(moved, rel=1e-5)


def test_the_united_states_have_their_own_series_in_the_words_of_its_last_survey() -> None:
    series = ai_use("USA")
    found = 1.0 / (1.0 + np.exp(-values._januaries(series, (2023, 2024, 2025, 2026), UNION)))
    assert found[-1] == pytest.approx(0.18)
    assert (np.diff(found) > 0.0).all()
    change = odds(0.18) / odds(0.10)  # asked in two ways about the same time
    assert change * odds(0.037) < odds(found[1]) < change * odds(0.054)
    assert odds(found[0]) < change * odds(0.037)
    known = load_country("USA").values
    assert [known[f"ai_adoption_all_{year}"] for year in range(2023, 2027)] == pytest.approx(found, rel=1e-5)
    assert known["ai_adoption_250_2026"] == pytest.approx(0.37, abs=0.02)  # surveyed in spring 2026


def test_a_borrowed_pattern_meets_the_country_s_total_in_the_last_year() -> None:
    known = read("DEU")["values"]
    lent = values.lent_adoption("ESP", known)
    count = [known[f"firm_share_{size}"]["value"] / known[f"firm_size_{size}"]["value"] for size in SIZES]
    last = [lent[f"ai_adoption_{size}_2025"]["value"] for size in SIZES]
    assert np.average(last, weights=count) == pytest.approx(known["ai_adoption_total"]["value"], abs=1e-6)
    assert {cell["status"] for cell in lent.values()} == {"assumed"}
