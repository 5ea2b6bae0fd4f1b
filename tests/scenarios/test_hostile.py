"""Whatever a file holds, the answer is a scenario or InputErrors with places, never another exception."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.core.errors import InputErrors
from simulator.scenario import Options, Scenario

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
quiet = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quiet
@given(st.dictionaries(st.sampled_from(KEYS), trees, max_size=8))
def test_any_tree_is_read_or_refused(load_text: Callable[..., Scenario], tree: dict[str, object]) -> None:
    read_or_refused(load_text, json.dumps({"country": "ESP", **tree}).encode())


@quiet
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(load_text: Callable[..., Scenario], text: str) -> None:
    read_or_refused(load_text, ("country: ESP\n" + text).encode("utf-8", "surrogatepass"))


VALID = """\
format: 1
title: Retraining paid by a levy
question: "Does it pay: for enough?"
country: ESP
world: {base: slow, frontier_ceiling: 40 %, frozen: 0}
horizon: {start: 2025-01, months: 60}
population:
  persons: 20_000
policies:
  - training_programme:
      places_per_1000: {ramp: {from: 2027-01, to: 2030-01, start: 0, end: 8}}
      months: 9 months
      stipend: {low: 0.5, mode: 0.6, high: 0.7}
      course_cost: 1_200 EUR
      start: 2027-01
      source: a choice
  - automation_levy: {rate: {2027-01: 10 %, 2030-01: 25 %}, end: 2032-01, earmark: training_programme}
financing: earmarked
runs: {seeds: 4, base_seed: 2025}
rules: {worker_reservation_wage: my_rules.py:patient}
parameters: {price_speed: 0.2}
"""
TOKENS = """
.nan -.inf 1e999 0x1F 0,25 20,000 -1 1e-3 12345678901234567890 true null ~ NO 2027-13 2027-01-01 {} [] [1]
"" 'x 25 % 9 weeks &a *a !!int !x <<: : - ? | > @ ` % --- ... # , ] } ../x.yaml /x.py:f policies: runs:
""".split()  # noqa: SIM905 - a list of this length is better read as text


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A valid file after one to three slips of hand: of lines, of words, of letters, of bytes."""
    lines = VALID.splitlines()
    for _ in range(draw(st.integers(1, 3))):
        here = draw(st.integers(0, len(lines) - 1))
        words = lines[here].split(" ")
        word, letter = draw(st.integers(0, len(words) - 1)), draw(st.integers(0, len(lines[here])))
        other = draw(st.sampled_from(TOKENS))
        slips: dict[str, list[str]] = {
            "delete": [],
            "duplicate": [lines[here]] * 2,
            "indent": [" " * draw(st.integers(1, 4)) + lines[here]],
            "outdent": [lines[here].lstrip()],
            "word": [" ".join([*words[:word], other, *words[word + 1 :]])],
            "insert": [lines[here][:letter] + other + lines[here][letter:]],
            "typo": [lines[here][:letter] + lines[here][letter + 1 :]],
            "cut": [lines[here][:letter]],
            "line": [draw(st.sampled_from(VALID.splitlines())), lines[here]],
        }
        lines[here : here + 1] = slips[draw(st.sampled_from(sorted(slips)))]
        lines = lines or [""]
    raw, at = "\n".join(lines).encode(), draw(st.integers(0, 400))
    return raw[:at] + draw(st.binary(max_size=2) | st.just(b"")) + raw[at:]


@settings(quiet, max_examples=400)
@given(mutated())
def test_a_valid_file_with_slips_is_read_or_refused(load_text: Callable[..., Scenario], raw: bytes) -> None:
    Path("my_rules.py").write_text("def patient(last_wage):\n    return last_wage\n")
    read_or_refused(load_text, raw)


def test_the_file_that_is_mutated_is_valid(load_text: Callable[..., Scenario]) -> None:
    Path("my_rules.py").write_text("def patient(last_wage):\n    return last_wage\n")
    assert len(load_text(VALID, options=Options(reads_code=True)).policies) == 2


def read_or_refused(load_text: Callable[..., Scenario], raw: bytes) -> None:
    """Load what may be anything: a scenario, or errors of one line, each with its place."""
    try:
        load_text(raw, options=Options(reads_code=True))
    except InputErrors as errors:
        told = [str(error) for error in errors.errors]
        assert told
        for line in told:
            assert re.match(r"(case\.yaml|my_rules\.py):[1-9]\d*:[1-9]\d*: \S", line), line
