"""Whatever a file holds, the answer is a scenario or InputErrors with places, never another exception."""

from __future__ import annotations

import json
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.core.errors import InputErrors
from simulator.scenario import Scenario

KEYS = """
format name title country extends horizon population world closure policies financing runs rules parameters
provenance start months persons base frozen seeds training_programme automation_levy rate stipend ramp from to
end low mode high earmark source balanced firm_price 2027-01 2030-01
""".split()  # noqa: SIM905 - a list of this length is better read as text
WORDS = [
    "ESP",
    "moderate",
    "baseline",
    "25 %",
    "9 weeks",
    "2027-01",
    "a.py:f",
    "../x.yaml",
    "{text}",
    "x" * 5_000,
    "",
]

keys = st.one_of(st.sampled_from(KEYS), st.text(max_size=5))
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(WORDS),
    st.text(max_size=12),
)
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
quiet = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quiet
@given(st.dictionaries(st.sampled_from(KEYS), trees, max_size=8))
def test_any_tree_is_read_or_refused(load_text: Callable[..., Scenario], tree: dict[str, object]) -> None:
    try:
        load_text(json.dumps({"country": "ESP", **tree}).encode())
    except InputErrors as errors:
        assert errors.errors  # noqa: PT017 - a scenario is as good an answer


@quiet
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(load_text: Callable[..., Scenario], text: str) -> None:
    try:
        load_text(("country: ESP\n" + text).encode("utf-8", "surrogatepass"))
    except InputErrors as errors:
        assert errors.errors  # noqa: PT017 - a scenario is as good an answer
