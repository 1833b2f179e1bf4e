from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from asesmen.penugasan import services
from asesmen.penugasan.models import BerkasKiriman, Kiriman
from pegawai.models import Jejak
from tests.penugasan.berkas import PDF, PNG, make_ooxml
from tests.penugasan.factories import AT, DIBUKA, SESUDAH, TENGGAT, make_kiriman, make_penugasan

pytestmark = pytest.mark.django_db


def upload(
    kiriman: Kiriman, name: str = "modul.pdf", content: bytes = PDF, persyaratan: str = "Modul ajar", at: datetime = AT
) -> BerkasKiriman:
    return services.upload_berkas(
        kiriman_id=kiriman.pk, persyaratan=persyaratan, file=SimpleUploadedFile(name, content), at=at
    )


def names(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_upload_keeps_the_file_under_a_name_of_ours_and_the_original_as_text(media_root: Path) -> None:
    kiriman = make_kiriman()

    berkas = upload(kiriman, "../../etc/Modul Ajar.pdf")

    assert berkas.nama_asli == "Modul Ajar.pdf"
    assert names(media_root) == [f"penugasan/{kiriman.pk}/{berkas.pk}"]
    assert (media_root / "penugasan" / str(kiriman.pk) / str(berkas.pk)).read_bytes() == PDF
    assert (berkas.ukuran, berkas.tipe, berkas.is_dikirim) == (len(PDF), "pdf", False)


def test_upload_is_told_in_the_audit_trail_by_participant_number() -> None:
    kiriman = make_kiriman()

    upload(kiriman)

    row = Jejak.objects.get(tindakan="berkas.unggah")
    assert (row.aktor, row.objek, row.akun) == (f"Peserta {kiriman.peserta.nomor}", f"kiriman:{kiriman.pk}", None)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("modul.exe", PDF, "tipe"),
        ("modul.pdf", b"", "kosong"),
        ("modul.pdf", b"MZ\x90", "isi_tidak_sesuai"),
        ("modul.docx", PDF, "isi_tidak_sesuai"),
        ("modul.docx", make_ooxml(extra={"word/vbaProject.bin": b"x"}), "makro"),
        ("modul.pdf", PDF + b" " * 1024 * 1024, "terlalu_besar"),
    ],
)
def test_upload_refuses_a_bad_file_and_keeps_nothing(media_root: Path, name: str, content: bytes, code: str) -> None:
    kiriman = make_kiriman()

    with pytest.raises(services.BerkasNotAccepted) as refused:
        upload(kiriman, name, content)

    assert refused.value.code == code
    assert (kiriman.berkas.count(), names(media_root)) == (0, [])


def test_upload_refuses_more_files_than_asked_for() -> None:
    kiriman = make_kiriman()
    upload(kiriman)

    with pytest.raises(services.BerkasNotAccepted) as refused:
        upload(kiriman)

    assert refused.value.code == "terlalu_banyak"


def test_upload_refuses_what_the_task_does_not_ask_for() -> None:
    with pytest.raises(services.PersyaratanUnknown):
        upload(make_kiriman(), persyaratan="Lainnya")


def test_upload_waits_for_the_opening() -> None:
    with pytest.raises(services.KirimanNotOpened):
        upload(make_kiriman(), at=DIBUKA - timedelta(seconds=1))


def test_upload_is_refused_at_the_deadline_with_its_time_in_words() -> None:
    kiriman = make_kiriman()

    upload(kiriman, at=TENGGAT - timedelta(seconds=1))
    with pytest.raises(services.KirimanClosed) as refused:
        upload(kiriman, "media.png", PNG, "Media pendukung", at=TENGGAT)

    assert refused.value.messages == [
        "Tenggat tugas ini sudah lewat (27 November 2026 pukul 23.59 WIB). Berkas yang sudah dikirim tetap tersimpan. "
        "Bila Anda terhalang, hubungi BKPSDM."
    ]


def test_send_refuses_while_something_required_is_missing_and_names_it() -> None:
    kiriman = make_kiriman()
    upload(kiriman, "media.png", PNG, "Media pendukung")

    with pytest.raises(services.KirimanIncomplete) as refused:
        services.send_kiriman(kiriman_id=kiriman.pk, at=AT)

    assert "Modul ajar" in refused.value.messages[0]
    assert Kiriman.objects.get(pk=kiriman.pk).status == "belum"


def test_send_makes_the_files_the_submission() -> None:
    kiriman = make_kiriman()
    berkas = upload(kiriman)

    sent = services.send_kiriman(kiriman_id=kiriman.pk, at=AT)

    assert (sent.status, sent.submitted_at) == ("dikirim", AT)
    assert list(kiriman.berkas.filter(is_dikirim=True)) == [berkas]


def test_send_again_without_a_change_is_refused() -> None:
    kiriman = make_kiriman()
    upload(kiriman)
    services.send_kiriman(kiriman_id=kiriman.pk, at=AT)

    with pytest.raises(services.KirimanUnchanged):
        services.send_kiriman(kiriman_id=kiriman.pk, at=AT)


def test_remove_deletes_an_unsent_file_at_once(media_root: Path, django_capture_on_commit_callbacks) -> None:
    kiriman = make_kiriman()
    berkas = upload(kiriman)

    with django_capture_on_commit_callbacks(execute=True):
        services.remove_berkas(berkas_id=berkas.pk, at=AT)

    assert (kiriman.berkas.count(), names(media_root)) == (0, [])


def test_what_was_sent_stays_until_the_next_sending_replaces_it(
    media_root: Path, django_capture_on_commit_callbacks
) -> None:
    kiriman = make_kiriman()
    first = upload(kiriman)
    services.send_kiriman(kiriman_id=kiriman.pk, at=AT)

    services.remove_berkas(berkas_id=first.pk, at=AT)
    second = upload(kiriman, "modul baru.docx", make_ooxml())
    sent_meanwhile = list(kiriman.berkas.filter(is_dikirim=True))
    with django_capture_on_commit_callbacks(execute=True):
        services.send_kiriman(kiriman_id=kiriman.pk, at=AT + timedelta(hours=1))

    assert sent_meanwhile == [first]
    assert list(kiriman.berkas.filter(is_dikirim=True)) == [second]
    assert names(media_root) == [f"penugasan/{kiriman.pk}/{second.pk}"]


def test_a_removed_sent_file_can_be_put_back() -> None:
    kiriman = make_kiriman()
    berkas = upload(kiriman)
    services.send_kiriman(kiriman_id=kiriman.pk, at=AT)
    services.remove_berkas(berkas_id=berkas.pk, at=AT)

    services.restore_berkas(berkas_id=berkas.pk, at=AT)

    assert list(kiriman.berkas.values_list("is_dikirim", "is_dibuang")) == [(True, False)]


def test_a_removed_sent_file_is_not_put_back_over_its_replacement() -> None:
    kiriman = make_kiriman()
    berkas = upload(kiriman)
    services.send_kiriman(kiriman_id=kiriman.pk, at=AT)
    services.remove_berkas(berkas_id=berkas.pk, at=AT)
    upload(kiriman)

    with pytest.raises(services.BerkasNotAccepted):
        services.restore_berkas(berkas_id=berkas.pk, at=AT)


def test_nothing_changes_after_the_deadline() -> None:
    kiriman = make_kiriman()
    berkas = upload(kiriman)

    for order in (
        lambda: services.send_kiriman(kiriman_id=kiriman.pk, at=SESUDAH),
        lambda: services.remove_berkas(berkas_id=berkas.pk, at=SESUDAH),
        lambda: services.restore_berkas(berkas_id=berkas.pk, at=SESUDAH),
    ):
        with pytest.raises(services.KirimanClosed):
            order()


def test_nothing_changes_once_the_marking_is_finished() -> None:
    kiriman = make_kiriman(make_penugasan(), status="dinilai")

    with pytest.raises(services.KirimanMarked):
        upload(kiriman)
