"""What may be said of results: the only place where a number is judged."""
