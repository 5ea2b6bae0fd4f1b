"""The page: templates, and what puts them together."""
