"""A wave of the demonstration's 900 teachers with a paper of 100 items, all of it answered, beside the real one."""

from datetime import date, datetime, timedelta
from datetime import time as clock_time
from typing import Any

# 40 of the technical kind, 60 of the managerial and social-cultural.
TECHNICAL = {"PED": 14, "KEP": 8, "SOS": 6, "PRO": 12}
MANAGERIAL = dict.fromkeys(("INT", "KJS", "KOM", "OPH", "PP", "PDOL"), 7) | dict.fromkeys(("MP", "PK", "PB"), 6)


def create(*, like: int, at: datetime) -> int:
    """Create it with the participants of wave `like`, sat on a working day two weeks ago; returns its id."""
    from django.apps import apps
    from django.utils import timezone

    from asesmen.bank import services as bank
    from asesmen.gelombang import queries, services
    from asesmen.gelombang.rules import jadwal_of
    from asesmen.kompetensi import services as kompetensi
    from asesmen.ujian import services as ujian
    from config.demo.gelombang import seat
    from pegawai.queries import akun_list

    zone = timezone.get_current_timezone()
    today = timezone.localdate()
    day = _working_day(today)
    akun_id = akun_list(at=today).values_list("pk", flat=True).get(username="pengelola")
    instrumen = bank.create_instrumen(nama="Ukur 100 butir", durasi_menit=120, bagian=sections(), at=at)
    aturan_id = kompetensi.load_contoh_aturan(at)["pemetaan"]
    common: dict[str, Any] = {"tujuan": "pemetaan", "tanggal_acuan": day, "akun_id": akun_id, "at": at}
    gelombang = services.create_gelombang(
        nama="Ukur 100 butir", instrumen_id=instrumen.pk, aturan_id=aturan_id, **common
    )
    people = apps.get_model("gelombang", "Peserta").objects.filter(gelombang_id=like)
    ids = list(people.values_list("pegawai_id", flat=True))
    services.add_peserta(gelombang_id=gelombang.pk, pegawai_ids=ids, akun_id=akun_id, at=at, alasan="Pengukuran")
    jadwal = jadwal_of(queries.pola_list(), [day], zone)
    seat(gelombang_id=gelombang.pk, jadwal=jadwal, oleh=akun_id, at=at - timedelta(days=20))
    evening = datetime.combine(day, clock_time(23), zone)
    ujian.bulk_fill(gelombang_id=gelombang.pk, seed="ukur", at=evening)
    services.sweep_sesi(at=evening)
    return gelombang.pk


def sections() -> tuple[Any, ...]:
    """The paper of 100 items, in two sections."""
    from asesmen.bank import services as bank

    return (
        bank.BagianBaru("Teknis", TECHNICAL),
        bank.BagianBaru("Manajerial dan sosial kultural", MANAGERIAL),
    )


def _working_day(today: date) -> date:
    """The Thursday, or a day before it, of two weeks ago."""
    day = today - timedelta(days=13)
    return day - timedelta(days=max(0, day.weekday() - 3))
