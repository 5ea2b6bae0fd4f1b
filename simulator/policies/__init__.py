"""Policy instruments: one file each; the file name is the key in a scenario."""

from simulator.policies.instrument import Instrument, act, discover

__all__ = ["Instrument", "act", "discover"]
