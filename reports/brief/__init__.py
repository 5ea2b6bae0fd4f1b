"""The answer on one page."""
