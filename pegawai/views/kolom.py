"""Which column of a file is which: the officer says so once, the source is remembered."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from antrean import services as antrean
from pegawai import queries, services
from pegawai.access import PENGIMPOR, akun_in, has_peran, impor_for, requires
from pegawai.formats.tabel import TabelUnreadable
from pegawai.forms import JudulKolomForm, KolomForm
from pegawai.rules.peran import Peran
from pegawai.rules.pilihan_kolom import PilihanKolom
from pegawai.views.halaman import page_of, tell

CHOOSABLE = ("pemetaan", "pratinjau")


@requires(*PENGIMPOR)
def impor_kolom(request: HttpRequest, impor_id: int) -> HttpResponse:
    """The file's first rows, and for each fact the column it stands in."""
    impor = impor_for(impor_id)
    try:
        sheets = queries.lembar_awal(impor) if impor.status in CHOOSABLE else []
    except TabelUnreadable as fault:
        messages.error(request, str(fault))
        return redirect("pegawai:impor-detail", impor_id)
    if not sheets:
        tell(request, services.BerkasGone())
        return redirect("pegawai:impor-detail", impor_id)
    pilihan = PilihanKolom.of(impor.ringkasan.get("pilihan"))
    judul = JudulKolomForm(request.GET, lembar=sheets, jenis=impor.jenis, pilihan=pilihan)
    form = KolomForm(
        request.POST if request.method == "POST" else None,
        judul=judul,
        needed=services.NEEDED[impor.jenis],
        nama_profil=impor.ringkasan.get("profil", ""),
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _chosen(request, impor_id, form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {"impor": impor, "judul": judul, "formulir": form, "kolom": judul.kolom(), "lembar": sheets}
    return render(request, "pegawai/impor_kolom.html", context)


def _chosen(request: HttpRequest, impor_id: int, form: KolomForm) -> HttpResponse:
    akun, now, address = akun_in(request), timezone.now(), reverse("pegawai:impor-detail", args=[impor_id])
    impor = services.choose_kolom(
        impor_id=impor_id,
        pilihan=form.pilihan(),
        rows=form.judul.sheet.rows,
        nama=form.cleaned_data["nama_profil"],
        akun=akun,
        at=now,
    )
    antrean.enqueue(
        jenis="pegawai.baca_impor",
        judul=f"Baca {impor.berkas_nama}",
        argumen={"impor_id": impor_id},
        akun_id=akun.pk,
        at=now,
        tautan=address,
    )
    return redirect(address)


@require_safe
@requires(*PENGIMPOR, Peran.AUDITOR)
def profil_kolom_list(request: HttpRequest) -> HttpResponse:
    context = {
        "halaman": page_of(request, queries.profil_kolom_list()),
        "may_import": has_peran(request, *PENGIMPOR),
    }
    return render(request, "pegawai/profil_kolom_list.html", context)


@require_POST
@requires(*PENGIMPOR)
def profil_kolom_remove(request: HttpRequest, profil_id: int) -> HttpResponse:
    profil = queries.profil_kolom_get(profil_id)
    if profil is None:
        raise Http404
    services.remove_profil(profil_id=profil_id, akun=akun_in(request), at=timezone.now())
    messages.success(request, f"Profil {profil.nama} dihapus. Berkas berikutnya dibaca menurut judul yang dikenal.")
    return redirect("pegawai:profil-kolom-list")
