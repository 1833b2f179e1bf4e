"""A session that can be tried now: the wave about to open, or, once that is over, a small practice wave."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate, localtime

from asesmen.gelombang import queries, services
from asesmen.gelombang.queries import PenempatanRow
from config.demo.gelombang import LATIHAN, NAKES, put_proktor, seat, soon
from pegawai.queries import akun_list, belum_asesmen_ids
from pegawai.queries.akun import Scope
from pegawai.rules.jabatan import Kelompok

BANYAK = 20
MASIH_SEMPAT = timedelta(minutes=30)


def open_session(at: datetime) -> PenempatanRow:
    """The first seat of the next session that somebody can still sit through."""
    waves = queries.gelombang_list().filter(nama__startswith=NAKES) | queries.gelombang_list().filter(
        nama__startswith=LATIHAN
    )
    rows = [r for wave in waves for r in queries.penempatan_rows(wave.pk)]
    fit = [r for r in rows if r.selesai > at + MASIH_SEMPAT and r.mulai < at + timedelta(hours=2)]
    if not fit:
        fit = queries.penempatan_rows(practice(at))
    return min(fit, key=lambda r: (r.mulai, r.ruang_sesi_id, r.kursi))


def practice(at: datetime) -> int:
    """A wave of twenty with one session that starts within five minutes."""
    model = queries.gelombang_list().get(nama=NAKES)
    ids = dict(akun_list(at=localdate(at)).values_list("username", "pk"))
    wave = services.create_gelombang(
        nama=f"{LATIHAN} {localtime(at):%d-%m-%Y %H.%M}",
        tujuan="pemetaan",
        tanggal_acuan=localdate(at),
        instrumen_id=model.instrumen_id,
        aturan_id=model.aturan_id,
        akun_id=ids["pengelola"],
        at=at,
        is_simulasi=True,
    )
    free = belum_asesmen_ids(Scope(is_all=True), Kelompok.TENAGA_KESEHATAN, localdate(at))[:BANYAK]
    services.add_peserta(gelombang_id=wave.pk, pegawai_ids=free, akun_id=ids["pengelola"], at=at, alasan="Latihan")
    seat(gelombang_id=wave.pk, jadwal=[soon(at)], oleh=ids["pengelola"], at=at)
    put_proktor(gelombang_id=wave.pk, proktor_id=ids["proktor"], oleh=ids["pengelola"], at=at)
    return wave.pk
