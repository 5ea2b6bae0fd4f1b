"""The at-risk-of-poverty rate over time in each role."""

from reports.kinds.levels import Levels


class PovertyRate(Levels):
    """People below 60 % of median equivalised income."""

    section = "poverty"
    order = 1
    rests_on = ("gini_world_bank", "household_deposits")
    indicator = "arop"
