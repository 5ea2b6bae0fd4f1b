"""What is declared in the code and shipped beside it, listed and described: nothing here runs the model."""
