"""What an agent or a set does not let happen to it: each with one error that says what to do instead."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.agents.firm import Firm
from simulator.agents.person import EMPLOYED, INACTIVE, Household, Person
from simulator.experiment.simulate import prepare
from tests.small import small


@pytest.fixture
def economy() -> Any:
    made = prepare(small(), role="policy", replicate=0)
    made.step()
    return made


def test_a_write_to_an_unknown_name_is_refused_with_the_name_that_is_meant(economy: Any) -> None:
    persons, chosen = economy.persons, economy.persons.select(economy.persons.status == EMPLOYED)
    for holder in (persons[3], persons, chosen):
        with pytest.raises(AttributeError, match=r'has no column wagee\. Did you mean "wage"\?'):
            holder.wagee = 3.0
    with pytest.raises(AttributeError, match=r'Did you mean "wage"'):
        print(persons.wagee)
    with pytest.raises(AttributeError, match=r"serenity = Column\("):
        persons[3].serenity = 1.0


def test_a_write_to_a_column_fills_it_for_those_asked(economy: Any) -> None:
    chosen = economy.persons.select(economy.persons.status == EMPLOYED)
    before, held = economy.persons.skill.copy(), economy.persons.skill
    chosen.skill = 0.5
    employed = economy.persons.status == EMPLOYED
    assert (held[employed] == 0.5).all()
    assert (held[~employed] == before[~employed]).all()
    economy.persons[3].skill = 0.7
    assert held[3] == 0.7


def test_who_has_a_job_or_money_cannot_be_removed(economy: Any) -> None:
    q = economy.persons
    worker = q[int(np.flatnonzero(q.firm >= 0)[0])]
    rich = q[int(np.flatnonzero((q.firm < 0) & (q.deposits > 0.0) & (q.active == 1))[0])]
    with pytest.raises(ValueError, match=rf"person {worker.unique_id} cannot be removed with the post"):
        worker.remove()
    with pytest.raises(ValueError, match=r"with deposits of [\d,.]+.*Set death_month to 2"):
        rich.remove()
    for refused in (economy.firms[0], economy.posts[0], economy.state):
        with pytest.raises(ValueError, match="cannot be removed"):
            refused.remove()
    with pytest.raises(TypeError, match="Household has no column active: its agents stay"):
        economy.households[0].remove()
    assert worker in q
    worker.death_month = rich.death_month = 2  # what the error says to do
    economy.step()
    assert worker not in q
    assert rich not in q


def test_who_has_neither_can_and_the_books_close(economy: Any) -> None:
    q = economy.persons
    idle, heir = (q[int(row)] for row in np.flatnonzero((q.status == INACTIVE) & (q.active == 1))[:2])
    heir.deposits += idle.deposits
    heir.equity_share += idle.equity_share
    idle.deposits = idle.equity_share = 0.0
    count = len(q)
    idle.remove()
    assert len(q) == count - 1
    for _ in range(3):
        economy.step()  # identities raise where people or money went missing


def test_nobody_is_added_by_hand(economy: Any) -> None:
    person, everyone = economy.persons[3], economy.agents
    table = pd.DataFrame({"wage": [1_000.0]})
    for kind, comes in ((Person, "arrival_month"), (Firm, "where others left"), (Household, "laid out")):
        for adding in (kind, lambda model, kind=kind: kind.create_agents(model, 1),
                       lambda model, kind=kind: kind.from_dataframe(model, table)):  # fmt: skip
            with pytest.raises(TypeError, match=f"no {kind.__name__} is added by hand.*{comes}"):
                adding(economy)
    for adding in (economy.persons.add, everyone.add, economy.register_agent):
        with pytest.raises(TypeError, match="no Person is added by hand"):
            adding(person)
    with pytest.raises(TypeError, match=r"agent\.remove\(\)"):
        everyone.remove(person)
    with pytest.raises(TypeError, match=r"use inplace=False, or its copy\(\)"):
        everyone.shuffle(inplace=True)
