"""What agents do: one behaviour, one small file, one verb."""
