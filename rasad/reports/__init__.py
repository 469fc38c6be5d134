"""The weekly issue: built once as a value, written by one exporter per format."""
