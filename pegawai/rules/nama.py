"""Names with and without titles, and the form they are searched by."""

import re
import unicodedata

_FRONT = {
    "prof", "dr", "drg", "drh", "drs", "dra", "ir", "h", "hj", "apt", "ns", "kh", "rh", "tgk",
}  # fmt: skip
# S.Pd.SD, M.Si, A.Md.Keb, S.Tr.Keb, Ph.D: letters and dots that begin like a degree.
_BACK = re.compile(r"(S|M|A|D|Sp|Ph|Gr|Ns|Apt|Ak)\.[A-Za-z][A-Za-z.]*")
_LETTERS = re.compile(r"[^a-z0-9 ]+")
FORMULA_LEADS = "=+-@＝＋－＠\t\r\n"


def split_titles(text: str) -> tuple[str, str, str]:
    """Return (titles in front, name, titles behind): "Drs. H. AHMAD, M.Pd." becomes ("Drs. H.", "AHMAD", "M.Pd.")."""
    name, _, back = (part.strip() for part in text.partition(","))
    words = name.split()
    front = []
    while len(words) > 1 and _is_front(words[0]):
        front.append(words.pop(0))
    behind = [back] if back else []
    while len(words) > 1 and _BACK.fullmatch(words[-1]):
        behind.insert(0, words.pop())
    return " ".join(front), " ".join(words), ", ".join(behind)


def _is_front(word: str) -> bool:
    bare = word.rstrip(".").lower()
    # "H" alone may be an initial only where a dot is missing; with the dot it is Haji.
    return bare in _FRONT and (word.endswith(".") or len(bare) > 1)


def search_form(text: str) -> str:
    """Lower case without titles, accents and punctuation: how two spellings of a name are compared and found."""
    _, name, _ = split_titles(text)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    bare = _LETTERS.sub("", plain.lower().replace("-", " ").replace(".", " "))
    return " ".join(bare.split())


def is_formula(text: str) -> bool:
    """True for a text that a spreadsheet would run: it is refused, never evaluated."""
    return text[:1] in FORMULA_LEADS if text else False
