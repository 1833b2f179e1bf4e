"""What enters the audit trail for every page alike: whence a request comes, refused doors, failed sign-ins, and who
looked at or took away the results of persons (UU 27/2022: processing of personal data is recorded).
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from pegawai import queries
from pegawai.access import akun_in
from pegawai.services import Asal, asal, record_jejak

Next = Callable[[HttpRequest], HttpResponseBase]
REFUSED = {403, 404}
# Route → (act, what is told of it). Exports that services make in a job are noted there.
DIBACA = {
    "laporan:profil": ("hasil.lihat", "Hasil perorangan dibuka"),
    "laporan:profil-saya": ("hasil.lihat_sendiri", "Hasil sendiri dibuka"),
    "laporan:hasil-peserta": ("hasil.lihat_sendiri", "Hasil sendiri dibuka"),
    "laporan:hasil-list": ("hasil.daftar", "Daftar hasil perorangan dibuka"),
    "penilaian:hasil-detail": ("hasil.lihat", "Hasil perorangan dibuka"),
    "penilaian:penghitungan-detail": ("hasil.daftar", "Hasil penghitungan dibuka"),
    "pengembangan:kebutuhan-detail": ("hasil.lihat", "Kebutuhan pengembangan perorangan dibuka"),
    "pengembangan:kebutuhan-list": ("hasil.daftar", "Daftar kebutuhan pengembangan dibuka"),
    "penugasan:kiriman-detail": ("kiriman.lihat", "Kiriman tugas dan nilainya dibuka"),
    "penugasan:penilaian-detail": ("kiriman.lihat", "Kiriman tugas dan nilainya dibuka"),
    "penugasan:berkas-download": ("berkas.unduh", "Berkas tugas diunduh"),
    "gelombang:peserta-export": ("peserta.unduh", "Daftar peserta diunduh"),
    "pegawai:pegawai-detail": ("pegawai.lihat", "Data pegawai dan riwayat asesmennya dibuka"),
    "pegawai:impor-perbaikan": ("impor.perbaikan", "Berkas perbaikan impor diunduh"),
    "pegawai:pekerjaan-download": ("pekerjaan.unduh", "Berkas hasil pekerjaan diunduh"),
}


class JejakMiddleware:
    """Tell the trail the request's address and id, and write down when a signed-in person meets a shut door.

    A page that is not theirs answers like one that is not there, so both are noted. Participants have no account: what
    they do is in the exam's own log, and their requests ask nothing here.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = asal.set(
            Asal(alamat=request.META.get("REMOTE_ADDR", ""), permintaan=getattr(request, "request_id", ""))
        )
        try:
            response = self.get_response(request)
            if response.status_code in REFUSED and request.resolver_match is not None:
                note_refusal(request, response.status_code)
            elif response.status_code == 200 and request.resolver_match and request.method != "HEAD":
                note_reading(request)
        finally:
            asal.reset(token)
        return response


def note_refusal(request: HttpRequest, status: int) -> None:
    match = request.resolver_match
    if match is None or not getattr(match.func, "login_required", True) or not request.user.is_authenticated:
        return
    argumen = {name: str(value)[:80] for name, value in match.kwargs.items()}
    record_jejak(
        tindakan="akses.ditolak",
        objek=_objek(request),
        ringkas=f"Ditolak ({status}): {request.method} {match.view_name}",
        akun=akun_in(request),
        at=timezone.now(),
        data={"rute": match.view_name, "argumen": argumen},
    )


def note_reading(request: HttpRequest) -> None:
    """Write down that results of persons were looked at or taken away; lists with what was asked for."""
    match = request.resolver_match
    if match is None or match.view_name not in DIBACA:
        return
    tindakan, ringkas = DIBACA[match.view_name]
    peserta = getattr(request, "peserta", None)
    record_jejak(
        tindakan=tindakan,
        objek=f"peserta:{peserta.pk}" if peserta else _objek(request),
        ringkas=ringkas,
        akun=akun_in(request) if request.user.is_authenticated else None,
        aktor=f"Peserta {peserta.nomor}" if peserta else "",
        at=timezone.now(),
        data={name: value[:200] for name, value in request.GET.items() if value},
    )


def _objek(request: HttpRequest) -> str:
    """What the address names last, as the trail writes it: pegawai_id=7 is "pegawai:7"; else the own person."""
    kwargs = request.resolver_match.kwargs if request.resolver_match else {}
    noun, value = next(reversed(kwargs.items()), ("", ""))
    if noun:
        return f"{noun.removesuffix('_id')}:{value}"[:80]
    own = getattr(request.user, "pegawai_id", None)
    return f"pegawai:{own}" if own else ""


@receiver(user_login_failed)
def note_failed_sign_in(*, credentials: dict[str, Any], request: HttpRequest | None = None, **_signal: object) -> None:
    """Write down whom somebody tried to be. A name that no account has may be a password typed in the wrong box."""
    akun = queries.akun_by_username(str(credentials.get("username", ""))[:60])
    record_jejak(
        tindakan="akun.masuk_gagal",
        objek=f"akun:{akun.pk}" if akun else "",
        ringkas=f"Gagal masuk sebagai {akun.username}" if akun else "Gagal masuk dengan nama yang tidak dikenal",
        aktor="Belum masuk",
        at=timezone.now(),
    )
