"""The figures of runs and of comparisons, found by their classes; add a file to add a figure."""
