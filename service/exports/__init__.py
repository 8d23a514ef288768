"""Taking away: what the service answered as a document that others can open, each piece with its citation."""
