"""From published statistics to a country's tables and profile."""
