"""What is measured: one family of indicators per file, with unit and groups."""
