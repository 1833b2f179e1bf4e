"""Pages of waves, by subject."""
