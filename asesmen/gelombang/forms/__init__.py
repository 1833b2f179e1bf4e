"""One person's input on waves."""

from asesmen.gelombang.forms.gelombang import GelombangForm, SaringGelombangForm
from asesmen.gelombang.forms.peserta import PilihPesertaForm, PindahForm, SaringPesertaForm, TambahanForm
from asesmen.gelombang.forms.ruang import ProktorForm, RuangForm, SesiForm
from asesmen.gelombang.forms.unggah import UnggahPesertaForm, UnggahRuangForm

__all__ = [
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
