"""Events: one YAML file per type, with parties, stage and negation."""
