"""Parameters by simulated moments: which are unknown, how they are sought, what is identified."""
