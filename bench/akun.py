"""Make accounts with activation codes for 5,000 ASN and print their letters: python -m bench.akun, beside the demo.

The people and their accounts are made in a transaction that is taken back: nothing of them stays.
"""

import json
import random
import time

from bench.cari import SEED, fill
from bench.impor import megabytes
from config.embedded import prepare

AKUN = 5_000


def measure() -> dict[str, float]:
    from django.db import transaction
    from django.utils import timezone

    from pegawai import queries, services
    from pegawai.formats.surat_akun import surat_pdf
    from pegawai.queries import Scope

    at = timezone.now()
    with transaction.atomic():
        fill(random.Random(SEED))
        ids = list(queries.without_akun(Scope(is_all=True)).values_list("pk", flat=True)[:AKUN])
        began = time.perf_counter()
        done = services.make_akun_asn(pegawai_ids=ids, oleh=None, at=at)
        made = time.perf_counter()
        pdf = surat_pdf(
            done.surat, instansi="BKPSDM", alamat="https://asesmen.example/ujian/akun/", sampai=at.date(), kertas="A4"
        )
        ended = time.perf_counter()
        transaction.set_rollback(True)
    return {
        "akun": len(done.surat),
        "codes": len({row.kode for row in done.surat}),
        "making": made - began,
        "printing": ended - made,
        "kilobytes": len(pdf) / 1024,
        "megabytes": megabytes(),
    }


def main() -> None:
    prepare.choose_run_mode()
    with prepare.database():
        prepare.django_setup()
        print(json.dumps(measure()))


if __name__ == "__main__":
    main()
