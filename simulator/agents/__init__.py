"""Who is in the economy: the state each agent keeps, with unit and meaning; no behaviour."""
