"""The figures of a comparison: one file each, found by its name; add a file to add a figure."""
