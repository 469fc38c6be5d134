"""Rasad: the application, the only package that knows the other four."""
