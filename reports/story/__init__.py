"""The page in words and tables: answer, scorecard, budget, settings, sources."""
