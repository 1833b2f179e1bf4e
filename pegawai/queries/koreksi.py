"""Correction requests: a person's own, and those that wait for the office."""

from datetime import date
from typing import Any

from django.db.models import Case, Q, QuerySet, When

from pegawai.models import Pegawai, PermintaanKoreksi
from pegawai.queries.akun import Scope
from pegawai.rules.koreksi import Bidang, Status


def koreksi_get(koreksi_id: int) -> PermintaanKoreksi | None:
    return _rows().filter(pk=koreksi_id).first()


def koreksi_of(pegawai_id: int) -> QuerySet[PermintaanKoreksi]:
    return _rows().filter(pegawai_id=pegawai_id)


def koreksi_list(scope: Scope, *, cari: str = "", status: str = "") -> QuerySet[PermintaanKoreksi]:
    """Requests about people within the scope; those that wait come first, the oldest of them at the top."""
    rows = _rows().filter(scope.q("pegawai__unit__jalur"))
    if cari:
        digits = cari.replace(" ", "")
        rows = rows.filter(Q(pegawai__nama_cari__icontains=cari.lower()) | Q(pegawai__nip__startswith=digits))
    if status:
        rows = rows.filter(status=status)
    waits = Case(When(status=Status.DIAJUKAN, then=0), default=1)
    return rows.order_by(waits, "created_at", "pk")


def koreksi_menunggu(scope: Scope) -> int:
    return koreksi_list(scope, status=Status.DIAJUKAN).count()


def tercatat(pegawai: Pegawai, bidang: Bidang) -> str:
    """What the registry holds in that field now, as people read it."""
    values: dict[Bidang, Any] = {
        Bidang.NAMA: pegawai.nama,
        Bidang.GELAR_DEPAN: pegawai.gelar_depan,
        Bidang.GELAR_BELAKANG: pegawai.gelar_belakang,
        Bidang.TANGGAL_LAHIR: pegawai.tanggal_lahir,
        Bidang.JENIS_KELAMIN: pegawai.get_jenis_kelamin_display(),
        Bidang.GOLONGAN: pegawai.golongan,
        Bidang.JABATAN: pegawai.jabatan.nama if pegawai.jabatan else "",
        Bidang.UNIT: pegawai.unit.nama if pegawai.unit else "",
    }
    value = values.get(bidang, "")
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)


def _rows() -> QuerySet[PermintaanKoreksi]:
    return PermintaanKoreksi.objects.select_related("pegawai__unit", "pegawai__jabatan", "akun", "dijawab_oleh")
