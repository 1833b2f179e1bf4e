"""Lists from files: upload, look, apply. Between the steps the rows wait in the officer's own session."""

from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from asesmen.gelombang import queries, services
from asesmen.gelombang.access import WRITERS, gelombang_for
from asesmen.gelombang.forms import UnggahPesertaForm, UnggahRuangForm
from asesmen.gelombang.rules import Pola
from asesmen.gelombang.views.pesan import now, refuse, tell
from pegawai.access import requires
from pegawai.queries import orang_by_nip
from pegawai.rules.masalah import BarisDibaca

RUANG_KEY = "ruang_unggah"


def _peserta_key(gelombang_id: int) -> str:
    return f"peserta_unggah_{gelombang_id}"


def _kept(baris: BarisDibaca) -> dict[str, Any]:
    return {"nomor": baris.nomor, "data": baris.data, "masalah": [m.as_dict() for m in baris.masalah if m.refuses]}


@requires(*WRITERS)
def peserta_unggah(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    gelombang = gelombang_for(request, gelombang_id)
    key = _peserta_key(gelombang_id)
    form = UnggahPesertaForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        rows = [_kept(b) for b in form.baris]
        request.session[key] = {"nama": form.cleaned_data["berkas"].name[:150], "baris": rows}
        return redirect("gelombang:peserta-unggah", gelombang_id)
    context: dict[str, Any] = {"gelombang": gelombang, "form": form, "boleh_tambah": gelombang.status == "rencana"}
    kept = request.session.get(key)
    if kept and not form.is_bound:
        context |= {"nama_berkas": kept["nama"], "pratinjau": _preview(gelombang_id, kept["baris"])}
    return render(request, "gelombang/peserta_unggah.html", context)


def _preview(gelombang_id: int, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Sort the rows of a list: can be added, already in the wave, not in the registry, refused."""
    good = [row for row in rows if not row["masalah"]]
    people = orang_by_nip(row["data"]["nip"] for row in good)
    have = queries.peserta_pegawai_ids(gelombang_id)
    found = [people[row["data"]["nip"]] for row in good if row["data"]["nip"] in people]
    unknown = [row for row in good if row["data"]["nip"] not in people]
    new = [orang for orang in found if orang.id not in have]
    return {
        "dibaca": len(rows),
        "baru": new,
        "sudah_ada": len(found) - len(new),
        "tidak_dikenal": unknown,
        "ditolak": [row for row in rows if row["masalah"]],
        "contoh": new[:10],
    }


@require_POST
@requires(*WRITERS)
def peserta_terapkan(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    gelombang_for(request, gelombang_id)
    kept = request.session.pop(_peserta_key(gelombang_id), None)
    if kept is None or request.POST.get("buang"):
        tell(request, "Daftar dibuang. Belum ada data yang berubah.")
        return redirect("gelombang:peserta-unggah", gelombang_id)
    nips = [row["data"]["nip"] for row in kept["baris"] if not row["masalah"]]
    try:
        done = services.add_peserta_by_nip(
            gelombang_id=gelombang_id, nips=nips, akun_id=request.user.pk, at=now(), alasan=f"Daftar {kept['nama']}"
        )
    except ValidationError as refusal:
        refuse(request, refusal)
        return redirect("gelombang:peserta-unggah", gelombang_id)
    tell(
        request,
        f"{done.ditambah + done.kembali} peserta ditambahkan. {done.sudah_ada} sudah ada, "
        f"{len(done.tidak_dikenal)} tidak terdaftar.",
    )
    return redirect("gelombang:gelombang-detail", gelombang_id)


@requires(*WRITERS)
def ruang_unggah(request: HttpRequest) -> HttpResponse:
    form = UnggahRuangForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        request.session[RUANG_KEY] = {
            "nama": form.cleaned_data["berkas"].name[:150],
            "ruang": [_kept(b) for b in form.ruang],
            "sesi": [_kept(b) for b in form.baris_sesi],
            "pola": [_pola_kept(p) for p in form.pola],
        }
        return redirect("gelombang:ruang-unggah")
    context: dict[str, Any] = {"form": form}
    kept = request.session.get(RUANG_KEY)
    if kept and not form.is_bound:
        have = {r.kode for r in queries.ruang_list()}
        good = [row["data"] for row in kept["ruang"] if not row["masalah"]]
        context |= {
            "nama_berkas": kept["nama"],
            "ruang": good,
            "baru": sum(1 for r in good if r["kode"] not in have),
            "pola": [_pola_read(p) for p in kept["pola"]],
            "ditolak": [row for row in [*kept["ruang"], *kept["sesi"]] if row["masalah"]],
            "ada_pola": bool(queries.pola_list()),
        }
    return render(request, "gelombang/ruang_unggah.html", context)


@require_POST
@requires(*WRITERS)
def ruang_terapkan(request: HttpRequest) -> HttpResponse:
    kept = request.session.pop(RUANG_KEY, None)
    if kept is None or request.POST.get("buang"):
        tell(request, "Daftar dibuang. Belum ada data yang berubah.")
        return redirect("gelombang:ruang-unggah")
    at = now()
    rows = [row["data"] for row in kept["ruang"] if not row["masalah"]]
    pola = [_pola_read(p) for p in kept["pola"]]
    counts = services.save_ruang(rows=rows, akun_id=request.user.pk, at=at) if rows else {}
    if pola:
        services.save_pola(pola=pola, akun_id=request.user.pk, at=at)
    tell(
        request,
        f"{counts.get('baru', 0)} ruang baru, {counts.get('berubah', 0)} diperbarui, {counts.get('tetap', 0)} tidak "
        f"berubah. Pola harian: {len(pola)} sesi.",
    )
    return redirect("gelombang:ruang-list")


def _pola_kept(p: Pola) -> list[Any]:
    return [p.nomor, str(p.mulai), str(p.selesai), str(p.jumat_mulai) if p.jumat_mulai else None, p.is_jumat]


def _pola_read(kept: list[Any]) -> Pola:
    nomor, mulai, selesai, jumat, is_jumat = kept
    friday = time.fromisoformat(jumat) if jumat else None
    return Pola(nomor, time.fromisoformat(mulai), time.fromisoformat(selesai), friday, is_jumat)
