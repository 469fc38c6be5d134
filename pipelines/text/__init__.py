"""The language layer: one way to fold, cut and lemmatise for tagging, search, deduplication and highlighting."""
