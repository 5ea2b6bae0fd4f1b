"""What lies on disk: the run folder, its seeds, tables, rule files, manifest and lock."""
