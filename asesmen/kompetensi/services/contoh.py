"""The sample dictionary and standard that the product ships (contoh/konten)."""

import json
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from asesmen.kompetensi.models import StandarKompetensi
from asesmen.kompetensi.services.aturan import load_contoh_aturan
from asesmen.kompetensi.services.kamus import Muatan, load_kamus, plan_kamus
from asesmen.kompetensi.services.standar import load_standar, plan_standar

if TYPE_CHECKING:
    from pegawai.models import Akun

NAMA_STANDAR = "Standar kompetensi contoh"
BERLAKU_DARI = date(2026, 1, 1)


@lru_cache(maxsize=4)
def _content(name: str) -> Any:
    return json.loads((settings.BASE_DIR / "contoh" / "konten" / name).read_text(encoding="utf-8"))


def plan_contoh() -> tuple[Muatan, Muatan]:
    """What `load_contoh` would do to the dictionary and to the standard."""
    kamus = _content("kompetensi.json")
    codes = {k["kode"] for k in kamus["kompetensi"]}
    return plan_kamus(kamus), plan_standar(_content("standar.json"), nama=NAMA_STANDAR, known=codes)


def load_contoh_kamus(at: datetime, akun: "Akun | None" = None) -> Muatan:
    return load_kamus(_content("kompetensi.json"), at=at, akun=akun)


def load_contoh_standar(at: datetime, akun: "Akun | None" = None) -> StandarKompetensi:
    """The sample standard as a draft: somebody else puts it in force."""
    return load_standar(_content("standar.json"), nama=NAMA_STANDAR, berlaku_dari=BERLAKU_DARI, at=at, akun=akun)


@transaction.atomic
def load_contoh(*, at: datetime, akun: "Akun | None" = None) -> tuple[Muatan, StandarKompetensi]:
    """Dictionary, draft standard and example rules; a second time changes nothing."""
    muatan = load_contoh_kamus(at, akun)
    standar = load_contoh_standar(at, akun)
    load_contoh_aturan(at, akun)
    return muatan, standar
