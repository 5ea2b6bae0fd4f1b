"""Kinds of figure that several files share: over time, by group of people, by option."""
