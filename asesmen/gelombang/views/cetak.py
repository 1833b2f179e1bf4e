"""Cards and attendance lists: what printing does is told before it is done."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from antrean.queries import unfinished_of
from antrean.services import enqueue
from asesmen.gelombang import queries, services
from asesmen.gelombang.access import READERS, WRITERS, gelombang_for, ruang_sesi_for
from asesmen.gelombang.views.pesan import now, refuse
from pegawai.access import requires
from pegawai.queries import pengaturan
from pegawai.rules.peran import Peran
from pegawai.views.halaman import PDF, download


@requires(*WRITERS)
def kartu_cetak(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    gelombang = gelombang_for(request, gelombang_id)
    if request.method == "POST":
        return _order_kartu(request, gelombang_id, gelombang.nama)
    rooms = list(queries.ruang_sesi_list(gelombang_id))
    return render(
        request,
        "gelombang/kartu_cetak.html",
        {
            "gelombang": gelombang,
            "ruang": [r for r in rooms if r.terisi],
            "jumlah": sum(r.terisi for r in rooms),
            "berlaku": queries.kode_aktif_of(gelombang_id),
            "kertas": pengaturan("ukuran_kertas"),
            "boleh_cetak": gelombang.status in services.PRINTABLE,
            "siap": [j for j in queries.kartu_jobs(gelombang_id, request.user.pk) if services.has_kartu(str(j.pk))],
            "pekerjaan": unfinished_of(jenis="gelombang.cetak_kartu", argumen={"gelombang_id": gelombang_id}),
        },
    )


def _order_kartu(request: HttpRequest, gelombang_id: int, nama: str) -> HttpResponse:
    asked = request.POST.get("ruang_sesi", "")
    room = queries.ruang_sesi_get(int(asked)) if asked.isdecimal() else None
    if asked and (room is None or room.sesi.gelombang_id != gelombang_id):
        refuse(request, ValidationError("Ruang itu tidak ada di gelombang ini. Pilih dari daftar.", code="no_room"))
        return redirect("gelombang:kartu-cetak", gelombang_id)
    running = unfinished_of(jenis="gelombang.cetak_kartu", argumen={"gelombang_id": gelombang_id})
    if running is None:
        where = f", sesi {room.sesi.nomor} {room.ruang.kode}" if room else ""
        running = enqueue(
            jenis="gelombang.cetak_kartu",
            judul=f"Kartu peserta {nama}{where}"[:200],
            argumen={
                "gelombang_id": gelombang_id,
                "akun_id": request.user.pk,
                "ruang_sesi_id": room.pk if room else None,
            },
            akun_id=request.user.pk,
            at=now(),
            tautan=reverse("gelombang:kartu-cetak", args=[gelombang_id]),
        )
    return redirect("pegawai:pekerjaan-detail", running.pk)


@require_POST
@requires(*WRITERS)
def kartu_unduh(request: HttpRequest, gelombang_id: int, pekerjaan_id: UUID) -> HttpResponse:
    """Hand the cards to whoever ordered them, once."""
    gelombang = gelombang_for(request, gelombang_id)
    if not queries.kartu_jobs(gelombang_id, request.user.pk).filter(pk=pekerjaan_id).exists():
        raise Http404
    try:
        pdf = services.take_kartu(
            pekerjaan_id=str(pekerjaan_id), gelombang_id=gelombang_id, akun_id=request.user.pk, at=now()
        )
    except ValidationError as refusal:
        refuse(request, refusal)
        return redirect("gelombang:kartu-cetak", gelombang_id)
    return download(pdf, f"kartu-peserta-gelombang-{gelombang.pk}.pdf", PDF)


@require_POST
@requires(*WRITERS)
def hadir_cetak(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    """Attendance lists of the whole wave, as a job."""
    gelombang = gelombang_for(request, gelombang_id)
    running = unfinished_of(jenis="gelombang.cetak_hadir", argumen={"gelombang_id": gelombang_id})
    if running is None:
        running = enqueue(
            jenis="gelombang.cetak_hadir",
            judul=f"Daftar hadir {gelombang.nama}"[:200],
            argumen={"gelombang_id": gelombang_id, "akun_id": request.user.pk},
            akun_id=request.user.pk,
            at=now(),
        )
    return redirect("pegawai:pekerjaan-detail", running.pk)


@requires(*READERS, Peran.PROKTOR)
def ruang_sesi_hadir(request: HttpRequest, ruang_sesi_id: int) -> HttpResponse:
    """The attendance list of one room in one session, at once."""
    ruang_sesi = ruang_sesi_for(request, ruang_sesi_id)
    pdf, _ = services.print_hadir(
        gelombang_id=ruang_sesi.sesi.gelombang_id, akun_id=request.user.pk, at=now(), ruang_sesi_id=ruang_sesi_id
    )
    return download(pdf, f"daftar-hadir-sesi-{ruang_sesi.sesi.nomor}-{ruang_sesi.pk}.pdf", PDF)
