"""The office's list of answers kept apart, and what it decides on them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from antrean.formats.buku_kerja import Cell
from antrean.formats.teks import clock_text, count_text, date_text, moment_text
from asesmen.gelombang import queries as gelombang
from asesmen.ujian.access import DECIDERS, KARANTINA_READERS, LOG_READERS, gelombang_for, karantina_for, requires
from asesmen.ujian.formats.karantina import karantina_xlsx
from asesmen.ujian.forms import KembalikanForm, PilihanForm, PutusForm, SaringKarantinaForm, first_error
from asesmen.ujian.queries import karantina as queries
from asesmen.ujian.rules.karantina import LABEL_KEADAAN, NEEDS_SECOND, Keadaan
from asesmen.ujian.services import karantina as services
from asesmen.ujian.services.karantina import HasilPutusan
from pegawai.access import akun_in, has_peran
from pegawai.views.halaman import download, page_of, tell

PER_PAGE = 10
RESULTS = {"dinilai", *NEEDS_SECOND}


@require_safe
@requires(*KARANTINA_READERS)
def karantina(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    wave, proktor_id = karantina_for(request, gelombang_id)
    rooms = [r for r in gelombang.ruang_sesi_list(gelombang_id) if proktor_id in (None, r.proktor_id)]
    form = SaringKarantinaForm(request.GET, rooms=rooms)
    wanted = _wanted(form)
    keadaan = wanted["keadaan"]
    people = queries.karantina_people(gelombang_id, **wanted, proktor_id=proktor_id)
    page = page_of(request, people, PER_PAGE)
    counts = queries.karantina_counts(gelombang_id, proktor_id=proktor_id)
    context = {
        "gelombang": wave,
        "form": form,
        "ada_saringan": any(wanted.values()),
        "halaman": page,
        "orang": queries.karantina_of(list(page), keadaan=keadaan),
        "jumlah": [(k.value, LABEL_KEADAAN[k], counts[k]) for k in Keadaan],
        "boleh_putus": has_peran(request, *DECIDERS),
        "boleh_riwayat": has_peran(request, *LOG_READERS),
        "alamat_unduh": f"{reverse('ujian:karantina-export', args=[gelombang_id])}?{_filter_of(wanted)}",
        "perlu_kedua": wave.status in NEEDS_SECOND,
        "ada_hasil": wave.status in RESULTS,
        "ada_menunggu": counts[Keadaan.MENUNGGU],
        "ada_tertahan": counts[Keadaan.MENUNGGU] + counts[Keadaan.DITOLAK],
    }
    return render(request, "ujian/karantina.html", context)


def _wanted(form: SaringKarantinaForm) -> dict[str, Any]:
    found = form.cleaned_data if form.is_valid() else {}
    return {"keadaan": found.get("keadaan", ""), "ruang_sesi_id": found.get("ruang")}


def _filter_of(wanted: dict[str, Any]) -> str:
    return urlencode({"keadaan": wanted["keadaan"], "ruang": wanted["ruang_sesi_id"] or ""})


@require_safe
@requires(*LOG_READERS)
def karantina_export(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    """The list as a workbook, all pages of it, under the filter of the page."""
    wave = gelombang_for(request, gelombang_id)
    form = SaringKarantinaForm(request.GET, rooms=list(gelombang.ruang_sesi_list(gelombang_id)))
    wanted = _wanted(form)
    people = queries.karantina_of(list(queries.karantina_people(gelombang_id, **wanted)), keadaan=wanted["keadaan"])
    count, chosen = sum(len(o.jawaban) for o in people), _chosen(form)
    now = timezone.localtime()
    services.note_export(gelombang_id=gelombang_id, count=count, saringan=chosen, akun=akun_in(request), at=now)
    book = karantina_xlsx(
        judul=f"Karantina jawaban {wave.nama}",
        keterangan=[f"{count_text(count)} jawaban; {chosen}", f"Diunduh {moment_text(now)}"],
        jawaban=(row for one in people for row in _rows(one)),
        at=now,
    )
    return download(book, f"karantina-gelombang-{gelombang_id}.xlsx")


def _chosen(form: SaringKarantinaForm) -> str:
    """The filter in words, as its choices say it."""
    found = _wanted(form)
    keadaan = dict(form.fields["keadaan"].choices)[found["keadaan"]]  # type: ignore[attr-defined]
    ruang = dict(form.fields["ruang"].choices)[found["ruang_sesi_id"] or ""]  # type: ignore[attr-defined]
    return f"keadaan: {keadaan.lower()}; ruang: {ruang}"


def _rows(one: queries.PesertaKarantina) -> Iterator[tuple[Cell, ...]]:
    p = one.pengerjaan
    seat = (p.peserta.nomor, p.peserta.pegawai.nama_lengkap, p.peserta.pegawai.nip, p.ruang_sesi.ruang.kode)
    for j in one.jawaban:
        k = j.keputusan
        yield (
            *seat,
            p.ruang_sesi.sesi.nomor,
            *((j.soal.nomor, j.soal.bagian) if j.soal else ("", "")),
            *(j.jawaban, "ya" if j.is_ragu else "", j.berlaku or "", _moment(j.received_at), j.lewat, j.sebab_teks),
            *(j.epoch, j.perangkat, j.keadaan_teks),
            *((k.akun.nama, _moment(k.at), k.alasan) if k else ("", "", "")),
            *((k.akun_kedua.nama, _moment(k.at_kedua)) if k and k.akun_kedua else ("", "")),
        )


def _moment(at: datetime | None) -> str:
    local = timezone.localtime(at) if at else None
    return f"{date_text(local)} {clock_text(local, with_seconds=True)}" if local else ""


@require_safe
@requires(*KARANTINA_READERS)
def karantina_jumlah(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    """How many wait: shown on the wave's page, which knows nothing of sittings."""
    _, proktor_id = karantina_for(request, gelombang_id)
    counts = queries.karantina_counts(gelombang_id, proktor_id=proktor_id)
    waiting = counts[Keadaan.BELUM] + counts[Keadaan.MENUNGGU]
    text = f"{count_text(waiting)} jawaban menunggu putusan" if waiting else "tidak ada yang menunggu"
    return JsonResponse({"jumlah": waiting, "teks": text})


@require_POST
@requires(*DECIDERS)
def karantina_decide(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    def order(data: dict[str, Any], common: dict[str, Any]) -> str:
        return said(
            services.decide(**common, putusan=data["putusan"], alasan=data["alasan"], is_dipilih=data["dipilih"]),
            data["putusan"],
        )

    return _act(request, gelombang_id, PutusForm(request.POST), order)


@require_POST
@requires(*DECIDERS)
def karantina_agree(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    def order(data: dict[str, Any], common: dict[str, Any]) -> str:
        done = services.agree(**common)
        return f"{done.diputus} putusan disetujui; {done.berlaku} jawaban kini berlaku. Hitung ulang hasilnya."

    return _act(request, gelombang_id, PilihanForm(request.POST), order)


@require_POST
@requires(*DECIDERS)
def karantina_release(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    def order(data: dict[str, Any], common: dict[str, Any]) -> str:
        return f"{services.release(**common, alasan=data['alasan'])} jawaban kembali belum diputus."

    return _act(request, gelombang_id, KembalikanForm(request.POST), order)


def _act(
    request: HttpRequest, gelombang_id: int, form: Any, order: Callable[[dict[str, Any], dict[str, Any]], str]
) -> HttpResponse:
    gelombang_for(request, gelombang_id)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return _back(request, gelombang_id)
    data = form.cleaned_data
    ids = queries.undecided_ids(gelombang_id, data["peserta"]) if data["peserta"] else data["jawaban"]
    common = {"gelombang_id": gelombang_id, "log_ids": ids, "akun": request.user, "at": timezone.now()}
    try:
        messages.success(request, order(data, common))
    except ValidationError as refusal:
        tell(request, refusal)
    return _back(request, gelombang_id)


def said(done: HasilPutusan, putusan: str) -> str:
    """What a decision did, in one or two sentences."""
    if not done.diputus and not done.dilewati:
        return "Tidak ada yang berubah: semuanya sudah diputus begitu."
    if putusan == "tolak":
        text = f"{done.diputus} jawaban ditolak. Jawaban yang berlaku tetap."
    elif done.menunggu:
        text = f"{done.menunggu} jawaban diusulkan diterima. Orang kedua perlu menyetujuinya."
    else:
        text = f"{done.diputus} jawaban diterima, {done.berlaku} soal kini memakai jawaban itu."
    if done.dilewati:
        text += (
            f" {done.dilewati} dilewati karena jawaban yang berlaku lebih baru; centang pilihan “pakai juga yang lebih "
            "lama” bila memang itu yang benar."
        )
    return text


def _back(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    """To where the person was, filter and page included."""
    home = reverse("ujian:karantina", args=[gelombang_id])
    back = request.POST.get("kembali", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.split("?")[0] == home
    return redirect(back if is_ours else home)
