"""One session as large as a day of an exam gets, written in bulk: rooms of forty, everybody working."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from asesmen.gelombang.models import Penempatan, Peserta, RuangSesi, Sesi
from asesmen.ujian.models import Pengerjaan
from pegawai.models import Akun, Pegawai
from tests.gelombang.factories import make_peserta, make_ruang, make_ruang_sesi
from tests.pegawai.factories import make_pegawai
from tests.ujian.factories import Ujian, begin, make_ujian

KURSI = 40


@dataclass
class SesiBesar:
    sesi: Sesi
    ruang_sesi: list[RuangSesi]


def make_sesi_besar(orang: int, *, at: datetime, per_tipe: int = 1, proktor: Akun | None = None) -> SesiBesar:
    """`orang` people of one running session, each with half of the paper answered a moment ago."""
    ujian = make_ujian(mulai=at - timedelta(minutes=30), proktor=proktor, per_tipe=per_tipe)
    first = begin(ujian, at=at - timedelta(minutes=20))
    sesi = ujian.ruang_sesi.sesi
    rooms = [ujian.ruang_sesi]
    rooms += [make_ruang_sesi(sesi, make_ruang(kode=f"B{n}")) for n in range(2, (orang - 1) // KURSI + 2)]
    people = _people(orang - 1, ujian)
    places = [(rooms[n // KURSI], n % KURSI + 1) for n in range(1, orang)]
    Penempatan.objects.bulk_create(
        Penempatan(peserta=p, pegawai_id=p.pegawai_id, ruang_sesi=room, rentang=room.rentang, kursi=kursi)
        for p, (room, kursi) in zip(people, places, strict=True)
    )
    Pengerjaan.objects.bulk_create(_sitting(first, p, room) for p, (room, _) in zip(people, places, strict=True))
    _answer(sesi.pk, at - timedelta(seconds=15))
    return SesiBesar(sesi, rooms)


def _people(count: int, ujian: Ujian) -> list[Peserta]:
    one = make_pegawai()
    same = {f.attname: getattr(one, f.attname) for f in Pegawai._meta.concrete_fields if f.name not in {"id", "nip"}}
    pegawai = Pegawai.objects.bulk_create(Pegawai(nip=f"{199001012010010000 + n}", **same) for n in range(count))
    pattern = make_peserta(ujian.gelombang, one)
    return Peserta.objects.bulk_create(
        Peserta(gelombang=ujian.gelombang, pegawai=p, nomor=f"26009-{n:04d}", created_at=pattern.created_at)
        for n, p in enumerate(pegawai)
    )


def _sitting(like: Pengerjaan, peserta: Peserta, room: RuangSesi) -> Pengerjaan:
    skip = {"id", "peserta", "ruang_sesi"}
    same = {f.attname: getattr(like, f.attname) for f in Pengerjaan._meta.concrete_fields if f.name not in skip}
    return Pengerjaan(peserta=peserta, ruang_sesi=room, **same)


def _answer(sesi_id: int, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE ujian_pengerjaan SET last_seen_at = %(at)s;
            INSERT INTO ujian_jawaban (pengerjaan_id, versi_id, nilai, is_ragu, epoch, seq, saved_at, is_terlambat)
            SELECT p.id, v.id, '"A"', false, 1, v.n, %(at)s, false
            FROM ujian_pengerjaan p, unnest(p.versi_ids) WITH ORDINALITY AS v(id, n) WHERE v.n %% 2 = 0
            """,
            {"at": at},
        )
        cursor.execute("ANALYZE ujian_jawaban, ujian_pengerjaan, gelombang_penempatan")
