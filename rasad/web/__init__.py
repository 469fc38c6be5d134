"""The desk: one module per screen, templates without logic, everything it needs on this machine."""
