"""Who may read the dictionary, change it, and put a standard in force."""

from django.http import Http404, HttpRequest

from asesmen.kompetensi import queries
from asesmen.kompetensi.models import Kompetensi, StandarKompetensi
from asesmen.kompetensi.rules.aturan import AturanSnapshot
from pegawai.access import peran_in
from pegawai.rules.peran import Peran

PEMBACA = (
    Peran.ADMINISTRATOR,
    Peran.PENGELOLA,
    Peran.PENULIS_SOAL,
    Peran.PENELAAH_SOAL,
    Peran.ASESOR,
    Peran.PENGESAH,
    Peran.AUDITOR,
)
# The list of people behind each jabatan is the registry's affair.
PENATA = (Peran.ADMINISTRATOR, Peran.PENGELOLA, Peran.PENGESAH, Peran.AUDITOR)
PEMUAT = (Peran.PENGELOLA,)
PENGESAH = (Peran.PENGESAH, Peran.PENGELOLA)


def may_load(request: HttpRequest) -> bool:
    return bool(peran_in(request) & set(PEMUAT))


def may_approve(request: HttpRequest, standar: StandarKompetensi) -> bool:
    """A draft that somebody else brought in."""
    is_other = standar.dibuat_oleh_id is None or standar.dibuat_oleh_id != request.user.pk
    return not standar.is_disahkan and is_other and bool(peran_in(request) & set(PENGESAH))


def may_see_people(request: HttpRequest) -> bool:
    return bool(peran_in(request) & set(PENATA))


def kompetensi_or_404(kode: str) -> Kompetensi:
    found = queries.kompetensi_get(kode)
    if found is None:
        raise Http404
    return found


def standar_or_404(standar_id: int) -> StandarKompetensi:
    found = queries.standar_get(standar_id)
    if found is None:
        raise Http404
    return found


def aturan_or_404(aturan_id: int) -> AturanSnapshot:
    if not queries.aturan_exists(aturan_id):
        raise Http404
    return queries.aturan_snapshot(aturan_id)
