"""Two waves: 900 teachers assessed, approved and published; health workers about to begin."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone, localdate, localtime

from asesmen.gelombang import queries, services
from asesmen.gelombang.rules import Jadwal, jadwal_of
from asesmen.gelombang.rules.daftar import read_peserta
from asesmen.penilaian import services as penilaian
from asesmen.ujian import services as ujian
from config.demo.penugasan import walk_tugas
from config.demo.registri import BERKAS
from pegawai.formats.tabel import read_tabel
from pegawai.queries import belum_asesmen_ids
from pegawai.queries.akun import Scope
from pegawai.rules.jabatan import Kelompok

GURU = "Gelombang Guru 2026"
NAKES = "Gelombang Tenaga Kesehatan 2026"
LATIHAN = "Latihan ujian"
SEED = "contoh"
SELASA = 1


@dataclass(frozen=True)
class Bekal:
    """What a wave needs: ids of accounts, rule set and instruments."""

    akun: dict[str, int]
    aturan_id: int
    instrumen: dict[str, int]


def past_tuesday(today: date) -> date:
    """The last Tuesday that lies at least 14 days back: rooms are free, and results had time to be approved."""
    day = today - timedelta(days=14)
    return day - timedelta(days=(day.weekday() - SELASA) % 7)


def make_wave(*, nama: str, jenis: str, acuan: date, bekal: Bekal, at: datetime) -> int:
    wave = services.create_gelombang(
        nama=nama,
        tujuan="pemetaan",
        tanggal_acuan=acuan,
        instrumen_id=bekal.instrumen[jenis],
        aturan_id=bekal.aturan_id,
        akun_id=bekal.akun["pengelola"],
        at=at,
    )
    return wave.pk


def guru_wave(*, bekal: Bekal, at: datetime, say: Callable[[str], None]) -> int:
    """The finished wave: planned, held on one day, marked, approved by another person, published."""
    day = past_tuesday(localdate(at))
    planned = datetime.combine(day - timedelta(days=10), time(9), get_current_timezone())
    gelombang_id = make_wave(nama=GURU, jenis="guru", acuan=day, bekal=bekal, at=planned)
    oleh = bekal.akun["pengelola"]
    rows = read_peserta(read_tabel(BERKAS / "peserta_900_guru.xlsx", "peserta_900_guru.xlsx")[0].rows)
    nips = [b.data["nip"] for b in rows if not b.is_refused]
    services.add_peserta_by_nip(
        gelombang_id=gelombang_id, nips=nips, akun_id=oleh, at=planned, alasan="Daftar peserta_900_guru.xlsx"
    )
    seat(
        gelombang_id=gelombang_id,
        jadwal=jadwal_of(queries.pola_list(), [day], get_current_timezone()),
        oleh=oleh,
        at=planned,
    )
    say(f"{GURU}: {len(nips)} peserta mendapat tempat pada {day:%d-%m-%Y}")
    walk_tugas(gelombang_id=gelombang_id, bekal_akun=bekal.akun, mulai=planned + timedelta(days=1))
    hold(gelombang_id=gelombang_id, at=datetime.combine(day, time(23), get_current_timezone()))
    say(f"{GURU}: ujian diisi")
    publish(gelombang_id=gelombang_id, akun=bekal.akun, hari=day + timedelta(days=9))
    say(f"{GURU}: hasil dihitung, disahkan, dan diumumkan")
    return gelombang_id


def seat(*, gelombang_id: int, jadwal: list[Jadwal], oleh: int, at: datetime) -> None:
    """Sessions in every room, a seat for everybody, locked, papers drawn."""
    ruang_ids = [r.pk for r in queries.ruang_list()]
    services.create_sesi(gelombang_id=gelombang_id, jadwal=jadwal, ruang_ids=ruang_ids, akun_id=oleh, at=at)
    services.seat_peserta(gelombang_id=gelombang_id, akun_id=oleh, at=at)
    services.lock_gelombang(gelombang_id=gelombang_id, akun_id=oleh, at=at)
    ujian.prepare_naskah(gelombang_id=gelombang_id, at=at, seed_key=SEED)


def hold(*, gelombang_id: int, at: datetime) -> None:
    """Let the clock open the sessions, fill every paper by the seeded model, and close them."""
    ujian.bulk_fill(gelombang_id=gelombang_id, seed=SEED, at=at)
    services.sweep_sesi(at=at)


def publish(*, gelombang_id: int, akun: dict[str, int], hari: date) -> None:
    """Compute by one person, approve and publish by another."""
    at = datetime.combine(hari, time(10), get_current_timezone())
    row = penilaian.create_penghitungan(gelombang_id=gelombang_id, akun_id=akun["pengelola"], at=at)
    penilaian.hitung(penghitungan_id=str(row.pk), at=at)
    penilaian.sahkan(penghitungan_id=str(row.pk), akun_id=akun["pengesah"], at=at + timedelta(hours=3))
    penilaian.umumkan(penghitungan_id=str(row.pk), akun_id=akun["pengesah"], at=at + timedelta(hours=4))


def nakes_wave(*, bekal: Bekal, at: datetime, say: Callable[[str], None]) -> int:
    """The wave about to open: its first session starts within a quarter of an hour, the others on the next days."""
    gelombang_id = make_wave(nama=NAKES, jenis="nakes", acuan=localdate(at), bekal=bekal, at=at)
    oleh = bekal.akun["pengelola"]
    due = belum_asesmen_ids(Scope(is_all=True), Kelompok.TENAGA_KESEHATAN, localdate(at))
    services.add_peserta(
        gelombang_id=gelombang_id, pegawai_ids=due, akun_id=oleh, at=at, alasan="Tenaga kesehatan yang belum asesmen"
    )
    days = [d for n in range(1, 9) if (d := localdate(at) + timedelta(days=n)).weekday() < 4][:2]
    jadwal = [soon(at), *jadwal_of(queries.pola_list(), days, get_current_timezone())]
    seat(gelombang_id=gelombang_id, jadwal=jadwal, oleh=oleh, at=at)
    put_proktor(gelombang_id=gelombang_id, proktor_id=bekal.akun["proktor"], oleh=oleh, at=at)
    say(f"{NAKES}: {len(due)} peserta, sesi pertama mulai {localtime(jadwal[0].mulai):%H.%M}")
    return gelombang_id


def soon(at: datetime) -> Jadwal:
    """A session of two hours that starts at the next full five minutes."""
    start = at.replace(second=0, microsecond=0) + timedelta(minutes=5 - at.minute % 5)
    return Jadwal(1, start, start + timedelta(hours=2))


def put_proktor(*, gelombang_id: int, proktor_id: int, oleh: int, at: datetime) -> None:
    """The demonstration's proctor watches the first room of every session."""
    seen: set[int] = set()
    for row in queries.ruang_sesi_list(gelombang_id):
        if row.sesi_id not in seen:
            seen.add(row.sesi_id)
            services.assign_proktor(ruang_sesi_id=row.pk, proktor_id=proktor_id, akun_id=oleh, at=at)
