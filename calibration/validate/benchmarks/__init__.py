"""Benchmarks: what other models and experts say of the same questions, posed as their authors did."""
