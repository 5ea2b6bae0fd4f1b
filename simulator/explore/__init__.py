"""The explorer: an economy to play with in the browser, beside its twin without the policy."""
