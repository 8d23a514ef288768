"""Summaries of a report in its own sentences: what may stand in one, what it is worth, and which are chosen."""
