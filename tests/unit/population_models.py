"""The same six workers as columns and as plain Mesa objects."""

import mesa
import numpy as np

from simulator.core.population import ArrayAgent, ArraySet, Column, register


class Worker(ArrayAgent):
    id = Column(np.int64)
    active = Column(np.uint8)
    wage = Column(np.float64, unit="money/month", default=10.0)
    group = Column(np.int8)

    def raise_wage(self, amount):
        self.wage += amount
        return self.wage

    @property
    def double(self):
        return 2 * self.wage


class PlainWorker(mesa.Agent):
    def __init__(self, model, wage, group):
        super().__init__(model)
        self.wage = wage
        self.group = group

    def raise_wage(self, amount):
        self.wage += amount
        return self.wage

    @property
    def double(self):
        return 2 * self.wage


WAGES = [3.0, 1.0, 2.0, 3.0, 5.0, 4.0]
GROUPS = [0, 1, 0, 1, 1, 0]


class Models:
    """The same six workers as columns and as objects."""

    def __init__(self):
        self.model, plain = mesa.Model(rng=1), mesa.Model(rng=1)
        self.ours = ArraySet(Worker, 20, self.model)
        register(self.model, self.ours)
        self.ours.add_rows(6)
        self.ours.wage, self.ours.group = WAGES, GROUPS
        PlainWorker.create_agents(plain, 6, WAGES, GROUPS)
        self.theirs = plain.agents
        self.plain = plain

    def both(self, action):
        return action(self.ours), action(self.theirs)


def wages(agents):
    """Wages in the order of the set."""
    return [agent.wage for agent in agents]
