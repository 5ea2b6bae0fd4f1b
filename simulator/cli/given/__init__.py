"""What a verb is given: scenarios, run folders, a language, processes: checked before anything runs."""
