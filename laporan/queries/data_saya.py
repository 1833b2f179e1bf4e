"""All that is kept about one person, gathered from every app."""

from collections.abc import Iterator

from asesmen.gelombang.queries import data_pribadi as gelombang
from asesmen.penilaian.queries import data_pribadi as penilaian
from asesmen.penugasan.queries import data_pribadi as penugasan
from asesmen.ujian.queries import data_pribadi as ujian
from pegawai import queries as pegawai
from pegawai.rules.data_pribadi import LembarData
from pengembangan.queries import data_pribadi as pengembangan


def data_saya(pegawai_id: int) -> list[LembarData]:
    """Sheets of every app; the trail also holds what was done to the person's results, seats and submissions."""
    return [
        *pegawai.data_orang(pegawai_id, _keys(pegawai_id)),
        *gelombang.data_orang(pegawai_id),
        *ujian.data_orang(pegawai_id),
        *penugasan.data_orang(pegawai_id),
        *penilaian.data_orang(pegawai_id),
        *pengembangan.data_orang(pegawai_id),
    ]


def berkas_saya(pegawai_id: int) -> Iterator[tuple[str, bytes]]:
    return penugasan.berkas_orang(pegawai_id)


def _keys(pegawai_id: int) -> list[str]:
    ids = {
        "peserta": gelombang.peserta_ids_of(pegawai_id),
        "hasil": penilaian.hasil_ids_of(pegawai_id),
        "kiriman": penugasan.kiriman_ids_of(pegawai_id),
    }
    return [f"{noun}:{pk}" for noun, pks in ids.items() for pk in pks]
