"""What an agent or a set does not let happen to it: each with one error that says what to do instead."""

from typing import Any

import numpy as np
import pytest

from simulator.agents.person import EMPLOYED, INACTIVE, Person
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


def test_people_come_by_the_script_alone(economy: Any) -> None:
    with pytest.raises(TypeError, match="people come as the script"):
        Person.create_agents(economy, 1)
