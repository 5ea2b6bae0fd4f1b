"""Held-out tests: published quasi-experiments repeated inside the model, one script each.

Nothing in the model was set by a number in `published.csv`, and nothing may be: parameters are frozen and
hashed first (`frozen.csv`), each test is run once, and what it gave stays (the study `heldout`).
"""
