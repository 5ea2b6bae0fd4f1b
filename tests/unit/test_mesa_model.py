"""The economy under Mesa's own tools: constructor, horizon, DataCollector, batch_run, reset, copies."""

import copy
import inspect
from typing import Any

import mesa
import numpy as np
import pytest

from simulator.agents.person import EMPLOYED
from simulator.core.errors import InputError
from simulator.economy.recorder import Recorder
from simulator.experiment.mesa_model import Economy
from simulator.experiment.simulate import prepare
from simulator.findings.verdicts import OUTCOMES
from simulator.scenario import Options, load_scenario

SMALL: dict[str, Any] = {"source": "esp/training_programme", "persons": 1000, "months": 6}


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
    rows = mesa.batch_run(Economy, parameters={**SMALL, "months": 3, "world": ["slow", "rapid"]}, rng=[1, 2],
                          data_collection_period=1, display_progress=False)  # fmt: skip
    assert len(rows) == 2 * 2 * 3
    worlds, seeds = ("slow", "rapid"), (1, 2)
    assert {(row["world"], row["seed"]) for row in rows} == {(one, seed) for one in worlds for seed in seeds}
    assert len({row["real_wage"] for row in rows if row["Step"] == 0}) == 2  # month 0: the seed alone


@pytest.mark.filterwarnings("ignore:The `iterations` keyword:DeprecationWarning")
def test_iterations_of_batch_run_differ_and_are_the_same_when_repeated() -> None:
    """With `iterations` Mesa gives every economy the same arguments, in each of its processes."""

    def gini(**how: Any) -> list[tuple[str, float]]:
        rows = mesa.batch_run(Economy, {**SMALL, "months": 3, "world": ["slow", "rapid"]},
                              display_progress=False, **how)  # fmt: skip
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
    assert all(name in accepted for name in SMALL)
    first = Economy(**SMALL)
    first.run_model()
    again = type(first)(**SMALL)
    assert (again.month, again.running, len(again.datacollector.model_vars["gini"])) == (0, True, 1)
    again.run_model()
    assert collected(again) == collected(first)


def test_seed_and_rng_are_one_number() -> None:
    one, other = Economy(**SMALL, seed=7), Economy(**SMALL, rng=np.int64(7))
    assert one.persons.wage.tobytes() == other.persons.wage.tobytes()
    assert one.random.random() == other.random.random()
    assert Economy(**SMALL, rng=np.random.default_rng(3)).source.base_seed >= 0
    with pytest.raises(InputError, match="seed or rng, not both"):
        Economy(**SMALL, seed=1, rng=1)
    with pytest.raises(InputError, match="'x' is no seed"):
        Economy(**SMALL, rng="x")


def test_agents_are_read_in_words_and_lead_to_one_another() -> None:
    """What Mesa's introductory tutorial does with agents and sets of them."""
    economy = Economy("esp/no_policy", persons=1_000, seed=3)
    person = economy.persons[int(np.flatnonzero(economy.persons.status == EMPLOYED)[0])]
    assert (str(person.status), person.status) == ("employed", EMPLOYED)
    assert person.firm.unique_id == person.post.firm.unique_id
    assert person.household.adults >= 1
    assert 16 <= person.age < 100
    assert {"wage", "household", "age"} <= set(dir(person)) & {*dir(economy.persons), "age"}
    table = economy.persons.to_frame("wage", "status")
    assert table.columns == ["unique_id", "wage", "status"]
    assert len(table) == len(economy.persons)
    seen = list[int]()
    economy.agents.shuffle_do(lambda agent: seen.append(agent.unique_id))
    assert len(seen) == len(economy.agents)
