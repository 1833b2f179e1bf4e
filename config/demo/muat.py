"""Loading the demonstration, in one transaction: an interrupted load leaves an empty database."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from asesmen.penilaian.queries import kesenjangan_rows
from config.demo.akun import make_akun, make_asn, name_signatory
from config.demo.gelombang import Bekal, guru_wave, nakes_wave
from config.demo.isi import load_isi
from config.demo.pengembangan import walk_pengembangan
from config.demo.registri import import_berkas
from pegawai.queries import akun_list, orang_many
from pegawai.queries.akun import Scope

Say = Callable[[str], None]


def is_filled() -> bool:
    return akun_list(at=localdate()).exists()


@transaction.atomic
def load(*, at: datetime, say: Say) -> None:
    """Fill an empty database; about a minute."""
    before = at - timedelta(days=60)
    import_berkas(jenis="pegawai", nama="siasn.xlsx", at=before, say=say)
    ids = load_isi(at=before)
    import_berkas(jenis="hasil", nama="hasil_sebelumnya.xlsx", at=before, say=say)
    akun = make_akun(at=before)
    name_signatory(at=before)
    bekal = Bekal(akun=akun, aturan_id=ids["aturan"]["pemetaan"], instrumen=ids["instrumen"])
    guru_wave(bekal=bekal, at=at, say=say)
    walk_pengembangan(akun_id=akun["pengelola"], at=at)
    asn_akun(at=at)
    nakes_wave(bekal=bekal, at=at, say=say)


def asn_akun(*, at: datetime) -> None:
    """Give an account to a teacher who has something to develop."""
    row = min(kesenjangan_rows(Scope(is_all=True)), key=lambda r: (r.kesenjangan, r.pegawai_id))
    orang = orang_many([row.pegawai_id])[row.pegawai_id]
    make_asn(nip=orang.nip, nama=orang.nama, at=at)
