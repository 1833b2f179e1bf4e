"""What a password must be (OWASP ASVS 5.0, 6.2): long enough, not too long to hash, not made of what others know.

Composition and a period of validity are deliberately not asked for: see docs/decisions.
"""

from collections.abc import Iterable

MAX_LENGTH = 128
# So many characters must be left when every word that others could guess is taken out.
OWN_LENGTH = 8
SHORTEST_WORD = 4
# How long a password may be used that its owner did not choose.
SANDI_AWAL_HARI = 14
UMUM = (
    *("123456789", "12345678", "1234567", "123456", "12345", "1234", "qwerty", "asdfgh", "zxcvbn", "abcdef", "abc123"),
    *("password", "katasandi", "kata sandi", "sandi", "rahasia", "admin", "administrator", "pengelola", "pegawai"),
    *("indonesia", "bismillah", "alhamdulillah", "merdeka", "pancasila", "garuda", "sayang", "selamat", "semangat"),
    *("asesmen", "bkpsdm", "korpri", "dinas", "kabupaten", "sekolah", "guru", "2024", "2025", "2026", "2027", "1945"),
)


def context_words(*texts: str) -> set[str]:
    """The words of names and numbers that others know: whole, and each word of at least four characters."""
    words = {text.casefold().strip() for text in texts}
    words |= {word for text in words for word in text.replace(".", " ").replace(",", " ").split()}
    return {word for word in words if len(word) >= SHORTEST_WORD}


def birth_texts(nip: str) -> tuple[str, ...]:
    """The birth date that a NIP contains, as people write it."""
    if len(nip) < 8 or not nip[:8].isdigit():
        return ()
    year, month, day = nip[:4], nip[4:6], nip[6:8]
    return (nip[:8], f"{day}{month}{year}", f"{day}-{month}-{year}", f"{day}/{month}/{year}", f"{day}.{month}.{year}")


def own_part(sandi: str, words: Iterable[str]) -> str:
    """What is left of a password when the words that others know are taken out, longest first."""
    rest = sandi.casefold()
    for word in sorted({*words, *UMUM}, key=len, reverse=True):
        rest = rest.replace(word, "")
    return "".join(c for c in rest if c.isalnum())


def is_guessable(sandi: str, words: Iterable[str]) -> bool:
    return len(own_part(sandi, words)) < OWN_LENGTH
