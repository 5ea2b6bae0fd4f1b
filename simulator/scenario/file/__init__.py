"""Scenario files: text, layers and checks, every fault with file, line and column."""
