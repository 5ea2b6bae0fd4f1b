"""Experiments: scenarios beside their counterfactuals on the same seeds, from scenario to run folder."""
