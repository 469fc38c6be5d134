"""Finding it again: the query language, the engines, facets and highlights."""
