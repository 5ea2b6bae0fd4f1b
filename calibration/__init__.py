"""From published statistics to reviewed country profiles, and the tests that hold them to account."""
