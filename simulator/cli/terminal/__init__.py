"""What a user sees while a verb runs and when it ends: help, progress, tables, errors, signals."""
