"""Ask the list of 20,000 people what officers ask, and tell the server's time: python -m bench.cari, beside the demo.

The people are made in a transaction that is taken back: nothing of them stays. The requests go through the whole
application in this process, without a network.
"""

import json
import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from config.embedded import prepare

PEOPLE = 20_000
ROUNDS = 4
SEED = 20_000
FRONT = "Siti Ahmad Budi Nur Rina Dewi Agus Yulia Fitri Rahmat Andi Sri Hendra Indra Yusuf Ratna Eka Mega Desi Umar"
BACK = "Aminah Santoso Hidayat Rahayu Lestari Saputra Wulandari Kurniawan Handayani Permata Maulana Tanjung Gunawan"
ASKED: tuple[dict[str, str], ...] = (
    *({"cari": text} for text in ("siti", "siti aminah", "siti amnah", "aimnah", "aminah siti", "budi santosa")),
    *({"cari": text} for text in ("dra. yulia lestari, s.pd", "ahmad hidayat m.pd", "hendra gunwan", "ri", "nur")),
    *({"cari": text} for text in ("dinas pendidikan", "siti sdn 01", "puskesmas", "198", "19850", "tidakadaorangnya")),
    {},
    *({"status": status} for status in ("sudah", "belum", "kedaluwarsa")),
    *({"urut": order} for order in ("nip", "-nama", "unit", "-jabatan", "golongan")),
    {"kelompok": "guru", "status": "belum"},
    {"jenjang": "Ahli Muda", "urut": "unit"},
    {"kelompok": "guru", "jenjang": "Ahli Muda", "status": "belum", "cari": "sri"},
    {"halaman": "200"},
    {"halaman": "400"},
)


def fill(chance: random.Random) -> None:
    """Bring the registry to its number, spread over the units and jabatan that are there."""
    from django.apps import apps
    from django.db import connection
    from django.utils import timezone

    from pegawai.rules.nama import search_form

    model: Any = apps.get_model("pegawai", "Pegawai")
    units = list(apps.get_model("pegawai", "Unit").objects.order_by("pk").values_list("pk", flat=True))
    jabatan = list(apps.get_model("pegawai", "Jabatan").objects.order_by("pk").values_list("pk", flat=True))
    front, back, now = FRONT.split(), BACK.split(), timezone.now()
    rows = []
    for number in range(PEOPLE - model.objects.count()):
        nama = " ".join([chance.choice(front), *chance.sample(front, chance.random() < 0.4), chance.choice(back)])
        born = date(1966, 1, 1) + timedelta(days=number)
        rows.append(
            model(
                nip=f"{born:%Y%m%d}2099{1 + number % 12:02d}{1 + number % 2}{1 + number % 999:03d}",
                nama=nama,
                nama_cari=search_form(nama),
                tanggal_lahir=born,
                jenis_kelamin="LP"[number % 2],
                status_asn="PNS",
                golongan="III/c",
                unit_id=chance.choice(units),
                jabatan_id=chance.choice(jabatan),
                created_at=now,
                updated_at=now,
            )
        )
    model.objects.bulk_create(rows, batch_size=2000)
    with connection.cursor() as cursor:
        # What a night's autovacuum does: until then new names wait outside the index.
        cursor.execute("SELECT gin_clean_pending_list('pegawai_nama_trigram')")
        cursor.execute("ANALYZE pegawai_pegawai")


def officer() -> Any:
    from django.apps import apps
    from django.contrib.auth import get_user_model
    from django.test import Client

    model: Any = get_user_model()
    akun = model.objects.create_user("ukur-cari", nama="Ukur")
    apps.get_model("pegawai", "PemberianPeran").objects.create(akun=akun, peran="pimpinan", dari=date(2020, 1, 1))
    client = Client(headers={"host": "localhost"})
    client.force_login(akun)
    return client


def times(client: Any) -> Iterator[float]:
    for asked in ASKED * ROUNDS:
        began = time.perf_counter()
        reply = client.get("/pegawai/", asked)
        yield (time.perf_counter() - began) * 1000
        if reply.status_code != 200:
            raise RuntimeError(f"{asked} answered {reply.status_code}")


def queries_of(client: Any, asked: dict[str, str]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        client.get("/pegawai/", asked)
    return len(seen)


def measure() -> dict[str, float]:
    from django.apps import apps
    from django.db import transaction

    with transaction.atomic():
        fill(random.Random(SEED))
        one = apps.get_model("pegawai", "Pegawai").objects.order_by("-pk").values_list("nip", flat=True)[0]
        client = officer()
        client.get("/pegawai/")
        found = sorted(times(client))
        few, many = queries_of(client, {"cari": one}), queries_of(client, {"cari": "19"})
        transaction.set_rollback(True)
    return {
        "asked": len(found),
        "median": round(found[len(found) // 2], 1),
        "p95": round(found[int(len(found) * 0.95)], 1),
        "slowest": round(found[-1], 1),
        "more_queries": many - few,
    }


def main() -> None:
    prepare.choose_run_mode()
    with prepare.database():
        prepare.django_setup()
        prepare.manage("collectstatic", "--no-input", "--verbosity", "0")
        print(json.dumps(measure()))


if __name__ == "__main__":
    main()
