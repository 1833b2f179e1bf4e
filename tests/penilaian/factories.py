"""Waves that are over, with answers: `make_wave` is small, `make_full_wave` uses the sample content."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

from asesmen.bank.models import VersiButir
from asesmen.bank.queries import naskah_bahan
from asesmen.bank.rules.naskah import draw
from asesmen.bank.services import load_instrumen_contoh
from asesmen.gelombang.models import Gelombang, Penempatan, Peserta, Sesi
from asesmen.penilaian import services
from asesmen.penilaian.models import Penghitungan
from asesmen.ujian.models import Jawaban, Pengerjaan
from pegawai.models import Jabatan, Pegawai, Unit
from tests.bank.factories import make_instrumen
from tests.gelombang.factories import make_gelombang, make_ruang_sesi, make_sesi
from tests.kompetensi.factories import make_aturan, make_standar
from tests.pegawai.factories import make_akun, make_jabatan, make_nip, make_unit

AT = datetime(2026, 12, 3, 3, 0, tzinfo=UTC)
ACUAN = date(2026, 12, 1)
# Numbers that the running number of other factories never reaches.
FAR = 6720 * 500
JENJANG = ("Ahli Pertama", "Ahli Muda", "Ahli Madya")


def noise(*parts: object) -> int:
    """A number that depends on these parts only."""
    return int.from_bytes(hashlib.sha256("|".join(map(str, parts)).encode()).digest()[:6], "big")


def answer_for(who: str, versi: VersiButir) -> Any:
    """A seeded answer, right or wrong; None for every twentieth."""
    n = noise(who, versi.pk)
    if n % 20 == 0:
        return None
    letters = [option["kode"] for option in versi.opsi]
    if versi.tipe in ("isian_singkat", "numerik"):
        accepted = versi.kunci.latest("nomor").diterima
        return accepted[0] if n % 2 else "tidak tahu"
    if versi.tipe == "pilihan_ganda_kompleks":
        key = versi.kunci.latest("nomor").kunci
        return sorted(key) if n % 2 else letters[: 1 + n % 3]
    return letters[n // 20 % len(letters)]


def make_people(count: int, opd: Unit | None = None) -> list[Pegawai]:
    """Teachers of several jenjang in two schools of one OPD."""
    opd = opd or make_unit()
    schools = [make_unit(f"SDN {n}", opd, "sekolah") for n in (1, 2)]
    jabatan: list[Jabatan] = [make_jabatan(f"Guru {jenjang}", jenjang=jenjang) for jenjang in JENJANG]
    base = Pegawai.objects.count()
    return Pegawai.objects.bulk_create(
        Pegawai(
            nip=make_nip(FAR + base + n),
            nama=f"Guru {n:04d}",
            nama_cari=f"guru {n:04d}",
            tanggal_lahir=date(1985, 1, 1),
            jenis_kelamin="L",
            status_asn="PNS",
            unit=schools[n % 2],
            jabatan=jabatan[n % 3],
            created_at=AT,
            updated_at=AT,
        )
        for n in range(1, count + 1)
    )


def make_wave(
    people: int = 3, *, instrumen: int | None = None, answered: bool = True, opd: Unit | None = None, **fields: Any
) -> Gelombang:
    """A finished wave of teachers: standard and example rules in force, every sitting closed."""
    standar, aturan = make_standar(), make_aturan()
    values = {
        "instrumen_id": instrumen or make_instrumen(),
        "aturan_id": aturan["pemetaan"],
        "status": "selesai",
        "tanggal_acuan": ACUAN,
    }
    gelombang = make_gelombang(**values | fields)
    assert standar
    make_sittings(gelombang, make_people(people, opd), answered=answered)
    return gelombang


def make_sittings(gelombang: Gelombang, people: list[Pegawai], *, answered: bool = True) -> list[Pengerjaan]:
    earlier = Sesi.objects.count()
    room = make_ruang_sesi(make_sesi(gelombang, mulai=AT - timedelta(days=1, hours=3 * earlier)))
    peserta = Peserta.objects.bulk_create(
        Peserta(gelombang=gelombang, pegawai=p, nomor=f"{gelombang.pk:05d}-{n:04d}", created_at=AT)
        for n, p in enumerate(people, gelombang.peserta.count() + 1)
    )
    Penempatan.objects.bulk_create(
        Penempatan(peserta=p, pegawai_id=p.pegawai_id, ruang_sesi=room, rentang=room.rentang, kursi=n)
        for n, p in enumerate(peserta, 1)
    )
    assert gelombang.instrumen_id
    bahan = naskah_bahan(gelombang.instrumen_id)
    sittings = Pengerjaan.objects.bulk_create(_sitting(p, room, draw(p.nomor, bahan)) for p in peserta)
    if answered:
        fill(sittings)
    return sittings


def _sitting(peserta: Peserta, room: Any, naskah: list[dict[str, Any]]) -> Pengerjaan:
    versions = [b["versi"] for bagian in naskah for b in bagian["butir"]]
    return Pengerjaan(
        peserta=peserta,
        ruang_sesi=room,
        seed=peserta.nomor,
        naskah=naskah,
        versi_ids=versions,
        butir_count=len(versions),
        durasi=3600,
        batas_sesi=room.sesi.selesai,
        status="selesai",
        started_at=room.sesi.mulai,
        finished_at=room.sesi.selesai,
        finish_kind="peserta",
    )


def fill(sittings: list[Pengerjaan]) -> None:
    """Give every sitting its seeded answers; a blank has no row."""
    versions = {v.pk: v for v in VersiButir.objects.filter(pk__in={i for s in sittings for i in s.versi_ids})}
    rows = []
    for sitting in sittings:
        for number, pk in enumerate(sitting.versi_ids, 1):
            nilai = answer_for(sitting.peserta.nomor, versions[pk])
            if nilai is not None:
                rows.append(
                    Jawaban(
                        pengerjaan=sitting, versi_id=pk, nilai=nilai, epoch=1, seq=number, saved_at=sitting.started_at
                    )
                )
    Jawaban.objects.bulk_create(rows, batch_size=5000)


def make_full_wave(people: int = 60, **fields: Any) -> Gelombang:
    """The teachers' instrument of the sample content: 24 right/wrong items and 36 situational ones."""
    make_standar()
    return make_wave(people, instrumen=load_instrumen_contoh(AT)["guru"], **fields)


def make_computed(gelombang: Gelombang | None = None, **fields: Any) -> Penghitungan:
    """A draft, computed by an account of its own."""
    gelombang = gelombang or make_wave(**fields)
    started = services.create_penghitungan(gelombang_id=gelombang.pk, akun_id=make_akun("pengelola").pk, at=AT)
    return services.hitung(penghitungan_id=started.pk, at=AT)


def make_published(gelombang: Gelombang | None = None, **fields: Any) -> Penghitungan:
    """Computed, approved by another account, published."""
    draft = make_computed(gelombang, **fields)
    pengesah = make_akun("pengesah")
    services.sahkan(penghitungan_id=draft.pk, akun_id=pengesah.pk, at=AT)
    return services.umumkan(penghitungan_id=draft.pk, akun_id=pengesah.pk, at=AT)
