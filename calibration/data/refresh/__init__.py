"""The agencies' series read anew by SDMX, beside the committed tables."""
