"""A rescue file: read, shown, stored once; and every way in which it is none."""

import base64
import json
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from asesmen.ujian import services
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan, TindakanProktor
from asesmen.ujian.rules import rescue_key
from asesmen.ujian.services import berkas
from pegawai.models import Akun, Jejak
from tests.pegawai.factories import make_akun
from tests.ujian.factories import AT, DURASI, MENIT, Ujian, begin, make_ujian, save

pytestmark = pytest.mark.django_db
IV = bytes(range(12))
LATE = AT + (DURASI + 10) * MENIT


def make_berkas(p: Pengerjaan, *entries: tuple, sealed: bytes | None = None, **outside: Any) -> bytes:
    """What a page writes: (index of the item, epoch, seq, nilai) entries under the sitting's key."""
    simpanan = [
        {"versi": p.versi_ids[n], "epoch": epoch, "seq": seq, "nilai": nilai, "ragu": False}
        for n, epoch, seq, nilai in entries
    ]
    text = json.dumps({"simpanan": simpanan}).encode() if sealed is None else sealed
    isi = AESGCM(rescue_key(settings.UJIAN_KEY, p.pk)).encrypt(IV, text, str(p.pk).encode())
    head = {
        "format": "asesmen-asn-jawaban-1",
        "pengerjaan": str(p.pk),
        "dibuat": 1_796_087_000_000,
        "iv": base64.b64encode(IV).decode(),
        "isi": base64.b64encode(isi).decode(),
    }
    return json.dumps(head | outside).encode()


@pytest.fixture
def ujian() -> Ujian:
    return make_ujian(orang=2)


@pytest.fixture
def akun() -> Akun:
    return make_akun("proktor")


def preview(ujian: Ujian, raw: bytes, at: Any = AT + 2 * MENIT) -> berkas.Pratinjau:
    return berkas.preview_berkas(ruang_sesi_id=ujian.ruang_sesi.pk, raw=raw, at=at)


def apply(ujian: Ujian, raw: bytes, akun: Akun, at: Any = AT + 2 * MENIT, alasan: str = "Mati listrik") -> Any:
    return berkas.apply_berkas(ruang_sesi_id=ujian.ruang_sesi.pk, raw=raw, alasan=alasan, akun=akun, at=at)


def counts(found: berkas.Pratinjau) -> tuple[int, int, int, int, int]:
    return found.sudah, found.baru, found.tertinggal, found.ditolak, found.karantina


def answers(p: Pengerjaan) -> dict[int, Any]:
    rows = Jawaban.objects.filter(pengerjaan=p).values_list("versi_id", "nilai")
    return {p.versi_ids.index(v): nilai for v, nilai in rows}


def log(p: Pengerjaan) -> list[tuple[int, str, str]]:
    rows = LogJawaban.objects.filter(pengerjaan=p).order_by("seq")
    return list(rows.values_list("seq", "keadaan", "sumber"))


def test_a_preview_counts_what_is_stored_new_and_behind_and_changes_nothing(ujian: Ujian) -> None:
    p = begin(ujian)
    save(p, (0, 1, 1, "A"), (1, 1, 9, ["B"]))
    raw = make_berkas(p, (0, 1, 1, "A"), (1, 1, 2, ["C"]), (2, 1, 3, "A"), (3, 1, 4, "x"))

    found = preview(ujian, raw)

    assert counts(found) == (1, 2, 1, 0, 0)
    assert (found.peserta_id, found.dibuat) == (p.peserta_id, 1_796_087_000_000)
    assert LogJawaban.objects.count() == 2


def test_in_time_it_is_stored_like_saves_and_the_newest_counts(ujian: Ujian, akun: Akun) -> None:
    p = begin(ujian)
    save(p, (0, 1, 5, "A"))

    apply(ujian, make_berkas(p, (0, 1, 2, "B"), (1, 1, 3, ["C"]), (1, 1, 4, ["D"])), akun)

    assert answers(p) == {0: "A", 1: ["D"]}
    assert log(p) == [
        (2, "diterima", "berkas"),
        (3, "diterima", "berkas"),
        (4, "diterima", "berkas"),
        (5, "diterima", "halaman"),
    ]


def test_in_the_grace_it_counts_and_is_marked(ujian: Ujian, akun: Akun) -> None:
    p = begin(ujian)

    apply(ujian, make_berkas(p, (0, 1, 1, "A")), akun, at=AT + DURASI * MENIT + MENIT)

    assert Jawaban.objects.values_list("nilai", "is_terlambat").get() == ("A", True)


@pytest.mark.parametrize("is_swept", [True, False])
def test_after_the_grace_it_waits_in_quarantine(ujian: Ujian, akun: Akun, is_swept: bool) -> None:
    p = begin(ujian)
    if is_swept:
        services.sweep(at=LATE)

    done = apply(ujian, make_berkas(p, (0, 1, 1, "A")), akun, at=LATE)

    assert counts(done) == (0, 1, 0, 0, 1)
    assert (answers(p), log(p)) == ({}, [(1, "karantina", "berkas")])


def test_after_handing_in_it_waits_in_quarantine_even_in_time(ujian: Ujian, akun: Akun) -> None:
    p = begin(ujian)
    services.submit(pengerjaan_id=p.pk, lease=p.lease, at=AT + MENIT)

    apply(ujian, make_berkas(p, (0, 1, 1, "A")), akun)

    assert (answers(p), log(p)) == ({}, [(1, "karantina", "berkas")])


def test_while_paused_it_counts_and_says_so(ujian: Ujian, akun: Akun) -> None:
    p = begin(ujian)
    Pengerjaan.objects.filter(pk=p.pk).update(dijeda_at=AT + MENIT)

    apply(ujian, make_berkas(p, (0, 1, 1, "A")), akun, at=LATE)

    assert (answers(p), log(p)) == ({0: "A"}, [(1, "jeda", "berkas")])


def test_for_a_closed_section_it_waits_in_quarantine(ujian: Ujian, akun: Akun) -> None:
    p = begin(ujian)
    Pengerjaan.objects.filter(pk=p.pk).update(
        bagian_versi_ids=[p.versi_ids[1]], bagian_durasi=600, bagian_started_at=AT
    )

    apply(ujian, make_berkas(p, (0, 1, 1, "A"), (1, 1, 2, ["B"])), akun)

    assert (answers(p), log(p)) == ({1: ["B"]}, [(1, "karantina", "berkas"), (2, "diterima", "berkas")])


def test_the_same_file_twice_changes_nothing(ujian: Ujian, akun: Akun) -> None:
    p = begin(ujian)
    raw = make_berkas(p, (0, 1, 1, "A"), (1, 1, 2, ["B"]))
    apply(ujian, raw, akun)
    before = (answers(p), log(p), Jejak.objects.count(), TindakanProktor.objects.count())

    again = apply(ujian, raw, akun, at=LATE)

    assert counts(again) == (2, 0, 0, 0, 0)
    assert (answers(p), log(p), Jejak.objects.count(), TindakanProktor.objects.count()) == before


def test_it_is_noted_in_the_room_and_in_the_trail_without_answers(ujian: Ujian, akun: Akun) -> None:
    p = begin(ujian)

    apply(ujian, make_berkas(p, (0, 1, 1, "jawaban-rahasia")), akun)

    act = TindakanProktor.objects.get(jenis="berkas")
    row = Jejak.objects.get(tindakan="ujian.berkas")
    assert (act.pengerjaan_id, act.alasan, act.akun) == (p.pk, "Mati listrik", akun)
    assert (row.alasan, row.ringkas) == ("Mati listrik", "Berkas penyelamat diterima: 1 isian baru, 0 ke karantina")
    assert "rahasia" not in str(row.data)


def test_entries_of_no_use_are_counted_and_left_out(ujian: Ujian, akun: Akun) -> None:
    p = begin(ujian)
    save(p, (0, 1, 1, "A"))
    good = {"versi": p.versi_ids[1], "epoch": 1, "seq": 7, "nilai": ["B"], "ragu": False}
    foreign, later = good | {"versi": 10**9, "seq": 8}, good | {"epoch": 99, "seq": 9}
    taken = good | {"versi": p.versi_ids[0], "seq": 1, "nilai": "D"}
    text = json.dumps({"simpanan": [good, foreign, later, taken, {"seq": 4}, good | {"nilai": "twice"}]}).encode()

    done = apply(ujian, make_berkas(p, sealed=text), akun)

    assert counts(done) == (0, 1, 0, 5, 0)
    assert answers(p) == {0: "A", 1: ["B"]}


def test_more_entries_than_one_save_may_hold_are_read(ujian: Ujian, akun: Akun) -> None:
    p = begin(ujian)

    done = apply(ujian, make_berkas(p, *[(0, 1, seq, f"{seq}") for seq in range(1, 251)]), akun)

    assert (counts(done), answers(p)) == ((0, 250, 0, 0, 0), {0: "250"})


def test_a_reason_is_needed(ujian: Ujian, akun: Akun) -> None:
    with pytest.raises(services.AlasanMissing):
        apply(ujian, make_berkas(begin(ujian)), akun, alasan=" ")


def refused(ujian: Ujian, raw: bytes) -> str:
    with pytest.raises(berkas.ValidationError) as refusal:
        preview(ujian, raw)
    return refusal.value.code


NOT_OURS = [b"", b"\xff\xfe", b"[]", b"{}", b'{"format": "lain"}', b"[" * 100_000]


@pytest.mark.parametrize("raw", NOT_OURS, ids=range(len(NOT_OURS)))
def test_what_is_no_rescue_file_is_named_so(ujian: Ujian, raw: bytes) -> None:
    assert refused(ujian, raw) == "not_ours"


OUTSIDE: Sequence[dict[str, Any]] = [
    {"iv": "AAAA"},
    {"iv": "bukan base64!"},
    {"isi": base64.b64encode(b"x" * 40).decode()},
    {"isi": 7},
    {"dibuat": "kemarin"},
    {"dibuat": True},
    {"dibuat": -1},
    {"pengerjaan": "bukan-uuid"},
    {"pengerjaan": 7},
    {"pengerjaan": str(uuid4())},
    {"tambahan": 1},
]


@pytest.mark.parametrize("outside", OUTSIDE, ids=range(len(OUTSIDE)))
def test_a_file_that_was_changed_is_damaged(ujian: Ujian, outside: dict[str, Any]) -> None:
    assert refused(ujian, make_berkas(begin(ujian), (0, 1, 1, "A"), **outside)) == "damaged"


SEALED = [b"", b"[]", b'{"simpanan": 1}', b'{"simpanan": [], "lebih": 1}', b"\xff"]


@pytest.mark.parametrize("sealed", SEALED, ids=range(len(SEALED)))
def test_a_sealed_text_of_another_shape_is_damaged(ujian: Ujian, sealed: bytes) -> None:
    assert refused(ujian, make_berkas(begin(ujian), sealed=sealed)) == "damaged"


def test_the_key_of_one_sitting_opens_no_other(ujian: Ujian) -> None:
    mine, other = begin(ujian, 0, lease="11" * 16), begin(ujian, 1, lease="22" * 16)

    assert refused(ujian, make_berkas(mine, (0, 1, 1, "A"), pengerjaan=str(other.pk))) == "damaged"


def test_too_large_is_said_before_anything_is_read(ujian: Ujian) -> None:
    assert refused(ujian, b"{" + b" " * 256 * 1024) == "too_large"


def test_a_file_of_another_room_is_refused(ujian: Ujian) -> None:
    other = make_ujian(nama="Ruang lain", mulai=AT - 5 * MENIT)

    assert refused(ujian, make_berkas(begin(other), (0, 1, 1, "A"))) == "other_room"


def test_a_sitting_that_never_began_has_no_rescue_file(ujian: Ujian) -> None:
    assert refused(ujian, make_berkas(ujian.pengerjaan)) == "not_started"
