"""What is run: country, world, policies, horizon. Files in, a checked `Scenario` out."""

from simulator.scenario.file.layers import Options
from simulator.scenario.load import load_scenario
from simulator.scenario.scenario import PolicySetting, Scenario
from simulator.scenario.setting import Constant, Distribution, Ramp, Setting, Steps

__all__ = [
    "Constant",
    "Distribution",
    "Options",
    "PolicySetting",
    "Ramp",
    "Scenario",
    "Setting",
    "Steps",
    "load_scenario",
]
