"""Scenarios in plain language: what they change, cost, and in what they differ."""
