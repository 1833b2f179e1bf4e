"""One office with two perangkat daerah, everything in both: "Milik" is the roles' own, "Asing" is the foreign one."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from antrean.models import Pekerjaan
from asesmen.ujian import services as ujian
from pegawai.models import Akun, Impor, PemberianPeran, Unit
from pegawai.rules.koreksi import Bidang
from pegawai.rules.peran import BERLINGKUP, TANPA_UNIT, Peran
from pegawai.services import ask_koreksi, open_impor, stage_impor
from tests.bank.factories import make_instrumen
from tests.gelombang.factories import make_gelombang, make_peserta, make_ruang, make_ruang_sesi, make_sesi, seat
from tests.kompetensi.factories import make_aturan, make_standar
from tests.pegawai.factories import make_akun, make_pegawai, make_perubahan_unit, make_riwayat, make_unit
from tests.pengembangan import factories as pengembangan
from tests.penilaian.factories import ACUAN, make_published, make_sittings
from tests.penugasan import factories as penugasan
from tests.ujian.factories import make_instrumen_lengkap

MILIK, ASING = "milik", "asing"
# What must never stand on a page of somebody who sees the own unit only.
RAHASIA = "Zulaikha Asing"


@dataclass
class Dunia:
    """`objek` maps (kind, side) to what an address takes; kinds of the whole office have the own side only."""

    unit: dict[str, Unit]
    objek: dict[tuple[str, str], Any] = field(default_factory=dict)
    akun: dict[tuple[Peran, str], Akun] = field(default_factory=dict)
    setempat: dict[Peran, Akun] = field(default_factory=dict)
    peserta: dict[str, Any] = field(default_factory=dict)
    nip_asing: str = ""

    def client(self, peran: Peran, *, setempat: bool = False) -> Client:
        client = Client()
        client.force_login(self.setempat[peran] if setempat else self.akun[peran, MILIK])
        return client

    def peserta_client(self) -> Client:
        """A participant who came in with the card."""
        client = Client()
        session = client.session
        session["peserta_id"] = self.peserta[MILIK].pk
        session.save()
        return client


def is_scoped(peran: Peran) -> bool:
    """Whether the matrix grants this role for the own unit; an ASN is bound to the own person.

    Roles that may reach everywhere are granted so, and for the own unit to a second account in `setempat`.
    """
    return peran == Peran.ASN or peran not in TANPA_UNIT | BERLINGKUP


def build() -> Dunia:
    root = make_unit("Pemerintah Kabupaten", jenis="instansi")
    dunia = Dunia({side: make_unit(f"Dinas {side.title()}", root) for side in (MILIK, ASING)})
    wave = make_gelombang(instrumen_id=make_instrumen_lengkap(1), status="dikunci")
    for side in (MILIK, ASING):
        _side(dunia, side, wave)
    dunia.setempat = {peran: make_akun(peran, unit=dunia.unit[MILIK]) for peran in BERLINGKUP}
    ujian.prepare_naskah(gelombang_id=wave.pk, at=timezone.now())
    _office(dunia, wave)
    return dunia


def _side(dunia: Dunia, side: str, wave: Any) -> None:
    nama = RAHASIA if side == ASING else "Siti Milik"
    orang = make_pegawai(nama, dunia.unit[side])
    make_riwayat(orang)
    if side == ASING:
        dunia.nip_asing = orang.nip
    for peran in Peran:
        dunia.akun[peran, side] = _akun(peran, dunia.unit[side], orang)
    proktor, asesor = dunia.akun[Peran.PROKTOR, side], dunia.akun[Peran.ASESOR, side]
    sesi = make_sesi(wave, mulai=timezone.now() + timedelta(hours=3 if side == ASING else 0), status="dikunci")
    room = make_ruang_sesi(sesi, make_ruang(), proktor=proktor)
    peserta = dunia.peserta[side] = make_peserta(wave, orang)
    seat(peserta, room)
    marked = penugasan.make_marked(peserta=peserta, asesor=asesor)
    draft = penugasan.make_kiriman(penugasan.make_penugasan(gelombang=wave), peserta=peserta)
    bare = penugasan.make_berkas(draft)
    bare.berkas.save("modul.pdf", ContentFile(b"%PDF-1.4 uji"))
    sent = marked.berkas.get()
    sent.berkas.save("modul.pdf", ContentFile(b"%PDF-1.4 uji"))
    found = {
        "pegawai": orang.pk,
        "peserta": peserta.pk,
        "ruang_sesi": room.pk,
        "sesi": sesi.pk,
        "kiriman": marked.pk,
        "kiriman_sendiri": draft.pk,
        "berkas": sent.pk,
        "berkas_sendiri": bare.pk,
        "kepesertaan": pengembangan.make_kepesertaan(pegawai=orang).pk,
        "pemesanan": pengembangan.make_pemesanan(pegawai=orang).pk,
        "koreksi": ask_koreksi(
            akun=dunia.akun[Peran.ASN, side], bidang=Bidang.LAINNYA, seharusnya="x", penjelasan="y", at=timezone.now()
        ).pk,
        "akun": dunia.akun[Peran.ASN, side].pk,
        "unit": dunia.unit[side].pk,
        "perubahan_unit": make_perubahan_unit(dunia.unit[side]).pk,
    }
    dunia.objek |= {(kind, side): value for kind, value in found.items()}


def _akun(peran: Peran, unit: Unit, orang: Any) -> Akun:
    if peran == Peran.ASN:
        return make_akun(peran, pegawai=orang)
    akun = make_akun()
    where = unit if is_scoped(peran) else None
    PemberianPeran.objects.create(akun=akun, peran=peran, unit=where, dari=date(2026, 1, 1))
    return akun


def job_of(akun: Akun) -> Pekerjaan:
    """A failed job with a file: it can be looked at, taken, repeated."""
    job = Pekerjaan.objects.create(
        jenis="uji", judul="Pekerjaan uji", akun=akun, status="gagal", created_at=timezone.now(), berkas_nama="a.txt"
    )
    job.berkas.save("a.txt", ContentFile(b"isi"))
    return job


def _impor() -> Impor:
    """A roster in preview with one row that must be mended, read from its file as any other."""
    rows = b"NIP;Nama\n1985;Siti Rahayu\n"
    impor = open_impor(jenis="pegawai", nama="daftar.csv", isi=rows, akun=None, at=timezone.now())
    return stage_impor(impor_id=impor.pk, at=timezone.now())


def _results(dunia: Dunia, orang: list[Any]) -> Any:
    """A published computation with a result of each side."""
    wave = make_gelombang(
        instrumen_id=make_instrumen(), aturan_id=make_aturan()["pemetaan"], status="selesai", tanggal_acuan=ACUAN
    )
    make_standar()
    make_sittings(wave, orang)
    penghitungan = make_published(wave)
    for side, satu in zip((MILIK, ASING), orang, strict=True):
        dunia.objek["hasil", side] = penghitungan.hasil.get(pegawai=satu).pk
    return penghitungan


def _office(dunia: Dunia, wave: Any) -> None:
    """What belongs to no unit; the people of both sides are in it."""
    angkatan, sesi = pengembangan.make_angkatan(), pengembangan.make_sesi()
    orang = [dunia.akun[Peran.ASN, side].pegawai for side in (MILIK, ASING)]
    penghitungan = _results(dunia, [satu for satu in orang if satu])
    given = penugasan.make_penugasan(gelombang=wave)
    for satu in orang:
        assert satu is not None
        pengembangan.make_kepesertaan(angkatan, satu)
        pengembangan.make_pemesanan(sesi, satu)
    found = {
        "gelombang": wave.pk,
        "angkatan": angkatan.pk,
        "sesi_klinik": sesi.pk,
        "program": angkatan.program_id,
        "penghitungan": penghitungan.pk,
        "penugasan": given.pk,
        "impor": _impor().pk,
    }
    dunia.objek |= {(kind, MILIK): value for kind, value in found.items()}
