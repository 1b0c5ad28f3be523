"""A plain text, page furniture left in, to its article."""
