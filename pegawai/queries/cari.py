"""Finding people as they are typed: each word in the name, also misspelt, or in the unit's; by NIP, also a former one.

Misspelt names are found by their trigrams (pg_trgm), through the index on `nama_cari`: see docs/decisions.
"""

from functools import reduce
from operator import add, and_
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Greatest, Length

from pegawai.models import RiwayatNip, Unit
from pegawai.rules.cari import SHORT, Cari, matching_units, read_cari, variants
from pegawai.rules.unit import jalur_ids

# Below this likeness a word is another word; found by misspelling the names of the sample roster letter by letter.
SIMILAR = 0.33
# How likely a name is that has another spelling of the word, or two of its letters in each other's place.
VARIANT = 0.8


def search_people(people: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those whom the text may mean; with words also `mirip`, the higher the likelier. Unordered."""
    cari = read_cari(text)
    if cari.nip:
        former = RiwayatNip.objects.filter(nip__contains=cari.nip).values("pegawai_id")
        return people.filter(Q(nip__contains=cari.nip) | Q(pk__in=former))
    return _by_words(people, cari) if cari.kata else people


def _by_words(people: QuerySet[Any], cari: Cari) -> QuerySet[Any]:
    _choose_threshold()
    rows = list(Unit.objects.order_by().values_list("pk", "nama", "jalur"))
    names = {pk: nama.lower() for pk, nama, _ in rows}
    paths = {pk: jalur_ids(jalur) for pk, _, jalur in rows}
    conditions = [_is_meant(kata, matching_units(kata, names, paths)) for kata in cari.kata]
    return people.filter(reduce(and_, conditions)).annotate(mirip=_likeness(cari.kata))


def _is_meant(kata: str, unit_ids: list[int]) -> Q:
    if len(kata) < SHORT:
        named = Q(nama_cari__startswith=kata) | Q(nama_cari__contains=f" {kata}")
    else:
        named = Q(nama_cari__regex=_any_of(kata, *variants(kata))) | Q(nama_cari__trigram_word_similar=kata)
    return named | Q(unit_id__in=unit_ids) if unit_ids else named


def _likeness(words: tuple[str, ...]) -> Any:
    """The words' likeness added up, less a little for each letter of the name: of equals the shorter name is meant."""
    found: Any = reduce(add, (_word_likeness(kata) for kata in words))
    return found - Length(F("nama_cari")) * Value(0.001)


def _word_likeness(kata: str) -> Any:
    likeness = TrigramWordSimilarity(kata, "nama_cari")
    others = variants(kata)
    if not others:
        return likeness
    # Of a short word two letters that changed places spoil most trigrams.
    return Greatest(likeness, Case(When(nama_cari__regex=_any_of(*others), then=Value(VARIANT)), default=Value(0.0)))


def _any_of(*words: str) -> str:
    """A pattern of plain letters and digits, which the trigram index can answer."""
    return "|".join(words)


def _choose_threshold() -> None:
    """Tell this connection where `<%` draws the line: the operator asks the index, a function cannot."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, false)", [str(SIMILAR)])
