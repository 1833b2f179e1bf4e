import re

import pytest

from asesmen.ujian.models import TindakanProktor
from pegawai.rules.jejak import TINDAKAN, label_objek, label_tindakan
from tests.pegawai.rules.acts import recorded_acts


def test_every_act_the_code_records_reads_as_words() -> None:
    acts = recorded_acts() | {f"ujian.{jenis}" for jenis in TindakanProktor.Jenis.values}

    # One of each way to write an act: named, by a wrapper, with a prefix, by a local variable, by a choice of two.
    assert {"akun.masuk", "berkas.unggah", "penghitungan.sahkan", "akun.aktifkan", "butir.nonaktifkan"} <= acts
    labels = {act: label_tindakan(act) for act in acts}
    assert {act: label for act, label in labels.items() if not re.fullmatch(r"[A-Z][a-z]+(:? [a-z]+)*", label)} == {}


def test_no_two_acts_share_a_label() -> None:
    assert len(set(TINDAKAN.values())) == len(TINDAKAN)


@pytest.mark.parametrize(
    ("objek", "label"),
    [
        ("akun:9", "Akun 9"),
        ("ruang_sesi:12", "Ruang sesi 12"),
        ("pengaturan:ukuran_kertas", "Pengaturan: Ukuran kertas"),
        ("pengaturan:lama", "Pengaturan lama"),
        ("penghitungan:0b7a7ad2-91c3-4df5-8fd8-8f4f3a2d7d11", "Penghitungan 0b7a7ad2"),
        ("tugas", "Tugas"),
    ],
)
def test_an_object_is_named_by_its_noun_and_number(objek: str, label: str) -> None:
    assert label_objek(objek) == label


def test_an_act_without_a_label_reads_from_its_own_words() -> None:
    assert label_tindakan("nota.cetak_ulang") == "Nota: cetak ulang"
