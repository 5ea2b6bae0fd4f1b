"""The command line: what each verb takes, does and prints."""
