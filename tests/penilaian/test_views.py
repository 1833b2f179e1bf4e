"""Pages of computations: who may act, what they show while running, as a draft, approved, published and refused."""

from importlib import import_module

import pytest
from django.test import Client
from django.urls import reverse

from antrean.formats.teks import gap_text
from antrean.models import Pekerjaan
from antrean.services import run
from asesmen.kompetensi.models import AturanPenilaian
from asesmen.penilaian import services
from asesmen.penilaian.models import Hasil, Penghitungan
from asesmen.ujian.models import Pengerjaan
from tests.pegawai.factories import make_akun
from tests.penilaian.factories import AT, make_computed, make_published, make_wave
from tests.penugasan.pages import query_count

# A worker imports these; here the test is the worker.
import_module("asesmen.penilaian.tasks")
pytestmark = pytest.mark.django_db
LIST = "/penilaian/"


def sign_in(client: Client, *peran: str, **fields: object):
    akun = make_akun(*peran, **fields)
    client.force_login(akun)
    return akun


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def detail(penghitungan: Penghitungan) -> str:
    return reverse("penilaian:penghitungan-detail", args=[penghitungan.pk])


def act(client: Client, name: str, penghitungan: Penghitungan, **data: str) -> str:
    """Post an act and return the page it leads to."""
    response = client.post(reverse(f"penilaian:penghitungan-{name}", args=[penghitungan.pk]), data, follow=True)
    penghitungan.refresh_from_db()
    return response.content.decode()


def test_penghitungan_list_says_what_belongs_there(client: Client) -> None:
    sign_in(client, "pengelola")

    assert "Belum ada gelombang yang dapat dinilai" in page(client, LIST)


def test_penghitungan_list_offers_the_next_step_by_role(client: Client) -> None:
    new = make_wave(1, nama="Gelombang baru selesai")
    make_computed(people=1)

    sign_in(client, "pengelola")
    html = page(client, LIST)
    assert reverse("penilaian:penghitungan-create", args=[new.pk]) in html
    assert "Menunggu pengesah" in html

    sign_in(client, "pengesah")
    html = page(client, LIST)
    assert "Periksa dan sahkan" in html
    assert "penghitungan-create" not in html
    assert "Hitung ulang" not in html


def test_penghitungan_list_keeps_its_search(client: Client) -> None:
    make_wave(1, nama="Gelombang Guru")
    sign_in(client, "auditor")

    assert "Gelombang Guru" in page(client, f"{LIST}?cari=guru")
    assert "Tidak ada gelombang yang cocok" in page(client, f"{LIST}?cari=nakes")


def test_penghitungan_list_asks_the_same_number_of_queries_for_1_and_3_rows(client: Client) -> None:
    sign_in(client, "pengelola")
    make_computed(people=1)
    one = query_count(client, LIST)
    make_computed(people=1)
    make_wave(1)

    assert query_count(client, LIST) == one


def test_penghitungan_create_orders_a_job_that_computes(client: Client) -> None:
    gelombang = make_wave(2)
    akun = sign_in(client, "pengelola")

    response = client.post(reverse("penilaian:penghitungan-create", args=[gelombang.pk]))

    penghitungan, pekerjaan = Penghitungan.objects.get(), Pekerjaan.objects.get()
    assert response["Location"] == detail(penghitungan)
    assert (pekerjaan.jenis, pekerjaan.akun, pekerjaan.tautan) == ("penilaian.hitung", akun, detail(penghitungan))
    assert "data-pekerjaan" in page(client, detail(penghitungan))
    assert run(pekerjaan_id=str(pekerjaan.pk), at=AT) == "selesai"
    pekerjaan.refresh_from_db()
    assert (pekerjaan.hasil["peserta"], pekerjaan.hasil["hasil"], pekerjaan.total) == (2, 2, 2)
    assert pekerjaan.hasil["kalimat"].startswith("2 hasil dari 2 peserta, 0 tanpa hasil.")
    assert "Rancangan, belum ada yang berubah" in page(client, detail(penghitungan))


def test_penghitungan_create_says_why_it_cannot(client: Client) -> None:
    gelombang = make_wave(1)
    AturanPenilaian.objects.update(konversi_bobot=None)
    sign_in(client, "pengelola")

    response = client.post(reverse("penilaian:penghitungan-create", args=[gelombang.pk]), follow=True)

    assert "sistem tidak menebak" in response.content.decode()
    assert not Penghitungan.objects.exists()


def test_penghitungan_detail_offers_to_run_a_stopped_job_again(client: Client) -> None:
    akun = sign_in(client, "pengelola")
    started = services.create_penghitungan(gelombang_id=make_wave(1).pk, akun_id=akun.pk, at=AT)

    assert "Penghitungan berhenti sebelum selesai" in page(client, detail(started))

    act(client, "run", started)
    act(client, "run", started)
    assert run(pekerjaan_id=str(Pekerjaan.objects.get().pk), at=AT) == "selesai"


def test_penghitungan_detail_shows_the_reason_of_a_refusal(client: Client) -> None:
    akun = sign_in(client, "pengelola")
    started = services.create_penghitungan(gelombang_id=make_wave(1).pk, akun_id=akun.pk, at=AT)
    AturanPenilaian.objects.update(konversi_poin=None)
    with pytest.raises(services.KonversiMissing):
        services.hitung(penghitungan_id=started.pk, at=AT)

    html = page(client, detail(started))

    assert "Tidak dapat dihitung" in html
    assert "soal benar/salah (poin)" in html


def test_penghitungan_detail_shows_classes_means_people_without_result_and_inputs(client: Client) -> None:
    gelombang = make_wave(3)
    absent = Pengerjaan.objects.first()
    Pengerjaan.objects.filter(pk=absent.pk).update(status="siap", started_at=None, finished_at=None)
    draft = make_computed(gelombang)
    sign_in(client, "auditor")

    html = page(client, detail(draft))

    assert "Kelas dari 2 peserta" in html
    assert "Tidak mengerjakan ujian." in html
    assert absent.peserta.pegawai.nama in html
    assert draft.digest in html
    assert "Memakai aturan contoh" in html
    assert "Tidak diukur pada gelombang ini" in html
    assert all(h.nama in html for h in Hasil.objects.all())


def test_penghitungan_detail_filters_its_results(client: Client) -> None:
    draft = make_computed(people=4)
    first = Hasil.objects.order_by("nama").first()
    sign_in(client, "auditor")

    found = page(client, f"{detail(draft)}?cari={first.nip}")
    none = page(client, f"{detail(draft)}?cari=tidakada")

    assert f"{first.nama}</a>" in found
    assert f"{Hasil.objects.order_by('nama').last().nama}</a>" not in found
    assert "Tidak ada hasil yang cocok" in none


def test_penghitungan_detail_asks_the_same_number_of_queries_for_1_and_3_results(client: Client) -> None:
    sign_in(client, "auditor")
    one, three = make_computed(people=1), make_computed(people=3)

    assert query_count(client, detail(one)) == query_count(client, detail(three))


def test_sahkan_is_offered_to_another_pengesah_only(client: Client) -> None:
    draft = make_computed(people=1)
    sign_in(client, "pengelola")
    assert 'id="sahkan"' not in page(client, detail(draft))

    sign_in(client, "pengesah")
    assert 'id="sahkan"' in page(client, detail(draft))
    assert f"Dihitung oleh {draft.dihitung_oleh.nama}" in page(client, detail(draft))

    act(client, "sahkan", draft)
    assert draft.status == "disahkan"


def test_sahkan_by_who_computed_is_refused_with_a_sentence(client: Client) -> None:
    draft = make_computed(people=1)
    akun = sign_in(client, "pengesah")
    Penghitungan.objects.update(dihitung_oleh=akun)

    assert "Menunggu orang lain" in page(client, detail(draft))
    assert "Anda yang menghitung hasil ini" in act(client, "sahkan", draft)
    assert draft.status == "dihitung"


def test_umumkan_tarik_and_batal_sahkan_by_the_pages(client: Client) -> None:
    draft = make_computed(people=1)
    sign_in(client, "pengesah")

    act(client, "sahkan", draft)
    act(client, "umumkan", draft)
    assert draft.status == "diumumkan"
    act(client, "tarik-umumkan", draft, alasan="Salah gelombang")
    assert draft.status == "disahkan"
    act(client, "batal-sahkan", draft, alasan="Kunci keliru")
    assert draft.status == "dihitung"


def test_an_undo_without_a_reason_is_refused(client: Client) -> None:
    published = make_published(people=1)
    sign_in(client, "pengesah")

    assert "Tulis alasannya" in act(client, "tarik-umumkan", published)
    assert published.status == "diumumkan"


def test_a_rehearsal_is_not_offered_to_be_published(client: Client) -> None:
    draft = make_computed(people=1, is_simulasi=True)
    sign_in(client, "pengesah")

    act(client, "sahkan", draft)

    html = page(client, detail(draft))
    assert 'id="umumkan"' not in html
    assert "Gladi bersih" in html


def test_batalkan_a_draft(client: Client) -> None:
    draft = make_computed(people=1)
    sign_in(client, "pengelola")

    act(client, "batalkan", draft, alasan="Ada susulan")

    assert draft.status == "dibatalkan"
    assert "Hasil per orang" in page(client, detail(draft))


def test_hasil_detail_shows_how_each_level_came_about(client: Client) -> None:
    make_computed(people=1)
    hasil = Hasil.objects.get()
    sign_in(client, "auditor")

    html = page(client, reverse("penilaian:hasil-detail", args=[hasil.pk]))

    assert hasil.nama in html
    assert "Pita persen poin" in html
    assert "Rata-rata bobot pilihan" in html
    assert "JPM per kelompok kompetensi" in html
    gap = hasil.kompetensi.order_by("kesenjangan")[0].kesenjangan
    assert f">{gap_text(gap, 2)}</span>" in html


def test_results_outside_the_own_units_do_not_exist(client: Client) -> None:
    draft = make_computed(people=2)
    mine, other = Hasil.objects.order_by("nama")
    akun = sign_in(client, "auditor", unit=mine.unit)
    assert akun

    html = page(client, detail(draft))

    assert (mine.nama in html, other.nama in html) == (True, False)
    assert client.get(reverse("penilaian:hasil-detail", args=[mine.pk])).status_code == 200
    assert client.get(reverse("penilaian:hasil-detail", args=[other.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("run", {"administrator", "pengelola"}),
        ("sahkan", {"pengesah"}),
        ("batal-sahkan", {"pengesah"}),
        ("umumkan", {"administrator", "pengelola", "pengesah"}),
        ("tarik-umumkan", {"administrator", "pengelola", "pengesah"}),
        ("batalkan", {"administrator", "pengelola"}),
    ],
)
def test_acts_do_not_exist_for_other_roles(client: Client, name: str, allowed: set[str]) -> None:
    draft = make_computed(people=1)
    url = reverse(f"penilaian:penghitungan-{name}", args=[draft.pk])
    reached = set()
    for peran in ("administrator", "pengelola", "pengesah", "auditor", "pimpinan", "pejabat_opd", "proktor", "asn"):
        sign_in(client, peran)
        if client.post(url, {"alasan": "Uji"}).status_code != 404:
            reached.add(peran)

    assert reached == allowed


def test_an_unknown_computation_is_not_found(client: Client) -> None:
    sign_in(client, "auditor")

    assert client.get("/penilaian/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_a_search_for_a_zero_byte_is_answered(client: Client) -> None:
    sign_in(client, "auditor")

    assert client.get("/penilaian/", {"cari": "guru\x00"}).status_code == 200
