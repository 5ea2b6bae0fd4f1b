"""A run folder as figures and sentences read it: its tables, its manifest, its texts."""
