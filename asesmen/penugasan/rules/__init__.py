"""What is true of assignments on paper: what a task asks for, until when, and how a marking becomes a level."""
