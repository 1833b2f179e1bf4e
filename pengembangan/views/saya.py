"""What an ASN with an account does: book a clinic, give the place back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from pegawai.views.halaman import page_of
from pengembangan import queries, services
from pengembangan.access import OWN, own_pegawai_id, own_pemesanan, requires, sesi_or_404
from pengembangan.rules.jadwal import has_begun

PER_PAGE = 30


@require_safe
@requires(*OWN)
def klinik_saya(request: HttpRequest) -> HttpResponse:
    pegawai_id, now = own_pegawai_id(request), timezone.now()
    if pegawai_id is None:
        return render(request, "pengembangan/klinik_saya.html", {"is_linked": False})
    langkah = queries.langkah_for(pegawai_id, timezone.localdate(now))
    booked = {p.sesi_id for p in langkah.klinik}
    cocok = {t.id for k in langkah.kompetensi for t in k.klinik}
    halaman = page_of(request, queries.sesi_list(at=now).exclude(pk__in=booked), PER_PAGE)
    context = {
        "is_linked": True,
        "langkah": langkah,
        "tahun": timezone.localdate(now).year,
        "pemesanan": [(p, not has_begun(p.sesi.mulai, now) and p.status == "dipesan") for p in langkah.klinik],
        "halaman": halaman,
        "rows": [(sesi, sesi.topik_id in cocok) for sesi in halaman],
    }
    return render(request, "pengembangan/klinik_saya.html", context)


@require_POST
@requires(*OWN)
def klinik_book(request: HttpRequest, sesi_id: int) -> HttpResponse:
    sesi, pegawai_id = sesi_or_404(sesi_id), own_pegawai_id(request)
    if pegawai_id is None:
        raise Http404
    try:
        services.book_klinik(sesi_id=sesi.pk, pegawai_id=pegawai_id, akun_id=request.user.pk, at=timezone.now())
        messages.success(request, f"Tempat Anda di “{sesi.topik.judul}” sudah dipesan.")
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("pengembangan:klinik-saya")


@require_POST
@requires(*OWN)
def klinik_cancel(request: HttpRequest, pemesanan_id: int) -> HttpResponse:
    pemesanan = own_pemesanan(request, pemesanan_id)
    try:
        services.cancel_klinik(pemesanan_id=pemesanan.pk, akun_id=request.user.pk, at=timezone.now())
        messages.success(
            request, f"Pemesanan “{pemesanan.sesi.topik.judul}” dibatalkan. Tempatnya dapat dipakai orang lain."
        )
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("pengembangan:klinik-saya")
