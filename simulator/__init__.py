"""Agent-based simulator of labour displacement by AI and of the policies that answer it."""
