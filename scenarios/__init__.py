"""Scenarios that ship with the simulator: YAML files, read as data."""
