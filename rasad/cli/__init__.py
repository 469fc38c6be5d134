"""The command line: one module per command group, found by name and imported when it is called."""
