"""Kinds of figure that several files share: levels over time, differences over time, by group."""
