"""Organisations outside the register: a small transformer reads sentences and marks the names of organisations."""
