"""The one place below the economy that imports Mesa: the classes that ours derive from.

A process that only reads declarations has empty ones in their place: no agent is made there.
"""

from typing import TYPE_CHECKING

from simulator.core import reading

__all__ = ["AbstractAgentSet", "Agent", "GroupBy"]

if TYPE_CHECKING or not reading.only():
    from mesa import Agent
    from mesa.agentset import AbstractAgentSet, GroupBy
else:
    AbstractAgentSet, Agent, GroupBy = (type(name, (), {}) for name in __all__)
