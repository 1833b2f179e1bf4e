"""What reports say on paper: summaries of results, and which numbers are too small to be shown."""
