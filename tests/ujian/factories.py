"""A wave whose exam is on: one room, one session around AT, a paper with every item type."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client

from asesmen.bank import services as bank
from asesmen.bank.rules.kunci import Tipe
from asesmen.bank.services.instrumen import BagianBaru
from asesmen.gelombang.models import Gelombang, Peserta, RuangSesi
from asesmen.gelombang.rules import room_token
from asesmen.gelombang.services import issue_kode
from asesmen.ujian import services
from asesmen.ujian.models import Pengerjaan
from asesmen.ujian.rules import Simpanan
from pegawai.models import Akun
from tests.bank.factories import a_butir, store_butir
from tests.gelombang.factories import make_gelombang, make_peserta, make_ruang_sesi, make_sesi, seat

AT = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
MENIT = timedelta(minutes=1)
DETIK = timedelta(seconds=1)
DURASI = 60


@dataclass
class Ujian:
    gelombang: Gelombang
    ruang_sesi: RuangSesi
    peserta: list[Peserta]

    @property
    def pengerjaan(self) -> Pengerjaan:
        return Pengerjaan.objects.get(peserta=self.peserta[0])

    def token(self, at: datetime = AT) -> str:
        return room_token(self.ruang_sesi.rahasia, at, 15)

    def kode(self, n: int = 0, at: datetime = AT) -> str:
        pk = self.peserta[n].pk
        return issue_kode(peserta_ids=[pk], sumber="kartu", akun_id=None, at=at - MENIT)[pk]


def make_instrumen_lengkap(
    per_tipe: int = 1, durasi_menit: int = DURASI, bagian_menit: tuple[int, int] | None = None, navigasi: str = "bebas"
) -> int:
    """One section of technical items of each type, one section of SJT; `bagian_menit`: each has its own time."""
    teknis = [t for t in Tipe if t is not Tipe.SJT]
    kinds = [*((tipe, "PED") for tipe in teknis), (Tipe.SJT, "INT")]
    store_butir(*(a_butir(f"U-{tipe}-{n}", kode, tipe) for n in range(per_tipe) for tipe, kode in kinds))
    first, second = bagian_menit or (None, None)
    bagian = [
        BagianBaru("Teknis", {"PED": len(teknis) * per_tipe}, "Pilih jawaban yang paling tepat.", first),
        BagianBaru("Manajerial", {"INT": per_tipe}, "Setiap soal memuat satu keadaan di tempat kerja.", second),
    ]
    return bank.create_instrumen(
        nama="Instrumen lengkap",
        durasi_menit=sum(bagian_menit) if bagian_menit else durasi_menit,
        bagian=bagian,
        navigasi=navigasi,
        at=AT,
    ).pk


def make_ujian(
    orang: int = 1,
    *,
    mulai: datetime = AT - 5 * MENIT,
    jam: int = 2,
    is_diawasi: bool = True,
    proktor: Akun | None = None,
    per_tipe: int = 1,
    bagian_menit: tuple[int, int] | None = None,
    navigasi: str = "bebas",
    **fields: Any,
) -> Ujian:
    """A locked wave with prepared papers; its session began five minutes before AT."""
    instrumen_id = make_instrumen_lengkap(per_tipe, bagian_menit=bagian_menit, navigasi=navigasi)
    gelombang = make_gelombang(instrumen_id=instrumen_id, status="dikunci", **fields)
    sesi = make_sesi(gelombang, mulai=mulai, selesai=mulai + timedelta(hours=jam), status="dikunci")
    ruang_sesi = make_ruang_sesi(sesi, is_diawasi=is_diawasi, proktor=proktor)
    peserta = [make_peserta(gelombang) for _ in range(orang)]
    for kursi, orang_ini in enumerate(peserta, start=1):
        seat(orang_ini, ruang_sesi, kursi)
    services.prepare_naskah(gelombang_id=gelombang.pk, at=AT)
    return Ujian(gelombang, ruang_sesi, peserta)


def begin(ujian: Ujian, n: int = 0, at: datetime = AT, lease: str = "ab" * 16) -> Pengerjaan:
    """Let a participant start and open the exam page under `lease`."""
    pk = ujian.peserta[n].pk
    services.confirm_rules(peserta_id=pk, at=at)
    pengerjaan_id = services.start(peserta_id=pk, token=ujian.token(at), at=at)
    services.open_page(pengerjaan_id=pengerjaan_id, session_lease=lease, at=at)
    return Pengerjaan.objects.get(pk=pengerjaan_id)


def save(p: Pengerjaan, *entries: tuple, at: datetime = AT + MENIT, lease: str = "") -> services.HasilSimpan:
    """Save (index of the item on the paper, epoch, seq, nilai) entries."""
    simpanan = [Simpanan(p.versi_ids[n], epoch, seq, nilai) for n, epoch, seq, nilai in entries]
    result = services.save(pengerjaan_id=p.pk, lease=lease or p.lease, simpanan=simpanan, at=at)
    assert result is not None
    return result


def as_(akun: Akun) -> Client:
    """A browser in which this account is signed in."""
    client = Client()
    client.force_login(akun)
    return client
