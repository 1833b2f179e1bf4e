"""One person's input into the registry's pages."""

from pegawai.forms.akun import AkunForm, AlasanForm, PeranForm
from pegawai.forms.impor import ImporForm
from pegawai.forms.kolom import JudulKolomForm, KolomForm
from pegawai.forms.koreksi import JawabKoreksiForm, KoreksiForm, SaringKoreksiForm
from pegawai.forms.masuk import MasukForm, SandiForm
from pegawai.forms.pengaturan import PenandatanganForm, PengaturanForm
from pegawai.forms.saring import (
    SaringAkunForm,
    SaringImporForm,
    SaringJejakForm,
    SaringPegawaiForm,
    SaringPekerjaanForm,
)

__all__ = [
    "AkunForm",
    "AlasanForm",
    "ImporForm",
    "JawabKoreksiForm",
    "JudulKolomForm",
    "KolomForm",
    "KoreksiForm",
    "MasukForm",
    "PenandatanganForm",
    "PengaturanForm",
    "PeranForm",
    "SandiForm",
    "SaringAkunForm",
    "SaringImporForm",
    "SaringJejakForm",
    "SaringKoreksiForm",
    "SaringPegawaiForm",
    "SaringPekerjaanForm",
]
