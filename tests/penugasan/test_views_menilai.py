from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from asesmen.penugasan.models import Kiriman
from tests.pegawai.factories import make_akun
from tests.penugasan.berkas import PDF
from tests.penugasan.factories import make_berkas, make_kiriman, make_marked, make_penugasan, make_sent
from tests.penugasan.pages import query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def asesor(client: Client):
    akun = make_akun("asesor")
    client.force_login(akun)
    return akun


def marks(kiriman: Kiriman, *levels: int | str, **more: str) -> dict[str, str]:
    kriteria = kiriman.penugasan.tugas.kriteria.values_list("pk", flat=True)
    return {f"level_{pk}": str(level) for pk, level in zip(kriteria, levels, strict=False)} | more


def test_penilaian_list_shows_own_work_by_number_only(client: Client, asesor) -> None:
    mine, other = make_sent(asesor=asesor), make_sent()

    html = client.get(reverse("penugasan:penilaian-list")).content.decode()

    assert mine.peserta.nomor in html
    assert mine.peserta.pegawai.nama not in html
    assert other.peserta.nomor not in html


def test_penilaian_list_asks_the_same_number_of_queries_for_1_and_3_rows(client: Client, asesor) -> None:
    url = reverse("penugasan:penilaian-list")
    make_sent(asesor=asesor)
    one = query_count(client, url)
    make_sent(asesor=asesor)
    make_marked(asesor=asesor)

    assert query_count(client, url) == one


def test_penilaian_list_says_when_nothing_is_assigned(client: Client, asesor) -> None:
    assert "Belum ada yang perlu Anda nilai" in client.get(reverse("penugasan:penilaian-list")).content.decode()


def test_penilaian_detail_shows_the_rubric_and_never_who_wrote_it(client: Client, asesor) -> None:
    kiriman = make_sent(asesor=asesor)

    html = client.get(reverse("penugasan:penilaian-detail", args=[kiriman.pk])).content.decode()

    assert "Diferensiasi pada level 5." in html
    assert 'type="radio"' in html
    assert kiriman.peserta.pegawai.nama not in html
    assert "modul.pdf" not in html


def test_penilaian_detail_of_another_assessor_does_not_exist(client: Client, asesor) -> None:
    kiriman = make_sent(asesor=make_akun("asesor"))
    url = reverse("penugasan:penilaian-detail", args=[kiriman.pk])

    assert (client.get(url).status_code, client.post(url, marks(kiriman, 3, 3, 3)).status_code) == (404, 404)


def test_penilaian_detail_warns_while_the_participant_may_still_change(client: Client, asesor) -> None:
    now = timezone.now()
    penugasan = make_penugasan(dibuka=now - timedelta(days=1), tenggat=now + timedelta(days=1))
    kiriman = make_sent(penugasan, asesor=asesor)

    html = client.get(reverse("penugasan:penilaian-detail", args=[kiriman.pk])).content.decode()

    assert "Peserta masih dapat mengganti kirimannya" in html


def test_a_draft_comes_back_as_it_was_written(client: Client, asesor) -> None:
    kiriman = make_sent(asesor=asesor)
    first = kiriman.penugasan.tugas.kriteria.first().pk
    url = reverse("penugasan:penilaian-detail", args=[kiriman.pk])

    response = client.post(
        url, marks(kiriman, 4, umpan_balik="Lanjutkan.", **{f"catatan_{first}": "Halaman 2"}), follow=True
    )

    html = response.content.decode()
    assert "Draf disimpan. Peserta belum melihat apa pun." in html
    assert f'id="level_{first}_4" value="4" checked' in html
    assert "Halaman 2" in html
    assert "Lanjutkan." in html


def test_finishing_an_incomplete_rubric_names_what_is_missing_and_keeps_the_draft(client: Client, asesor) -> None:
    kiriman = make_sent(asesor=asesor)

    response = client.post(reverse("penugasan:penilaian-detail", args=[kiriman.pk]), marks(kiriman, 4, aksi="selesai"))

    assert "Beri level untuk: Diferensiasi; Asesmen formatif." in response.content.decode()
    assert list(kiriman.nilai.values_list("level", flat=True)) == [4, None, None]


def test_finishing_closes_the_marking(client: Client, asesor) -> None:
    kiriman = make_sent(asesor=asesor)

    response = client.post(
        reverse("penugasan:penilaian-detail", args=[kiriman.pk]), marks(kiriman, 4, 3, 5, aksi="selesai"), follow=True
    )

    assert "Penilaian selesai dan masuk ke penghitungan berikutnya." in response.content.decode()
    assert Kiriman.objects.get().status == "dinilai"


def test_a_level_outside_the_rubric_is_refused(client: Client, asesor) -> None:
    kiriman = make_sent(asesor=asesor)

    response = client.post(reverse("penugasan:penilaian-detail", args=[kiriman.pk]), marks(kiriman, 6))

    assert "Belum disimpan" in response.content.decode()
    assert kiriman.nilai.count() == 0


def test_a_finished_marking_is_shown_without_a_form(client: Client, asesor) -> None:
    kiriman = make_marked(asesor=asesor)

    html = client.get(reverse("penugasan:penilaian-detail", args=[kiriman.pk])).content.decode()

    assert "Penilaian Anda" in html
    assert 'type="radio"' not in html


def test_the_assessor_downloads_assigned_files_under_a_blind_name(client: Client, asesor) -> None:
    kiriman = make_sent(asesor=asesor)
    berkas = kiriman.berkas.get()
    berkas.berkas.save("x", ContentFile(PDF))

    response = client.get(reverse("penugasan:berkas-download", args=[berkas.pk]))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == f"attachment; filename*=UTF-8''{kiriman.peserta.nomor}-modul-ajar-1.pdf"


def test_the_assessor_sees_neither_unsent_nor_foreign_files(client: Client, asesor) -> None:
    unsent = make_berkas(make_kiriman(asesor=asesor))
    foreign = make_sent().berkas.get()

    for berkas in (unsent, foreign):
        assert client.get(reverse("penugasan:berkas-download", args=[berkas.pk])).status_code == 404


def test_who_was_named_but_lost_the_role_sees_nothing(client: Client) -> None:
    akun = make_akun("proktor")
    kiriman = make_sent(asesor=akun)
    client.force_login(akun)

    assert client.get(reverse("penugasan:penilaian-detail", args=[kiriman.pk])).status_code == 404
    assert client.get(reverse("penugasan:berkas-download", args=[kiriman.berkas.get().pk])).status_code == 404
