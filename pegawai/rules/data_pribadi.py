"""A sheet of what is kept about one person."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LembarData:
    """One table about one person: what it holds, the columns in words, the rows as text."""

    nama: str
    kolom: tuple[str, ...]
    baris: list[list[str]]
