"""The desk: one module per screen."""
