"""Reading: from a raw file to clean sentences with an exact offset map, and from sentences to proposed records."""
