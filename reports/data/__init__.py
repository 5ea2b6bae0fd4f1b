"""What figures and sentences read: a run folder's tables as arrays, effects and spreads."""
