"""What of a closure goes without saying; `simulator.scenario.world` declares the closure itself."""

UNSAID = {"public_reinvestment": 0.5}
"""Defaults that a closure's name leaves out: it bears them where they are something else."""
