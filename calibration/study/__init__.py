"""Studies: what runs the model for calibration and writes a table, declared once and run by one command line.

`python -m calibration.study --help` lists them all.
"""
