"""The start page, made for the work of each role."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from laporan import queries
from laporan.access import is_reader, scope_of_reader
from pegawai.access import peran_in, unfinished
from pegawai.rules.peran import Peran


@dataclass(frozen=True)
class Pintu:
    """Where the work of a role begins."""

    route: str
    judul: str
    isi: str
    ikon: str

    @property
    def alamat(self) -> str:
        return reverse(self.route)


PINTU = {
    Peran.PENGESAH: Pintu(
        "penilaian:penghitungan-list", "Hasil yang menunggu", "Periksa dan sahkan hasil penghitungan.", "cek"
    ),
    Peran.PROKTOR: Pintu("gelombang:tugas-proktor", "Ruang ujian saya", "Ruang dan sesi yang Anda awasi.", "kursi"),
    Peran.ASESOR: Pintu("penugasan:penilaian-list", "Tugas untuk dinilai", "Kiriman peserta dan rubriknya.", "tugas"),
    Peran.PENULIS_SOAL: Pintu("bank:butir-list", "Bank soal", "Tulis dan perbaiki butir soal.", "buku"),
    Peran.PENELAAH_SOAL: Pintu("bank:butir-list", "Bank soal", "Telaah butir soal.", "buku"),
    Peran.ASN: Pintu("laporan:profil-saya", "Hasil saya", "Hasil asesmen dan langkah berikutnya.", "orang"),
}


@require_GET
def beranda(request: HttpRequest) -> HttpResponseBase:
    """The dashboard for those who read numbers; for others the place where their work is, or whom to ask for some.

    Open to every account: one without a role must land somewhere after signing in.
    """
    if waiting := unfinished(request):
        return waiting
    if is_reader(request):
        return _dasbor(request)
    held = peran_in(request)
    doors = list({pintu.route: pintu for peran, pintu in PINTU.items() if peran in held}.values())
    if len(doors) == 1:
        return redirect(doors[0].route)
    return render(request, "laporan/beranda.html", {"pintu": doors})


def _dasbor(request: HttpRequest) -> HttpResponse:
    scope = scope_of_reader(request)
    now = timezone.now()
    context = {
        "cakupan": queries.cakupan_of(scope, timezone.localdate(now), reverse("pegawai:pegawai-list")),
        "mutu": queries.mutu_of(scope),
        "lingkup": queries.lingkup_of(scope),
        "is_all": scope.is_all,
        "at": now,
        "alamat_belum": reverse("pegawai:pegawai-list") + "?status=belum",
    }
    return render(request, "laporan/dasbor.html", context)
