"""One person's input into the registry's pages."""

from pegawai.forms.akun import AkunForm, AlasanForm, MassalForm, PeranForm
from pegawai.forms.impor import ImporForm, KeputusanForm
from pegawai.forms.jabatan import AturanJabatanForm, CobaForm, JabatanForm
from pegawai.forms.kolom import JudulKolomForm, KolomForm
from pegawai.forms.koreksi import JawabKoreksiForm, KoreksiForm, SaringKoreksiForm
from pegawai.forms.masuk import FaktorForm, MasukForm, PastikanForm, SandiForm
from pegawai.forms.pengaturan import PenandatanganForm, PengaturanForm
from pegawai.forms.sandi import SandiBaruForm
from pegawai.forms.saring import (
    SaringAkunForm,
    SaringBarisForm,
    SaringImporForm,
    SaringJabatanForm,
    SaringJejakForm,
    SaringPegawaiForm,
    SaringPekerjaanForm,
    SaringPeranForm,
)
from pegawai.forms.unit import TujuanForm, UnitForm

__all__ = [
    "AkunForm",
    "AlasanForm",
    "AturanJabatanForm",
    "CobaForm",
    "FaktorForm",
    "ImporForm",
    "JabatanForm",
    "JawabKoreksiForm",
    "JudulKolomForm",
    "KeputusanForm",
    "KolomForm",
    "KoreksiForm",
    "MassalForm",
    "MasukForm",
    "PastikanForm",
    "PenandatanganForm",
    "PengaturanForm",
    "PeranForm",
    "SandiBaruForm",
    "SandiForm",
    "SaringAkunForm",
    "SaringBarisForm",
    "SaringImporForm",
    "SaringJabatanForm",
    "SaringJejakForm",
    "SaringKoreksiForm",
    "SaringPegawaiForm",
    "SaringPekerjaanForm",
    "SaringPeranForm",
    "TujuanForm",
    "UnitForm",
]
