"""Which column of a waiting file is which: its first rows, and the sources that are remembered."""

from pathlib import Path

from django.db.models import QuerySet

from pegawai.formats.tabel import Lembar, read_tabel
from pegawai.models import Impor, ProfilKolom
from pegawai.rules.kolom_berkas import ROWS


def lembar_awal(impor: Impor) -> list[Lembar]:
    """The first rows of each sheet of a waiting file; none when it is not kept any more. Raises TabelUnreadable."""
    if not impor.berkas or not Path(impor.berkas.path).is_file():
        return []
    sheets = read_tabel(Path(impor.berkas.path), impor.berkas_nama, rows=ROWS)
    return [sheet for sheet in sheets if any(sheet.rows)]


def profil_kolom_list() -> QuerySet[ProfilKolom]:
    return ProfilKolom.objects.select_related("akun").order_by("nama", "pk")


def profil_kolom_get(profil_id: int) -> ProfilKolom | None:
    return ProfilKolom.objects.filter(pk=profil_id).first()
