"""Questions about assignments: the face that other apps read."""

from asesmen.penugasan.queries.asesor import Asesor, asesor_get, asesor_list
from asesmen.penugasan.queries.nilai import (
    KriteriaIsian,
    kiriman_dinilai_by,
    level_rows,
    menilai_list,
    rubrik_rows,
)
from asesmen.penugasan.queries.penugasan import (
    Ringkasan,
    calon_list,
    kiriman_get,
    kiriman_list,
    penugasan_get,
    penugasan_list,
    ringkasan,
    tugas_list,
)
from asesmen.penugasan.queries.peserta import (
    Bagian,
    bagian_rows,
    berkas_get,
    berkas_urut,
    kiriman_of_peserta,
    tugas_saya,
)

__all__ = [
    "Asesor",
    "Bagian",
    "KriteriaIsian",
    "Ringkasan",
    "asesor_get",
    "asesor_list",
    "bagian_rows",
    "berkas_get",
    "berkas_urut",
    "calon_list",
    "kiriman_dinilai_by",
    "kiriman_get",
    "kiriman_list",
    "kiriman_of_peserta",
    "level_rows",
    "menilai_list",
    "penugasan_get",
    "penugasan_list",
    "ringkasan",
    "rubrik_rows",
    "tugas_list",
    "tugas_saya",
]
