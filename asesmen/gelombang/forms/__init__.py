"""One person's input on waves."""

from asesmen.gelombang.forms.gelombang import AlasanForm, GelombangForm, SaringGelombangForm
from asesmen.gelombang.forms.peserta import PilihPesertaForm, PindahForm, SaringPesertaForm, TambahanForm
from asesmen.gelombang.forms.ruang import ProktorForm, RuangForm, SesiForm
from asesmen.gelombang.forms.unggah import UnggahPesertaForm, UnggahRuangForm

__all__ = [
    "AlasanForm",
    "GelombangForm",
    "PilihPesertaForm",
    "PindahForm",
    "ProktorForm",
    "RuangForm",
    "SaringGelombangForm",
    "SaringPesertaForm",
    "SesiForm",
    "TambahanForm",
    "UnggahPesertaForm",
    "UnggahRuangForm",
]
