"""What is true of development on paper: which programme fits a gap, how training hours add up."""
