"""The fit table: judged only where read, listed even where nothing measures it."""

from typing import Any

import polars as pl
import pytest

from simulator.findings.official import fit

ROWS = [
    ("no_ai", 0, 0, "unemployment_rate", "total", "all", 0.110),
    ("no_ai", 1, 5, "unemployment_rate", "total", "all", 0.114),
    ("no_ai", 1, 12, "unemployment_rate", "total", "all", 0.9),
    ("no_policy", 0, 0, "unemployment_rate", "total", "all", 0.5),
    ("no_ai", 0, 0, "unemployment_rate", "sex", "female", 0.125),
    ("no_ai", 0, 0, "informal_share", "total", "all", 0.05),
    ("no_ai", 0, 0, "relative_wage", "occupation_1digit", "2", 1.4),
    ("no_policy", 0, 2, "ai_adoption_small", "total", "all", 0.18),
    ("no_policy", 0, 3, "ai_adoption_small", "total", "all", 0.9),
]
RESULTS = pl.DataFrame(
    ROWS, ["role", "replicate", "month", "indicator", "by", "group", "value"], orient="row"
)  # fmt: skip


def row(target: str, by: str = "total", group: str = "all", **changes: Any) -> dict[str, Any]:
    given = {
        "id": "C01", "target": target, "by": by, "group": group, "value": 0.11, "tolerance": (0.1, 0.12),
        "unit": "share", "provenance": "read: a table", "judged": True,
    }  # fmt: skip
    return fit([given | changes], RESULTS)[0]


@pytest.mark.parametrize(
    ("target", "by", "group", "simulated", "verdict"),
    [
        ("unemployment_rate", "total", "all", 0.112, "met"),
        ("unemployment_rate", "sex", "female", 0.125, "missed"),
        ("unemployment_rate", "sex", "male", None, "not measured"),
        ("informal_share", "total", "all", 0.05, "missed"),
        ("relative_wage", "occupation_1digit", "2", 1.4, "missed"),
        ("ai_adoption", "firm_size", "10_49:2025", 0.18, "missed"),
        ("ai_adoption", "firm_size", "10_49:2024", None, "not measured"),
        ("okun_coefficient", "total", "all", None, "not measured"),
    ],
)
def test_what_the_run_gave_beside_the_target(
    target: str, by: str, group: str, simulated: float | None, verdict: str
) -> None:
    found = row(target, by, group)
    assert found["simulated"] == (None if simulated is None else pytest.approx(simulated))
    assert found["verdict"] == verdict


def test_a_recalled_target_is_shown_and_not_judged() -> None:
    found = row("unemployment_rate", provenance="recalled, med", judged=False)
    assert (found["verdict"], found["provenance"], found["source"]) == (
        "not judged",
        "recalled",
        "recalled, med",
    )


def test_names_tell_the_group() -> None:
    assert row("unemployment_rate", "sex", "female")["target"] == "unemployment rate, female"
    assert row("unemployment_rate")["target"] == "unemployment rate"


def test_what_a_hit_is_worth() -> None:
    assert row("relative_wage", "occupation_1digit", "2", id="C06")["use"] == "given"
    assert row("unemployment_rate")["use"] == "steered"
    assert row("ai_adoption", "firm_size", "10_49:2025", id="C28")["use"] == "given"
    assert row("ai_adoption", "firm_size", "10_49:2024", id="C28")["use"] == "free"
