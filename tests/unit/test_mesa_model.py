"""What Mesa's tutorials do, done with the economy: agents, sets, DataCollector, batch_run, reset, copies."""

import copy
import inspect
from typing import Any

import mesa
import numpy as np
import pytest
from mesa.experimental.scenarios import Scenario
from mesa.time import Schedule

from simulator.agents.firm import Firm, Post
from simulator.agents.person import EMPLOYED, Household, Person, Status
from simulator.core.errors import InputError, InputErrors
from simulator.economy.recorder import Recorder
from simulator.experiment.mesa_model import Economy
from simulator.experiment.simulate import prepare
from simulator.findings.verdicts import OUTCOMES
from simulator.scenario import Options, load_scenario

SMALL: dict[str, Any] = {"source": "esp/training_programme", "persons": 1000, "months": 6}
PLACES = "training_programme.places_per_1000"


@pytest.fixture(scope="module")
def prepared() -> Economy:
    return Economy(**SMALL)


@pytest.fixture
def economy(prepared: Economy) -> Economy:
    return copy.deepcopy(prepared)


def collected(economy: Any) -> dict[str, list[str]]:
    series = economy.datacollector.model_vars
    return {name: [value.hex() for value in values] for name, values in series.items()}


def test_its_months_are_those_of_the_command_line() -> None:
    economy = Economy(**SMALL, seed=1)
    economy.run_model()
    options = Options(persons=1000, months=6, base_seed=1)
    told = prepare(load_scenario("esp/training_programme", options=options), role="policy", replicate=0)
    recorder = Recorder(told)
    recorder.record()
    for _ in range(5):
        told.step()
        recorder.record()
    assert collected(economy) == {n: [float(t[n]).hex() for t in recorder.totals] for n in OUTCOMES}


def test_it_stops_at_the_horizon_and_says_why_it_goes_no_further() -> None:
    economy = Economy(**SMALL)
    economy.run_model()
    assert (economy.month, economy.steps, economy.running) == (5, 5, False)
    table = economy.datacollector.get_model_vars_dataframe()
    assert list(table.columns) == list(OUTCOMES)
    assert len(table) == 6
    assert np.isfinite(table.to_numpy()).all()
    with pytest.raises(InputError, match=r"month 5 is the last one.*months=18"):
        economy.step()


def test_a_copy_collects_for_itself() -> None:
    first = Economy(**SMALL)
    first.step()
    second = copy.deepcopy(first)
    second.run_model()
    assert len(first.datacollector.model_vars["employed"]) == 2
    first.run_model()
    assert collected(first) == collected(second)


def test_batch_run_varies_parameters_and_seeds() -> None:
    rows = mesa.batch_run(Economy, parameters={**SMALL, "world": ["slow", "rapid"]}, rng=[1, 2026],
                          data_collection_period=1, display_progress=False)  # fmt: skip
    assert len(rows) == 2 * 2 * 6
    worlds, seeds = ("slow", "rapid"), (1, 2026)
    assert {(row["world"], row["seed"]) for row in rows} == {(one, seed) for one in worlds for seed in seeds}
    assert len({row["real_wage"] for row in rows if row["Step"] == 0}) == 2  # month 0: the seed alone


@pytest.mark.filterwarnings("ignore:The `iterations` keyword:DeprecationWarning")
def test_iterations_of_batch_run_differ_and_are_the_same_when_repeated() -> None:
    """With `iterations` Mesa gives every economy the same arguments, in each of its processes."""

    def gini(**how: Any) -> list[tuple[str, float]]:
        rows = mesa.batch_run(Economy, {**SMALL, "world": ["slow", "rapid"]}, display_progress=False, **how)
        return [(row["world"], row["gini"]) for row in rows]

    three = gini(iterations=3)
    assert len(set(three)) == 6
    assert gini(iterations=3) == three
    first = load_scenario("esp/training_programme").base_seed
    assert gini(rng=[first, first + 1, first + 2]) == three


def test_reset_as_solara_viz_does_it_gives_the_same_economy() -> None:
    """SolaraViz makes `type(model)(**model_params)`, with a Mesa scenario where the class takes one."""
    accepted = inspect.signature(Economy.__init__).parameters
    assert not {"scenario", "args", "kwargs"} & set(accepted)
    chosen = {**SMALL, PLACES: 40}
    first = Economy(**chosen)
    first.run_model()
    again = type(first)(**chosen, scenario=Scenario())
    assert (again.month, again.running, len(again.datacollector.model_vars["gini"])) == (0, True, 1)
    again.run_model()
    assert collected(again) == collected(first)


def test_seed_and_rng_are_one_number() -> None:
    one, other = Economy(**SMALL, seed=1), Economy(**SMALL, rng=np.int64(1))
    assert one.persons.wage.tobytes() == other.persons.wage.tobytes()
    assert one.random.random() == other.random.random()
    assert Economy(**SMALL, rng=np.random.default_rng(3)).source.base_seed >= 0
    with pytest.raises(InputError, match="seed or rng, not both"):
        Economy(**SMALL, seed=1, rng=1)
    with pytest.raises(InputError, match="'x' is no seed"):
        Economy(**SMALL, rng="x")


def employed(economy: Any) -> Any:
    return economy.persons.select(lambda person: person.status == EMPLOYED)


def test_agents_are_read_in_words_and_lead_to_one_another(economy: Any) -> None:
    person = employed(economy)[0]
    assert (str(person.status), person.status) == ("employed", EMPLOYED)
    assert person.firm.unique_id == person.post.firm.unique_id
    assert person.household.adults >= 1
    assert 16 <= person.age < 100
    assert {"wage", "household", "age"} <= set(dir(person)) & {*dir(economy.persons), "age"}
    assert (person.random, person.rng) == (economy.random, economy.rng)


def test_all_agents_are_one_set_of_several_kinds(economy: Any) -> None:
    everyone, kinds = economy.agents, economy.agents_by_type
    assert set(kinds) == set(economy.agent_types) >= {Person, Household, Firm, Post}
    assert kinds[Person] is economy.persons
    assert everyone.groupby(type).count() == {kind: len(members) for kind, members in kinds.items()}
    old = everyone.select(agent_type=Person).select(lambda agent: agent.age > 70, at_most=5)
    assert old.agg("age", [len, min])[0] == 5
    assert old.sort("age").get("age") == sorted(old.get("age"), reverse=True)
    assert set(old.shuffle()) == set(old) == set(old.copy())
    assert old.set("skill", 0.5).agg("skill", max) == 0.5
    assert economy.random.choice(old) in economy.persons
    seen = list[Any]()
    everyone.shuffle_do(seen.append)
    everyone.do(seen.append)
    assert len(seen) == 2 * len(everyone)
    assert seen[len(everyone) :] == list(everyone)
    everyone.shuffle_do("step")  # as Mesa's agents have it, it does nothing


def test_who_leaves_the_model_is_not_called(economy: Any) -> None:
    young = employed(economy).sort("age", ascending=True).to_list()[:2]
    pair, seen = economy.agents.select(lambda agent: agent in young), list[Any]()

    def meets(agent: Any) -> None:
        seen.append(agent)
        economy.persons.active[[other.row for other in young if other != agent]] = 0

    pair.shuffle_do(meets)
    assert len(seen) == 1


def test_a_set_of_one_kind_is_selected_sorted_grouped_and_drawn_from(economy: Any) -> None:
    persons, workers = economy.persons, employed(economy)
    by_status = persons.groupby("status")
    assert {str(status): count for status, count in by_status.count().items()}["employed"] == len(workers)
    assert by_status.agg("wage", np.mean)[Status.employed] == pytest.approx(workers.agg("wage", np.mean))
    firm, staff = next(iter(workers.groupby("firm")))
    assert {person.firm for person in staff} == {firm}
    assert workers.sort("wage", ascending=True)[:3] == sorted(workers, key=lambda person: person.wage)[:3]
    assert economy.random.choice(workers).status == EMPLOYED
    assert workers.map(lambda person, raised: person.wage * raised, 2)[0] == 2 * workers[0].wage
    assert workers.select(at_most=3).set("skill", 0.5).get("skill").tolist() == [0.5] * 3
    gone = persons[0]
    persons.active[0] = 0
    with pytest.raises(IndexError, match=r"row 0 is not in use; .* to_list\(\)"):
        print(persons[gone.row])
    with pytest.raises(TypeError, match=r"to_list\(\)"):
        print(persons[:3])


def test_frames_tell_names_and_can_be_joined(economy: Any) -> None:
    people = economy.persons.to_frame("wage", "status", "firm")
    assert people.columns == ["unique_id", "wage", "status", "firm"]
    assert people["status"].value_counts(sort=True)["status"][0] == "employed"
    assert (people.filter(status="employed")["firm"].null_count(), len(people)) == (0, len(economy.persons))
    both = people.join(economy.firms.to_frame("sector"), left_on="firm", right_on="unique_id")
    sectors = {person.unique_id: person.firm.sector.name for person in employed(economy)}
    assert dict(both.select("unique_id", "sector").rows()) == sectors
    named = economy.persons.to_frame(["sex", "education"], "age_group")
    assert {name: set(named[name]) for name in named.columns[1:]} == {
        "sex": {"male", "female"}, "education": {"low", "medium", "high"},
        "age_group": {"16-24", "25-54", "55-64", "65+"},
    }  # fmt: skip


def test_age_is_read_like_a_column(economy: Any) -> None:
    persons, person = economy.persons, employed(economy)[0]
    told = persons.to_frame("age").filter(unique_id=person.unique_id)["age"].to_list()
    assert told == [persons.age[person.row]] == [person.age]
    assert (persons.select()[:1][0].age, len(persons.age)) == (persons.select().age[0], len(persons.wage))
    assert "age" in dir(persons)
    assert "age" in persons.to_frame().columns
    economy.month += 12
    assert persons.age[person.row] == person.age == told[0] + 1
    with pytest.raises(AttributeError, match="age follows from other columns"):
        persons.age = 3
    with pytest.raises(AttributeError, match=r"no column weight: it is the economy's, economy\.weight"):
        print(persons.weight)


def test_a_code_is_its_name_and_its_number(economy: Any) -> None:
    status = employed(economy)[0].status
    assert status == "employed" == status
    assert not status != "employed"  # noqa: SIM202 (an int's own != is another method)
    assert status != "retired"
    assert {EMPLOYED: 1}[status] == 1
    chosen = economy.persons.select(lambda person: person.status == "employed")
    assert list(chosen) == list(employed(economy))
    assert len(economy.persons.groupby("status").groups[Status.employed]) == len(chosen)


def test_what_is_no_value_of_a_column_is_refused(economy: Any) -> None:
    person, other = employed(economy)[:2]
    before = person.wage
    for wrong in (None, "much", other, [1.0]):
        with pytest.raises(TypeError, match=r"wage is a number \(money/month\), not"):
            person.wage = wrong
    for unknown in (None, "unemployd", 17):
        with pytest.raises(ValueError, match=r"status is one of absent, employed, .*; not"):
            person.status = unknown
    with pytest.raises(TypeError, match="wage is a number"):
        economy.persons.select(at_most=2).set("wage", None)
    assert person.wage == before
    person.status, person.firm, person.wage = "unemployed", None, np.float32(7)
    assert (person.status, person.firm, person.wage) == (Status.unemployed, None, 7.0)


def test_a_household_leads_to_its_people(economy: Any) -> None:
    person = employed(economy)[0]
    there = person.household.members
    assert person in there
    assert len(there) == person.household.adults
    assert {one.household for one in there} == {person.household}


REPORTERS: dict[str, Any] = {
    "model_reporters": {"employed": lambda model: len(employed(model)), "month": "month"},
    "agenttype_reporters": {Person: {"wage": "wage", "status": lambda person: str(person.status)}},
}


def test_a_data_collector_of_one_s_own_collects_as_it_steps(economy: Any) -> None:
    own = economy.datacollector = mesa.DataCollector(
        **REPORTERS, agent_reporters={"home": lambda agent: getattr(agent, "household", None)},
        tables={"firms": ["count"]},
    )  # fmt: skip
    own.collect(economy)
    economy.step()
    own.add_table_row("firms", {"count": len(economy.firms)})
    assert own.get_model_vars_dataframe()["month"].tolist() == [0, 1]
    people = own.get_agenttype_vars_dataframe(Person)
    now = people.xs(1, level="Step")
    assert sorted(now.index) == sorted(economy.persons.identities(economy.persons.rows()))
    assert (now["status"] == "employed").sum() == own.model_vars["employed"][1]
    homes = own.get_agent_vars_dataframe()["home"].dropna()
    assert homes.iloc[0] in economy.households
    assert own.get_table_dataframe("firms")["count"].tolist() == [len(economy.firms)]


def test_time_goes_on_by_steps_by_spans_and_by_what_is_scheduled(economy: Any) -> None:
    met = list[int]()

    def look() -> None:
        met.append(economy.month)

    economy.schedule_recurring(look, Schedule(interval=2, start=1))
    economy.step()
    economy.run_for(1)
    economy.run_until(4)
    assert (economy.steps, economy.time, economy.month, economy.running) == (4, 4.0, 4, True)
    assert met == [1, 3]


class Own(Economy):
    """With a collector of its own, as batches of agents' data need."""

    def __init__(self, **asked: Any) -> None:
        super().__init__(**asked)
        self.datacollector = mesa.DataCollector(**REPORTERS)
        self.datacollector.collect(self)


def test_batch_run_collects_agents_of_a_class_of_one_s_own() -> None:
    rows = mesa.batch_run(Own, SMALL, max_steps=1, data_collection_period=1, display_progress=False)
    by_month = {step: [row for row in rows if row["Step"] == step] for step in (0, 1)}
    assert all(len(found) > 900 for found in by_month.values())
    assert sum(row["status"] == "employed" for row in by_month[0]) == by_month[0][0]["employed"]


@pytest.mark.parametrize("processes", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_batch_run_varies_parameters_of_policies(processes: int) -> None:
    """Who is in a course is not unemployed; iterations have seeds of their own, in every process."""
    asked = {**SMALL, "start": "2025-02", "training_programme.wait": 0, PLACES: [0, 40]}
    rows = mesa.batch_run(Economy, asked, number_processes=processes, rng=[None] * 2, max_steps=4,
                          display_progress=False)  # fmt: skip
    rates = {(row["iteration"], row[PLACES]): row["unemployment_rate"] for row in rows}
    assert len(set(rates.values())) == 4
    assert all(rates[one, 40] < rates[one, 0] for one in (0, 1))


@pytest.mark.parametrize(
    ("over", "told"),
    [
        ({"persns": 1_000}, r'^persns: no such argument; allowed: source.*Did you mean "persons"'),
        ({"scenario": "esp/adapt"}, r'^scenario: no such argument; .*Did you mean "source"'),
        ({PLACES[:-1]: 4}, 'places_per_100: unknown key.*Did you mean "places_per_1000"'),
        ({"automation_levy.rate": 0.2}, "^automation_levy.rate: training_programme has no automation_levy"),
        ({PLACES: 4_000}, f"^policies.{PLACES}: 4,000 is out of range; allowed: 0 to 200 places"),
        ({PLACES: [4, 8]}, f"^{PLACES}: needs numbers or texts"),
    ],
)
def test_what_stands_in_place_of_the_scenario_is_checked(over: dict[str, Any], told: str) -> None:
    with pytest.raises(InputErrors, match=told):
        Economy(**{**SMALL, **over})


def test_numbers_of_the_law_and_the_world_may_be_given() -> None:
    source = Economy(**SMALL, **{"law.vat": "+2 points", "world.ai_fee": 0.1, PLACES: np.int64(12)}).source
    assert (source.world["ai_fee"], source.policies[0].values["places_per_1000"].value) == (0.1, 12)
    assert "vat" in source.law
