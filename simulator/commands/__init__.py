"""What the verbs of the command line do; each module is imported when its verb is used."""
