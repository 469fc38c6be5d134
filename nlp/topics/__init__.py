"""Topics: one YAML file each, matched on the language layer."""
