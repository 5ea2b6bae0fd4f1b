"""Sweeps: one scenario at many values of its policies, its world or the model, each run once."""
