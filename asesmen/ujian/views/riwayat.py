"""The answer log: find a participant, read when each question was answered, take it away as a workbook."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from antrean.formats.buku_kerja import Cell
from antrean.formats.teks import clock_text, date_text, moment_text
from asesmen.gelombang import queries as gelombang
from asesmen.ujian.access import LOG_READERS, gelombang_for, requires
from asesmen.ujian.formats.riwayat import riwayat_xlsx
from asesmen.ujian.forms import SaringRiwayatForm
from asesmen.ujian.queries.riwayat import Peristiwa, Riwayat, riwayat_of, sitting_numbers
from asesmen.ujian.services.riwayat import note_reading
from pegawai.access import akun_in
from pegawai.queries import Scope
from pegawai.views.halaman import download, page_of

ALL = Scope(is_all=True)


@require_safe
@requires(*LOG_READERS)
def riwayat_list(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    wave = gelombang_for(request, gelombang_id)
    cari = request.GET.get("cari", "").replace("\x00", "").strip()[:100]
    page = page_of(request, gelombang.peserta_list(gelombang_id, ALL, cari=cari))
    numbers = sitting_numbers([p.pk for p in page])
    context = {
        "gelombang": wave,
        "cari": cari,
        "halaman": page,
        "baris": [(p, numbers.get(p.pk)) for p in page],
    }
    return render(request, "ujian/riwayat_list.html", context)


@require_safe
@requires(*LOG_READERS)
def riwayat(request: HttpRequest, peserta_id: int) -> HttpResponse:
    peserta = _peserta(peserta_id)
    form = SaringRiwayatForm(request.GET)
    nomor = form.cleaned_data["nomor"] if form.is_valid() else None
    found = riwayat_of(peserta_id, nomor=nomor)
    _note(request, peserta)
    context = {
        "peserta": peserta,
        "gelombang": peserta.gelombang,
        "form": form,
        "nomor": nomor,
        "riwayat": found,
        "tempat": gelombang.penempatan_of_peserta(peserta_id),
    }
    return render(request, "ujian/riwayat.html", context)


@require_safe
@requires(*LOG_READERS)
def riwayat_export(request: HttpRequest, peserta_id: int) -> HttpResponse:
    peserta = _peserta(peserta_id)
    found = riwayat_of(peserta_id)
    if found is None:
        raise Http404
    _note(request, peserta, is_export=True)
    now = timezone.localtime()
    book = riwayat_xlsx(
        judul=f"Riwayat jawaban {peserta.pegawai.nama_lengkap}",
        keterangan=[
            f"Nomor peserta {peserta.nomor}, NIP {peserta.pegawai.nip}, {peserta.gelombang.nama}",
            f"Diunduh {moment_text(now)}",
        ],
        log=log_rows(found),
        peristiwa=[(moment(e), e.judul, e.rincian, e.oleh) for e in found.peristiwa],
        at=now,
    )
    return download(book, f"riwayat-jawaban-{peserta.nomor}.xlsx")


def log_rows(found: Riwayat) -> Iterator[tuple[Cell, ...]]:
    for one in found.soal:
        for j in one.jejak:
            yield (
                *(one.soal.nomor, one.soal.bagian, moment(j), j.jawaban, "ya" if j.is_ragu else ""),
                *(j.keadaan_teks, "ya" if j.is_berlaku else "", j.sumber, j.epoch, j.perangkat, j.ip, j.seq),
            )


def moment(one: Peristiwa | Any) -> str:
    """Day and time with seconds: complaints turn on them."""
    at = timezone.localtime(one.at)
    return f"{date_text(at)} {clock_text(at, with_seconds=True)}"


def _peserta(peserta_id: int) -> Any:
    peserta = gelombang.peserta_get(peserta_id)
    if peserta is None:
        raise Http404
    return peserta


def _note(request: HttpRequest, peserta: Any, *, is_export: bool = False) -> None:
    note_reading(
        peserta_id=peserta.pk,
        nomor_peserta=peserta.nomor,
        akun=akun_in(request),
        at=timezone.now(),
        is_export=is_export,
    )
