"""What `import simulator` offers: verbs and their results, by the code that the command line uses."""
