"""The figures of the report: one file each, found by its name; add a file to add a figure."""
