"""Valid files: what extends, options, worlds and defaults add up to, and where each value came from."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from simulator.core.closure import CLOSURES, closure_of
from simulator.core.errors import InputError
from simulator.core.param import Param
from simulator.core.shipped import shipped_names
from simulator.scenario import Constant, Options, PolicySetting, Scenario, Setting, load_scenario
from simulator.scenario.scenario import resolved_yaml
from simulator.scenario.world import World, load_world, world_names
from tests.scenarios.fakes import INSTRUMENTS
from tests.scenarios.shipped import shipped
from tests.scenarios.test_values import settings

Load = Callable[..., Scenario]

PARENT = """\
country: ESP
runs: {seeds: 7}
world: slow
policies:
  - training_programme: {places_per_1000: 8, stipend: 70 %, start: 2027-01}
  - automation_levy: {rate: 0.1}
"""


def test_the_smallest_scenario_has_the_defaults(load_text: Load) -> None:
    scenario = load_text("country: NOR\n")
    assert (scenario.name, scenario.country, scenario.start, scenario.months) == (
        "case",
        "NOR",
        "2025-01",
        180,
    )
    assert (scenario.persons, scenario.seeds, scenario.base_seed) == (20_000, 12, 2025)
    assert scenario.world == load_world("moderate").values
    assert scenario.closure == CLOSURES["as_they_are"]
    assert (scenario.policies, scenario.financing) == ((), "deficit")


def test_a_country_code_no_is_text_and_not_false(
    load_text: Load, errors_of: Callable[..., list[str]]
) -> None:
    assert errors_of("country: NO\n") == [
        'case.yaml:1:10: country: no country "NO"; allowed: ALB, ESP, NOR. Did you mean "NOR"?'
    ]


def test_policies_merge_by_name_and_null_removes(load_text: Load) -> None:
    scenario = load_text(
        """\
        extends: parent.yaml
        policies:
          - automation_levy: null
          - training_programme: {stipend: 0.5, start: null}
        """,
        parent=PARENT,
    )
    (training,) = scenario.policies
    assert training.values["places_per_1000"] == Constant(8.0)
    assert training.values["stipend"] == Constant(0.5)
    assert training.start == 0


def test_each_layer_wins_over_the_one_below(load_text: Load) -> None:
    scenario = load_text(
        "extends: parent.yaml\npopulation: {persons: 5_000}\nworld: {frontier_growth: 0.4}\n",
        parent=PARENT,
        options=Options(months=24, quick=True, seeds=2),
    )
    assert (scenario.months, scenario.persons, scenario.seeds) == (24, 2_000, 2)
    assert scenario.world_name == "slow (changed)"
    assert scenario.world == {**load_world("slow").values, "frontier_growth": 0.4}
    told = scenario.provenance
    assert told["horizon.months"] == "option --months"
    assert told["population.persons"] == "option --quick"
    assert told["runs.seeds"] == "option --seeds"
    assert told["world.frontier_growth"] == "scenario"
    assert told["world.frontier_ceiling"] == "world slow"
    assert told["policies.automation_levy.rate"] == "extends parent.yaml"
    assert told["policies.training_programme.months"] == "default"
    assert told["closure.returns"] == "default"


def test_a_closure_by_name_replaces_inherited_changes(load_text: Load) -> None:
    parent = "country: ESP\nclosure: {from: nobody_reacts, returns: 0}\n"
    assert load_text("extends: parent.yaml\n", parent=parent).closure == closure_of("nobody_reacts", 0.0)
    kept = load_text("extends: parent.yaml\nclosure: {returns: 25 %}\n", parent=parent)
    assert kept.closure == closure_of("nobody_reacts", 0.25)
    assert (
        load_text("extends: parent.yaml\nclosure: foreseen\n", parent=parent).closure == CLOSURES["foreseen"]
    )


def test_a_world_by_name_replaces_inherited_changes(load_text: Load) -> None:
    scenario = load_text("extends: parent.yaml\nworld: rapid\n", parent="country: ESP\nworld: {frozen: 1}\n")
    assert (scenario.world_name, scenario.world) == ("rapid", load_world("rapid").values)


def test_dates_of_a_policy(load_text: Load) -> None:
    scenario = load_text(
        "country: ESP\npolicies:\n  - automation_levy: {rate: 0.1, start: 2027-01, end: 2028-01}\n"
    )
    levy = scenario.policies[0]
    assert [levy.value("rate", month) for month in (23, 24, 35, 36)] == [0.0, 0.1, 0.1, 0.0]


def test_counterfactuals(load_text: Load) -> None:
    scenario = load_text(PARENT)
    assert scenario.without_policies().policies == ()
    assert scenario.with_world("none").world["frozen"] == 1.0
    assert scenario.with_closure(CLOSURES["foreseen"]).closure.foreseen


def test_draws_replace_distributions(load_text: Load) -> None:
    scenario = load_text("country: ESP\npolicies:\n  - automation_levy: {rate: {low: 0, mode: 1, high: 2}}\n")
    assert list(scenario.distributions()) == ["automation_levy.rate"]
    drawn = scenario.drawn({"automation_levy.rate": 0.5})
    assert drawn.policies[0].values["rate"] == Constant(1.0)
    assert drawn.distributions() == {}


RULE = "country: ESP\nrules: {firm_price: my_rules.py:patient}\n"


def test_a_rule_file_is_read_and_never_run(load_text: Load, errors_of: Callable[..., list[str]]) -> None:
    Path("my_rules.py").write_text(
        "raise SystemExit('this was run')\ndef patient(price):\n    return price\n"
    )
    assert errors_of(RULE) == [
        "case.yaml:2:8: rules: runs code from my_rules.py; if you trust it, add --allow-code"
    ]
    assert load_text(RULE, options=Options(reads_code=True)).rule_sources.keys() == {"my_rules.py"}
    allowed = load_text(RULE, options=Options(allow_code=True))
    assert allowed.rules == {"firm_price": "my_rules.py:patient"}
    assert allowed.rule_sources["my_rules.py"].startswith("raise SystemExit")


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("my_rules.py:patent", '"my_rules.py" defines no function "patent". Did you mean "patient"?'),
        ("my_rule.py:patient", 'there is no file "my_rule.py". Did you mean "my_rules.py"?'),
        ("../my_rules.py:patient", '"../my_rules.py" lies outside the folder of the scenario; move it there'),
        ("my_rules.py", '"my_rules.py" stands where "file.py:function" is needed'),
    ],
)
def test_a_wrong_rule(errors_of: Callable[..., list[str]], target: str, message: str) -> None:
    Path("my_rules.py").write_text("def patient(price):\n    return price\n")
    told = errors_of(f"country: ESP\nrules: {{firm_price: '{target}'}}\n", options=Options(allow_code=True))
    assert told == [f"case.yaml:2:21: rules.firm_price: {message}"]


def test_parameters_are_checked_against_their_declaration(
    load_text: Load, errors_of: Callable[..., list[str]]
) -> None:
    assert load_text("country: ESP\nparameters: {price_speed: 20 %}\n").parameters == {"price_speed": 0.2}
    (told,) = errors_of("country: ESP\nparameters: {price_sped: 0.2}\n")
    assert told.startswith("case.yaml:2:14: parameters.price_sped: no such model parameter; ")
    assert told.endswith('Did you mean "price_speed"?')


def reload(scenario: Scenario, folder: Path) -> Scenario:
    path = folder / "scenario.yaml"
    path.write_text(resolved_yaml(scenario), encoding="utf-8")
    return load_scenario(path, instruments=INSTRUMENTS)


def test_a_resolved_scenario_loads_to_itself(load_text: Load, tmp_path: Path) -> None:
    scenario = load_text(
        "extends: parent.yaml\nworld: {reinstatement: 0.1}\n", parent=PARENT, options=Options(quick=True)
    )
    again = reload(scenario, tmp_path)
    assert again == scenario
    assert again.provenance == scenario.provenance
    assert resolved_yaml(again) == resolved_yaml(scenario)


texts = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=40)
lines = texts.map(lambda text: " ".join(text.split()))  # a title is one line


def written_within(declared: Param, setting: Setting) -> Setting:
    """The drawn setting where it fits; a constant within the bounds elsewhere."""
    return setting if declared.bounds == (0, 2) else Constant(float(declared.bounds[1]))


@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=lines, source=texts, setting=settings, start=st.integers(0, 60), seeds=st.integers(1, 1_000))
def test_any_scenario_survives_its_file(
    load_text: Load, tmp_path: Path, title: str, source: str, setting: Setting, start: int, seeds: int
) -> None:
    values = {key: written_within(p, setting) for key, p in INSTRUMENTS["automation_levy"].declared().items()}
    policy = PolicySetting("automation_levy", values, start, start + 12, None, source)
    base = load_text("country: ESP\n")
    scenario = Scenario(**{**vars(base), "title": title, "seeds": seeds, "policies": (policy,)})
    assert reload(scenario, tmp_path) == scenario


def test_a_shipped_scenario_asks_a_question_and_is_valid() -> None:
    for name in shipped_names():
        scenario = shipped(name)
        assert scenario.question.endswith("?"), name
        assert scenario.author, name
        assert scenario.title, name
        assert all(policy.source for policy in scenario.policies), name


@pytest.mark.parametrize("name", world_names())
def test_every_world_opens_on_the_same_frontier(name: str) -> None:
    world = load_world(name).values
    odds = 2.718281828459045 ** (world["frontier_growth"] * (2025.0 - world["frontier_midpoint"]))
    assert set(world) == set(World.declared())
    assert world["frontier_ceiling"] * odds / (1 + odds) == pytest.approx(0.38, abs=1e-4)


def test_a_world_may_name_how_much_of_todays_work_ai_can_do_and_whose(load_text: Load) -> None:
    text = "country: ESP\nworld: {from: rapid, tasks: {share: 10 %, by: 2035, incidence: top}}\n"
    scenario = load_text(text)
    assert scenario.world_name == "rapid (changed)"
    named = {"tasks_share": 0.1, "tasks_by": 2035.0, "tasks_incidence": 3.0}
    assert scenario.world == {**load_world("rapid").values, **named}
    child = load_text("extends: parent.yaml\n", parent=text)
    assert (child.world_name, child.world) == (scenario.world_name, scenario.world)
    again = load_scenario(scenario.to_dict())
    assert (again.world_name, again.world) == (scenario.world_name, scenario.world)


def test_a_class_has_sizes_of_its_own_that_yield_to_options() -> None:
    scenario = load_scenario("esp/training_programme", options=Options(classroom=True, seeds=4))
    assert (scenario.persons, scenario.seeds, scenario.months, scenario.opening_states) == (5000, 4, 60, 1)
    assert scenario.provenance["population.persons"] == "option --classroom"
    with pytest.raises(InputError, match="--classroom: stands for other sizes than --quick"):
        load_scenario("esp/training_programme", options=Options(classroom=True, quick=True))
