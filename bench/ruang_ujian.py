"""The exam that is measured: 900 teachers of the sample roster in one room, now, and copies for larger loads."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bench import hundred

SEATS = 900
LEASE = "ab" * 16


def make_exam(now: datetime) -> int:
    """One session that began five minutes ago, planned a day before; returns the id of its one ruang_sesi."""
    from django.apps import apps
    from django.utils import timezone

    from asesmen.gelombang import services
    from asesmen.gelombang.rules import Jadwal
    from config.demo.gelombang import seat
    from pegawai.queries import belum_asesmen_ids
    from pegawai.queries.akun import Scope
    from pegawai.rules.jabatan import Kelompok

    at = now - timedelta(days=1)
    ids = _content(at)
    wave = services.create_gelombang(
        nama="Ukur",
        tujuan="pemetaan",
        tanggal_acuan=timezone.localdate(at),
        instrumen_id=ids["instrumen"],
        aturan_id=ids["aturan"],
        akun_id=ids["akun"],
        at=at,
    )
    apps.get_model("gelombang", "Gelombang").objects.filter(pk=wave.pk).update(batas_sekolah_persen=100)
    people = belum_asesmen_ids(Scope(is_all=True), Kelompok.GURU, timezone.localdate(at))[:SEATS]
    services.add_peserta(gelombang_id=wave.pk, pegawai_ids=people, akun_id=ids["akun"], at=at, alasan="Ukur")
    _only_room()
    begin = now - timedelta(minutes=5)
    seat(gelombang_id=wave.pk, jadwal=[Jadwal(1, begin, begin + timedelta(hours=3))], oleh=ids["akun"], at=at)
    return _full_room(wave.pk)


def _full_room(gelombang_id: int) -> int:
    """The wave's one ruang_sesi, with everybody in it. Raises RuntimeError where somebody found no seat."""
    from django.apps import apps

    room = apps.get_model("gelombang", "RuangSesi").objects.get(sesi__gelombang_id=gelombang_id)
    if room.penempatan.count() != SEATS:
        raise RuntimeError(f"{room.penempatan.count()} of {SEATS} found a seat")
    return room.pk


def _content(at: datetime) -> dict[str, int]:
    """People, dictionary, items, a paper of 100 text items, accounts."""
    from asesmen.bank import services as bank
    from config.demo.akun import make_akun
    from config.demo.isi import load_isi
    from config.demo.registri import import_berkas

    import_berkas(jenis="pegawai", nama="siasn.xlsx", at=at, say=lambda text: None)
    ids = load_isi(at=at)
    instrumen = bank.create_instrumen(nama="Ukur 100 butir", durasi_menit=120, bagian=hundred.sections(), at=at)
    return {"aturan": ids["aturan"]["pemetaan"], "instrumen": instrumen.pk, "akun": make_akun(at=at)["pengelola"]}


def _only_room() -> None:
    """One hall with a seat for everybody, and no other room."""
    from django.apps import apps

    rooms = apps.get_model("gelombang", "Ruang").objects
    rooms.all().delete()
    rooms.create(kode="UKUR", nama="Aula", jumlah_kursi=SEATS, kapasitas=SEATS)


def entrants(room_id: int, at: datetime) -> list[dict[str, str]]:
    """What each person needs to come in: NIP, a card's code, the room's token of the next minutes."""
    from asesmen.gelombang import queries, services
    from asesmen.gelombang.rules import room_token
    from pegawai.queries import pengaturan

    room = queries.ruang_sesi_get(room_id)
    assert room is not None
    rows = queries.penempatan_rows(room.sesi.gelombang_id)
    codes = services.issue_kode(peserta_ids=[r.peserta_id for r in rows], sumber="kartu", akun_id=None, at=at)
    token = room_token(room.rahasia, at, pengaturan("token_ruang_menit"))
    return [{"nip": r.nip, "kode": codes[r.peserta_id], "token": token} for r in rows]


def copies(count: int, at: datetime) -> list[list[Any]]:
    """[token, item versions] of `count` running sittings, copied from the prepared ones in SQL."""
    from django.apps import apps

    waves = -(-count // SEATS)
    gelombang, peserta = apps.get_model("gelombang", "Gelombang"), apps.get_model("gelombang", "Peserta")
    pengerjaan = apps.get_model("ujian", "Pengerjaan")
    first = gelombang.objects.get(nama="Ukur").pk
    for n in range(waves):
        _copy(gelombang, {"nama": "'Ukur ' || %s"}, "id = %s", [n, first])
        mine = gelombang.objects.get(nama=f"Ukur {n}").pk
        _copy(peserta, {"gelombang_id": "%s"}, "gelombang_id = %s", [mine, first])
        _copy_sittings(pengerjaan, mine, first, at)
    made = pengerjaan.objects.filter(lease=LEASE).values_list("pk", "versi_ids")[:count]
    return pages(made)


def pages(rows: Any) -> list[list[Any]]:
    from django.conf import settings

    from asesmen.ujian.rules import make_token

    return [[make_token(settings.UJIAN_KEY, pk, LEASE), versions[:10]] for pk, versions in rows]


def _columns(model: Any) -> list[str]:
    return [f.column for f in model._meta.local_concrete_fields if not (f.primary_key and f.auto_created)]


def _copy(model: Any, changed: dict[str, str], where: str, values: Sequence[Any]) -> None:
    from django.db import connection

    names = _columns(model)
    picked = ", ".join(changed.get(name, name) for name in names)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {picked} FROM {table} WHERE {where}", values)


def _copy_sittings(model: Any, mine: int, first: int, at: datetime) -> None:
    """Running under LEASE, each for the copy of its participant."""
    from django.db import connection

    changed = {
        "id": "gen_random_uuid()",
        "peserta_id": "baru.id",
        "status": "'berjalan'",
        "started_at": "%(at)s",
        "rules_read_at": "%(at)s",
        "last_seen_at": "%(at)s",
        "lease": "%(lease)s",
        "epoch": "1",
    }
    names = [f.column for f in model._meta.local_concrete_fields]
    picked = ", ".join(changed.get(name, f"u.{name}") for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO ujian_pengerjaan ({", ".join(names)})
            SELECT {picked} FROM ujian_pengerjaan u
            JOIN gelombang_peserta lama ON lama.id = u.peserta_id AND lama.gelombang_id = %(first)s
            JOIN gelombang_peserta baru ON baru.pegawai_id = lama.pegawai_id AND baru.gelombang_id = %(mine)s
            """,
            {"at": at, "lease": LEASE, "first": first, "mine": mine},
        )
