"""Measurements beside peers: ``python -m benchmarks NAME`` prints a table."""
