"""What assignments keep about one person, with the files that were handed in."""

from collections.abc import Iterator

from asesmen.penugasan.models import BerkasKiriman, Kiriman, NilaiKriteria
from pegawai.queries import lembar_of
from pegawai.rules.data_pribadi import LembarData


def kiriman_ids_of(pegawai_id: int) -> list[int]:
    return list(Kiriman.objects.filter(peserta__pegawai_id=pegawai_id).values_list("pk", flat=True))


def data_orang(pegawai_id: int) -> list[LembarData]:
    """Submissions and files; marks once they are final."""
    of_person = {"kiriman__peserta__pegawai_id": pegawai_id}
    return [
        lembar_of(
            "Kiriman tugas",
            Kiriman.objects.filter(peserta__pegawai_id=pegawai_id).order_by("pk"),
            {
                "Gelombang": "peserta__gelombang__nama", "Tugas": "penugasan__tugas__judul", "Keadaan": "status",
                "Dikirim": "submitted_at", "Dinilai": "marked_at",
            },
        ),
        lembar_of(
            "Berkas tugas",
            BerkasKiriman.objects.filter(**of_person).order_by("uploaded_at"),
            {
                "Untuk": "persyaratan", "Nama berkas": "nama_asli", "Ukuran": "ukuran", "SHA-256": "sha256",
                "Diunggah": "uploaded_at", "Dikirim": "is_dikirim",
            },
        ),
        lembar_of(
            "Nilai tugas",
            NilaiKriteria.objects.filter(**of_person, kiriman__status=Kiriman.Status.DINILAI).order_by("pk"),
            {
                "Tugas": "kiriman__penugasan__tugas__judul", "Kriteria": "kriteria__nama", "Level": "level",
                "Catatan": "catatan", "Umpan balik": "kiriman__umpan_balik",
            },
        ),
    ]  # fmt: skip


def berkas_orang(pegawai_id: int) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file that is still there, one at a time."""
    rows = BerkasKiriman.objects.filter(kiriman__peserta__pegawai_id=pegawai_id).order_by("uploaded_at")
    for number, row in enumerate(rows, 1):
        if row.berkas.name and row.berkas.storage.exists(row.berkas.name):
            with row.berkas.open("rb") as content:
                yield f"{number:03d}-{row.nama_asli}", content.read()
