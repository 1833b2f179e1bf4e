"""Item files ↔ rows of text under our column names."""
