"""What all tests share: Hypothesis draws the same examples everywhere, without a clock or a memory."""

from hypothesis import settings

settings.register_profile("house", derandomize=True, database=None, deadline=None)
settings.load_profile("house")
