"""Small numbers: a summary over fewer than five people says too much about each of them (UU 27/2022, ui rule 4)."""

MINIMUM = 5


def is_hidden(count: int) -> bool:
    """True for a summary over one to four people."""
    return 0 < count < MINIMUM
