"""The register of organisations and how its names are found in texts."""
