"""Participants: the list, choosing by criteria, one person."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from asesmen.gelombang import exports, queries, services
from asesmen.gelombang.access import READERS, WRITERS, gelombang_for, is_writer, may_add, peserta_for, scope_of_reader
from asesmen.gelombang.forms import PilihPesertaForm, PindahForm, SaringPesertaForm, TambahanForm
from asesmen.gelombang.views.gelombang import order_naskah
from asesmen.gelombang.views.pesan import now, refuse, tell
from pegawai.access import has_peran, requires, scope_in
from pegawai.queries import Scope, belum_asesmen_ids, opd_list, orang_in, orang_many
from pegawai.rules.peran import Peran
from pegawai.views.halaman import alasan_of, download, page_of


@requires(*READERS)
def peserta_list(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    gelombang = gelombang_for(request, gelombang_id)
    form = SaringPesertaForm(request.GET, rooms=list(queries.ruang_sesi_list(gelombang_id)))
    rows, is_filtered = _rows(request, gelombang_id, form)
    return render(
        request,
        "gelombang/peserta_list.html",
        {
            "gelombang": gelombang,
            "form": form,
            "halaman": page_of(request, rows),
            "ada_saringan": is_filtered,
            "boleh_tulis": is_writer(request) and gelombang.status in {"rencana", "dikunci", "berlangsung"},
            "boleh_unggah": is_writer(request),
            "boleh_tambah": may_add(request) and gelombang.status == "rencana",
        },
    )


def _rows(request: HttpRequest, gelombang_id: int, form: SaringPesertaForm) -> tuple[Any, bool]:
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.peserta_list(
        gelombang_id,
        scope_of_reader(request),
        cari=wanted.get("cari", ""),
        keadaan=wanted.get("keadaan", ""),
        sesi_id=wanted.get("sesi"),
        ruang_id=wanted.get("ruang"),
        urut=request.GET.get("urut", "nomor"),
    )
    return rows, any(wanted.values())


@requires(*READERS)
def peserta_export(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    """The list as it is filtered now, as a workbook."""
    gelombang = gelombang_for(request, gelombang_id)
    form = SaringPesertaForm(request.GET, rooms=list(queries.ruang_sesi_list(gelombang_id)))
    rows, _ = _rows(request, gelombang_id, form)
    book = exports.lembar_xlsx("Peserta", queries.JUDUL_PESERTA, (queries.peserta_cells(p) for p in rows))
    return download(book, f"peserta-gelombang-{gelombang.pk}.xlsx")


@requires(*WRITERS, per_unit=True)
def peserta_pilih(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    """Choose people by criteria: the page shows who it would be; sending the form adds them."""
    gelombang = gelombang_for(request, gelombang_id)
    scope = scope_in(request, *WRITERS)
    asked = request.POST if request.method == "POST" else request.GET
    form = PilihPesertaForm(asked or None, opd_rows=opd_list(scope))
    ids = _chosen(form, scope, gelombang.tanggal_acuan) if form.is_bound and form.is_valid() else []
    have = queries.peserta_pegawai_ids(gelombang_id)
    new = [pk for pk in ids if pk not in have]
    if request.method == "POST" and form.is_valid():
        return _add(request, gelombang_id, new, form)
    page = page_of(request, new)
    people = orang_many(page.object_list)
    return render(
        request,
        "gelombang/peserta_pilih.html",
        {
            "gelombang": gelombang,
            "form": form,
            "halaman": page,
            "orang": [people[pk] for pk in page],
            "cocok": len(ids),
            "baru": len(new),
            "terpilih": form.is_bound and form.is_valid(),
            "pilihan": [(name, asked.get(name, "")) for name in ("siapa", "kelompok", "opd")],
            "boleh_tambah": gelombang.status == "rencana",
        },
    )


def _chosen(form: PilihPesertaForm, scope: Scope, at: date) -> list[int]:
    wanted = form.cleaned_data
    jalur = form.jalur.get(wanted["opd"] or 0, "")
    within = Scope(is_all=False, jalur=(jalur,)) if jalur else scope
    if wanted["siapa"] == "belum":
        return belum_asesmen_ids(within, wanted["kelompok"], at)
    return [o.id for o in orang_in(within, kelompok=wanted["kelompok"])]


def _add(request: HttpRequest, gelombang_id: int, ids: list[int], form: PilihPesertaForm) -> HttpResponse:
    try:
        done = services.add_peserta(
            gelombang_id=gelombang_id,
            pegawai_ids=ids,
            akun_id=request.user.pk,
            at=now(),
            alasan=dict(form.fields["siapa"].choices)[form.cleaned_data["siapa"]],  # type: ignore[attr-defined]
        )
    except ValidationError as refusal:
        refuse(request, refusal)
        return redirect("gelombang:peserta-pilih", gelombang_id)
    tell(request, f"{done.ditambah + done.kembali} peserta ditambahkan.")
    return redirect("gelombang:gelombang-detail", gelombang_id)


@requires(*READERS)
def peserta_detail(request: HttpRequest, peserta_id: int) -> HttpResponse:
    peserta = peserta_for(request, peserta_id)
    rooms = [r for r in queries.ruang_sesi_list(peserta.gelombang_id) if r.sesi.status != "selesai"]
    seat = queries.penempatan_of_peserta(peserta_id)
    free = [r for r in rooms if r.terisi < r.ruang.kapasitas and (seat is None or r.pk != seat.ruang_sesi_id)]
    return render(
        request,
        "gelombang/peserta_detail.html",
        {
            "peserta": peserta,
            "gelombang": peserta.gelombang,
            "tempat": seat,
            "kode": queries.kode_list(peserta_id),
            "pindah": PindahForm(rooms=free),
            "ada_ruang": bool(free),
            "tambahan": TambahanForm(initial={"menit": peserta.tambahan_menit}),
            "boleh_riwayat": has_peran(request, *WRITERS, Peran.AUDITOR),
            "boleh_tulis": is_writer(request)
            and not peserta.is_mundur
            and peserta.gelombang.status in {"rencana", "dikunci", "berlangsung"},
        },
    )


@require_POST
@requires(*WRITERS)
def peserta_move(request: HttpRequest, peserta_id: int) -> HttpResponse:
    peserta = peserta_for(request, peserta_id)
    form = PindahForm(request.POST, rooms=list(queries.ruang_sesi_list(peserta.gelombang_id)))
    try:
        if not form.is_valid():
            raise ValidationError([text for texts in form.errors.values() for text in texts])
        seat = services.move_peserta(
            peserta_id=peserta_id,
            ruang_sesi_id=form.cleaned_data["ruang_sesi"],
            alasan=form.cleaned_data["alasan"],
            akun_id=request.user.pk,
            at=now(),
        )
    except ValidationError as refusal:
        refuse(request, refusal)
    else:
        if peserta.gelombang.status != "rencana":
            order_naskah(peserta.gelombang_id, peserta.gelombang.nama, request.user.pk)
        tell(request, f"{peserta.pegawai.nama_lengkap} pindah ke kursi {seat.kursi}. Kartu lama masih berlaku.")
    return redirect("gelombang:peserta-detail", peserta_id)


@require_POST
@requires(*WRITERS)
def peserta_tambahan(request: HttpRequest, peserta_id: int) -> HttpResponse:
    peserta = peserta_for(request, peserta_id)
    form = TambahanForm(request.POST)
    if not form.is_valid():
        refuse(request, ValidationError([text for texts in form.errors.values() for text in texts]))
        return redirect("gelombang:peserta-detail", peserta_id)
    services.set_tambahan_menit(peserta_id=peserta_id, **form.cleaned_data, akun_id=request.user.pk, at=now())
    if peserta.gelombang.status != "rencana":
        order_naskah(peserta.gelombang_id, peserta.gelombang.nama, request.user.pk)
    tell(request, f"Tambahan waktu disimpan: {form.cleaned_data['menit']} menit.")
    return redirect("gelombang:peserta-detail", peserta_id)


@require_POST
@requires(*WRITERS)
def peserta_withdraw(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    """Take the chosen participants out of the wave."""
    gelombang_for(request, gelombang_id)
    asked = [int(pk) for pk in request.POST.getlist("peserta") if pk.isdecimal()]
    ids = queries.peserta_list(gelombang_id, scope_of_reader(request)).filter(pk__in=asked)
    try:
        alasan = alasan_of(request)
        count = services.withdraw_peserta(
            peserta_ids=list(ids.values_list("pk", flat=True)), alasan=alasan, akun_id=request.user.pk, at=now()
        )
    except ValidationError as refusal:
        refuse(request, refusal)
    else:
        tell(request, f"{count} peserta dikeluarkan. Kursinya kosong dan kode kartunya tidak berlaku lagi.")
    return redirect("gelombang:peserta-list", gelombang_id)
