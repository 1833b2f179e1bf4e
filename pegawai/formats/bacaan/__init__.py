"""Readers of foreign tables, for the child process: the standard library and nothing else of ours."""
