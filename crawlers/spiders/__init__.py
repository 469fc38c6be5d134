"""One generic spider per way of discovery."""
