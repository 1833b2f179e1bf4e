"""What follows published results: a training that was held, one that is open, clinics with attendance."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone, localdate

from asesmen.penilaian.queries import kesenjangan_rows
from pegawai.queries.akun import Scope
from pengembangan import queries, services

SEMUA = Scope(is_all=True)
PROGRAM_SELESAI, PROGRAM_DIBUKA = "PK", "PED"
PESERTA_DIKLAT = 24
PESERTA_KLINIK = 8


def walk_pengembangan(*, akun_id: int, at: datetime) -> None:
    today = localdate(at)
    held_training(kode=PROGRAM_SELESAI, mulai=today - timedelta(days=3), akun_id=akun_id, at=at)
    open_training(kode=PROGRAM_DIBUKA, mulai=today + timedelta(days=10), akun_id=akun_id, at=at)
    clinics(today=today, akun_id=akun_id, at=at)


def below(kode: str, count: int) -> list[int]:
    """The people with the widest gap in one competency."""
    rows = sorted(kesenjangan_rows(SEMUA, kode=kode), key=lambda r: (r.kesenjangan, r.nama, r.pegawai_id))
    return [row.pegawai_id for row in rows if row.kesenjangan < 0][:count]


def program_for(kode: str) -> int:
    return next(p.pk for p in queries.program_list() if kode in {k.kode for k in p.kompetensi.all()})


def held_training(*, kode: str, mulai: date, akun_id: int, at: datetime) -> None:
    """Enrolled before it began; nine in ten came."""
    before = noon(mulai - timedelta(days=2))
    angkatan = services.create_angkatan(
        program_id=program_for(kode),
        nama="Angkatan I",
        mulai=mulai,
        selesai=mulai + timedelta(days=1),
        tempat="Aula BKPSDM",
        kuota=PESERTA_DIKLAT,
        akun_id=akun_id,
        at=before,
    )
    people = below(kode, PESERTA_DIKLAT)
    services.enrol(angkatan_id=angkatan.pk, pegawai_ids=people, akun_id=akun_id, at=before)
    cut = len(people) * 9 // 10
    services.note_attendance(
        angkatan_id=angkatan.pk, hadir=people[:cut], tidak_hadir=people[cut:], akun_id=akun_id, at=at
    )


def open_training(*, kode: str, mulai: date, akun_id: int, at: datetime) -> None:
    angkatan = services.create_angkatan(
        program_id=program_for(kode),
        nama="Angkatan I",
        mulai=mulai,
        selesai=mulai + timedelta(days=2),
        tempat="Aula BKPSDM",
        kuota=30,
        akun_id=akun_id,
        at=at,
    )
    services.enrol(angkatan_id=angkatan.pk, pegawai_ids=below(kode, 12), akun_id=akun_id, at=at)


def clinics(*, today: date, akun_id: int, at: datetime) -> None:
    """One clinic with its attendance noted, and three that can be booked."""
    topics = list(queries.topik_list())
    people = below("PED", PESERTA_KLINIK)
    past = clinic(topics[0].pk, today - timedelta(days=1), akun_id, at - timedelta(days=6))
    for pegawai_id in people:
        services.book_klinik(sesi_id=past, pegawai_id=pegawai_id, akun_id=akun_id, at=at - timedelta(days=5))
    services.note_klinik(sesi_id=past, hadir=people[:-1], tidak_hadir=people[-1:], akun_id=akun_id, at=at)
    for n, topic in enumerate(topics[1:4], start=1):
        clinic(topic.pk, today + timedelta(days=2 * n), akun_id, at)


def clinic(topik_id: int, day: date, akun_id: int, at: datetime) -> int:
    sesi = services.create_sesi(
        topik_id=topik_id,
        mulai=noon(day),
        tempat="Lab Komputer BKPSDM",
        pelatih="Tim Klinik BKPSDM",
        kuota=12,
        akun_id=akun_id,
        at=at,
    )
    return sesi.pk


def noon(day: date) -> datetime:
    return datetime.combine(day, time(13), get_current_timezone())
