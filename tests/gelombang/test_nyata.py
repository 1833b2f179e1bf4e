"""The real lists, end to end: 900 teachers, six rooms, four sessions of 225 seats.

Times are of the processor: a busy machine does not make the work longer.
"""

import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from asesmen.gelombang import queries, services
from asesmen.gelombang.models import Ruang
from asesmen.gelombang.rules import jadwal_of, limit_of
from asesmen.gelombang.rules.daftar import read_peserta, read_pola, read_ruang
from pegawai.formats.tabel import Lembar, read_tabel
from pegawai.models import Jabatan, Pegawai, Unit
from pegawai.rules.baris import BarisDibaca
from tests.gelombang.factories import AT
from tests.pegawai.factories import make_jabatan, make_nip, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BERKAS = Path(settings.BASE_DIR) / "contoh" / "berkas"


def sheets(nama: str) -> list[Lembar]:
    return read_tabel(BERKAS / nama, nama)


def register(rows: list[BarisDibaca]) -> None:
    """Put the people of a list into the registry, each in the school that the list names."""
    dinas = make_unit("Dinas Pendidikan")
    schools = {nama: make_unit(nama, dinas, "sekolah") for nama in sorted({b.data["unit"] for b in rows})}
    guru: Jabatan = make_jabatan()
    Pegawai.objects.bulk_create(
        Pegawai(
            nip=b.data["nip"],
            nama=b.data["nama"],
            nama_cari=b.data["nama"].lower(),
            tanggal_lahir=date(1980, 1, 1),
            jenis_kelamin="L",
            status_asn="PNS",
            unit=schools[b.data["unit"]],
            jabatan=guru,
            created_at=AT,
            updated_at=AT,
        )
        for b in rows
    )


@pytest.fixture
def wave():
    rows = read_peserta(sheets("peserta_900_guru.xlsx")[0].rows)
    register(rows)
    ruang, sesi = sheets("ruang.xlsx")
    services.save_ruang(rows=[b.data for b in read_ruang(ruang.rows)], akun_id=None, at=AT)
    services.save_pola(pola=read_pola(sesi.rows)[0], akun_id=None, at=AT)
    gelombang = services.create_gelombang(
        nama="Gelombang Guru 2026", tujuan="pemetaan", tanggal_acuan=date(2026, 12, 1), akun_id=None, at=AT
    )
    services.add_peserta_by_nip(gelombang_id=gelombang.pk, nips=[b.data["nip"] for b in rows], akun_id=None, at=AT)
    jadwal = jadwal_of(queries.pola_list(), [date(2026, 12, 1)], timezone.get_current_timezone())
    services.create_sesi(
        gelombang_id=gelombang.pk,
        jadwal=jadwal,
        ruang_ids=list(Ruang.objects.values_list("pk", flat=True)),
        akun_id=None,
        at=AT,
    )
    return gelombang


def test_900_teachers_fit_exactly_into_four_sessions_within_ten_seconds(wave):
    started = time.process_time()
    susunan = services.seat_peserta(gelombang_id=wave.pk, akun_id=None, at=AT)
    seconds = time.process_time() - started

    assert (len(susunan.tempat), susunan.tersisa) == (900, [])
    assert seconds <= 10
    rows = queries.penempatan_rows(wave.pk)
    assert Counter(r.sesi_nomor for r in rows) == {1: 225, 2: 225, 3: 225, 4: 225}
    size = Counter(r.unit_nama for r in rows)
    together = Counter((r.sesi_id, r.unit_nama) for r in rows)
    assert all(n <= limit_of(size[school], 50) for (_, school), n in together.items())
    numbers = queries.ringkasan(wave.pk)
    assert (numbers.peserta, numbers.belum, numbers.sesi, numbers.ruang, numbers.kursi) == (900, 0, 4, 6, 900)


def test_one_teacher_too_many_is_told_that_all_seats_are_taken(wave):
    extra = Pegawai.objects.create(
        nip=make_nip(), nama="Lebih", nama_cari="lebih", tanggal_lahir=date(1980, 1, 1), jenis_kelamin="L",
        status_asn="PNS", unit=Unit.objects.get(nama="Dinas Pendidikan"), created_at=AT, updated_at=AT,
    )  # fmt: skip
    services.add_peserta(gelombang_id=wave.pk, pegawai_ids=[extra.pk], akun_id=None, at=AT)

    susunan = services.seat_peserta(gelombang_id=wave.pk, akun_id=None, at=AT)

    assert [t.sebab for t in susunan.tersisa] == ["penuh"]
    assert queries.tersisa_of(wave) == susunan.tersisa


def test_cards_of_900_are_one_pdf_within_ten_seconds(wave):
    services.seat_peserta(gelombang_id=wave.pk, akun_id=None, at=AT)
    wave.status = "dikunci"
    wave.save(update_fields=["status"])

    started = time.process_time()
    pdf, count = services.print_kartu(gelombang_id=wave.pk, akun_id=None, at=AT)
    seconds = time.process_time() - started

    assert (count, pdf[:5]) == (900, b"%PDF-")
    assert seconds <= 10
    assert queries.kode_aktif_count(r.peserta_id for r in queries.penempatan_rows(wave.pk)) == 900
