"""Run as a program: tables and one exam that is on, in the database of DATABASE_URL; says in JSON how to write in it.

`python -m tests.ujian.tahan.benih <participants> <items of each type>`
"""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


BELUM = 6


def main(orang: int, per_tipe: int) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from asesmen.ujian.rules import make_token
    from tests.pegawai.factories import SANDI, make_akun
    from tests.ujian.factories import MENIT, begin, make_ujian

    call_command("migrate", interactive=False, verbosity=0)
    now = timezone.now()
    proktor = make_akun("proktor")
    ujian = make_ujian(orang, mulai=now - 5 * MENIT, jam=5, per_tipe=per_tipe, proktor=proktor)
    peserta = []
    for n, orang_ini in enumerate(ujian.peserta):
        # The last ones have not begun: whoever wants to walk in by the card does it as one of them.
        p = begin(ujian, n, at=now, lease=f"{n + 1:032x}") if n < orang - BELUM else None
        peserta.append(
            {
                "peserta_id": orang_ini.pk,
                "nip": orang_ini.pegawai.nip,
                "kode": ujian.kode(n, at=now),
                "id": str(p.pk) if p else "",
                "token": make_token(settings.UJIAN_KEY, p.pk, p.lease) if p else "",
                "versi": p.versi_ids if p else [],
            }
        )
    told = {
        "ruang_sesi": ujian.ruang_sesi.pk,
        "rahasia": ujian.ruang_sesi.rahasia,
        "proktor": [proktor.username, SANDI],
        "peserta": peserta,
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
