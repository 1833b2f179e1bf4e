"""Jabatan, and the rules that tell what a jabatan is: edited, tried, applied as a job."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from antrean import services as antrean
from pegawai import queries, services
from pegawai.access import PEMBACA_JABATAN, PENGIMPOR, akun_in, aturan_jabatan_for, has_peran, jabatan_for, requires
from pegawai.forms import AturanJabatanForm, CobaForm, JabatanForm, SaringJabatanForm
from pegawai.rules.aturan_jabatan import FAKTA
from pegawai.rules.jabatan import label_fakta
from pegawai.views.halaman import alasan_of, page_of, tell


@require_safe
@requires(*PEMBACA_JABATAN)
def jabatan_list(request: HttpRequest) -> HttpResponse:
    form = SaringJabatanForm(request.GET)
    rows = queries.jabatan_list(**{name: form.value(name) for name in form.fields})
    context = {
        "halaman": page_of(request, rows),
        "formulir": form,
        "ada": form.ada,
        "may_change": has_peran(request, *PENGIMPOR),
    }
    return render(request, "pegawai/jabatan_list.html", context)


@requires(*PENGIMPOR)
def jabatan_change(request: HttpRequest, jabatan_id: int) -> HttpResponse:
    """What one jabatan is, said by an officer; or left to the rules again."""
    jabatan = jabatan_for(jabatan_id)
    form = JabatanForm(request.POST or None, initial={fakta: getattr(jabatan, fakta) for fakta in FAKTA})
    if request.method == "POST" and form.is_valid():
        services.set_jabatan(
            jabatan_id=jabatan_id,
            facts=form.facts(),
            alasan=form.cleaned_data["alasan"],
            akun=akun_in(request),
            at=timezone.now(),
        )
        messages.success(request, f"{jabatan.nama} ditetapkan. Aturan tidak mengubahnya lagi.")
        return redirect("pegawai:jabatan-change", jabatan_id)
    decided = queries.Penentu().decide(jabatan.nama, jabatan.asal)
    context = {
        "jabatan": jabatan,
        "formulir": form,
        "aturan": [
            (fakta, label_fakta(fakta, isi), decided.dari.get(fakta, "")) for fakta, isi in decided.facts().items()
        ],
    }
    return render(request, "pegawai/jabatan_change.html", context)


@require_POST
@requires(*PENGIMPOR)
def jabatan_release(request: HttpRequest, jabatan_id: int) -> HttpResponse:
    jabatan = jabatan_for(jabatan_id)
    try:
        services.release_jabatan(
            jabatan_id=jabatan_id, alasan=alasan_of(request), akun=akun_in(request), at=timezone.now()
        )
    except ValidationError as refusal:
        tell(request, refusal)
    else:
        messages.success(request, f"{jabatan.nama} mengikuti aturan lagi.")
    return redirect("pegawai:jabatan-change", jabatan_id)


# ---------- Rules ----------


@require_safe
@requires(*PEMBACA_JABATAN)
def aturan_jabatan_list(request: HttpRequest) -> HttpResponse:
    coba = CobaForm(request.GET)
    nama, asal = coba.asked()
    decided = queries.Penentu().decide(nama, asal) if nama else None
    context = {
        "aturan": [(row, _results(row)) for row in queries.aturan_jabatan_list()],
        "coba": coba,
        "nama": nama,
        "hasil": [(f, label_fakta(f, isi), decided.dari.get(f, "")) for f, isi in decided.facts().items()]
        if decided
        else [],
        "may_change": has_peran(request, *PENGIMPOR),
    }
    return render(request, "pegawai/aturan_jabatan_list.html", context)


def _results(row: object) -> list[str]:
    return [label_fakta(fakta, getattr(row, fakta)) for fakta in FAKTA if getattr(row, fakta)]


@requires(*PENGIMPOR)
def aturan_jabatan_create(request: HttpRequest) -> HttpResponse:
    return _aturan_form(request, None, {})


@requires(*PENGIMPOR)
def aturan_jabatan_change(request: HttpRequest, aturan_id: int) -> HttpResponse:
    row = aturan_jabatan_for(aturan_id)
    names = ("nama", "pola", "syarat", *FAKTA)
    return _aturan_form(request, aturan_id, {name: getattr(row, name) for name in names})


def _aturan_form(request: HttpRequest, aturan_id: int | None, initial: dict[str, str]) -> HttpResponse:
    form = AturanJabatanForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.save_aturan_jabatan(
                aturan_id=aturan_id,
                fields=form.fields_of_rule(),
                alasan=form.cleaned_data["alasan"],
                akun=akun_in(request),
                at=timezone.now(),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"Aturan “{row.nama}” disimpan. Terapkan agar jabatan yang ada mengikutinya.")
            return redirect("pegawai:aturan-jabatan-list")
    return render(request, "pegawai/aturan_jabatan_change.html", {"formulir": form, "aturan_id": aturan_id})


@require_POST
@requires(*PENGIMPOR)
def aturan_jabatan_move(request: HttpRequest, aturan_id: int) -> HttpResponse:
    row = aturan_jabatan_for(aturan_id)
    arah = -1 if request.POST.get("arah") == "naik" else 1
    services.move_aturan_jabatan(
        aturan_id=row.pk, arah=arah, alasan="Urutan aturan", akun=akun_in(request), at=timezone.now()
    )
    return redirect("pegawai:aturan-jabatan-list")


@require_POST
@requires(*PENGIMPOR)
def aturan_jabatan_remove(request: HttpRequest, aturan_id: int) -> HttpResponse:
    row = aturan_jabatan_for(aturan_id)
    try:
        services.remove_aturan_jabatan(
            aturan_id=row.pk, alasan=alasan_of(request), akun=akun_in(request), at=timezone.now()
        )
    except ValidationError as refusal:
        tell(request, refusal)
    else:
        messages.success(request, f"Aturan “{row.nama}” dihapus.")
    return redirect("pegawai:aturan-jabatan-list")


@require_POST
@requires(*PENGIMPOR)
def aturan_jabatan_reset(request: HttpRequest) -> HttpResponse:
    try:
        count = services.reset_aturan_jabatan(alasan=alasan_of(request), akun=akun_in(request), at=timezone.now())
    except ValidationError as refusal:
        tell(request, refusal)
    else:
        messages.success(request, f"{count} aturan bawaan dikembalikan.")
    return redirect("pegawai:aturan-jabatan-list")


@requires(*PENGIMPOR)
def aturan_jabatan_apply(request: HttpRequest) -> HttpResponse:
    """What applying the rules would change; with a reason, the job that does it."""
    if request.method == "POST":
        try:
            alasan = alasan_of(request)
        except ValidationError as refusal:
            tell(request, refusal)
            return redirect("pegawai:aturan-jabatan-apply")
        akun_id = akun_in(request).pk
        job = antrean.enqueue(
            jenis="pegawai.terapkan_aturan_jabatan",
            judul="Terapkan aturan jabatan",
            argumen={"alasan": alasan, "akun_id": akun_id},
            akun_id=akun_id,
            at=timezone.now(),
            tautan=reverse("pegawai:jabatan-list"),
        )
        return redirect("pegawai:pekerjaan-detail", job.pk)
    changes = queries.jabatan_changes()
    page = page_of(request, changes)
    rows = [
        (row.jabatan, [(f, label_fakta(f, old), label_fakta(f, new)) for f, old, new in row.pasangan])
        for row in page.object_list
    ]
    context = {"halaman": page, "baris": rows, "pegawai": sum(row.jabatan.jumlah for row in changes)}
    return render(request, "pegawai/aturan_jabatan_apply.html", context)
