"""What the frame of every page shows: menu, account, office, server time, theme."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone

from config.menu import AKUN, VISIBLE, Entri, menu_for, owner_of
from pegawai import queries
from pegawai.access import peran_in, peran_setempat_in
from pegawai.rules.peran import LABEL, Peran

TEMA = ("light", "dark")
UKURAN = ("biasa", "besar", "terbesar")
KEEP_SECONDS = 30


@dataclass(frozen=True)
class Tautan:
    label: str
    alamat: str
    is_current: bool = False


class Kerangka:
    """Read piece by piece, when a template asks: a page without a frame costs nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def tautan_menu(self) -> list[Tautan]:
        entries = [pair for pair in resolved(menu_for(self.peran)) if opens(*pair, peran_in(self.request))]
        here = owner_of(self.request.path, [path for entri, alamat in entries for path in (alamat, *entri.juga)])
        return [Tautan(entri.label, alamat, here in (alamat, *entri.juga)) for entri, alamat in entries]

    @cached_property
    def menu(self) -> list[Tautan]:
        return self.tautan_menu[: self.visible]

    @cached_property
    def menu_lain(self) -> list[Tautan]:
        return self.tautan_menu[self.visible :]

    @cached_property
    def visible(self) -> int:
        # Folding a single entry away would save nothing.
        return VISIBLE if len(self.tautan_menu) > VISIBLE + 1 else VISIBLE + 1

    @cached_property
    def nama(self) -> str:
        return self.request.user.nama if self.request.user.is_authenticated else ""

    @cached_property
    def peran_label(self) -> str:
        return ", ".join(label for peran, label in LABEL.items() if peran in self.peran)

    @cached_property
    def peran(self) -> frozenset[Peran]:
        return peran_setempat_in(self.request)

    @cached_property
    def tautan_akun(self) -> list[Tautan]:
        return [Tautan(entri.label, alamat) for entri, alamat in resolved(list(AKUN))]

    @cached_property
    def alamat_keluar(self) -> str:
        return address_of("pegawai:keluar")

    @cached_property
    def pengaturan(self) -> dict[str, Any]:
        return queries.pengaturan_all()

    @property
    def instansi(self) -> str:
        """The office's name; whoever signed in sees a new one at once, other people within half a minute."""
        is_staff = self.request.user.is_authenticated
        return self.pengaturan["nama_instansi"] if is_staff else kept_instansi(int(time.monotonic() / KEEP_SECONDS))

    @property
    def kabupaten(self) -> str:
        return self.pengaturan["nama_kabupaten"]

    @cached_property
    def sekarang(self) -> datetime:
        return timezone.localtime()

    @property
    def tema(self) -> str:
        return chosen(self.request.COOKIES, "tema", TEMA)

    @property
    def ukuran(self) -> str:
        return chosen(self.request.COOKIES, "ukuran", UKURAN)


@lru_cache(maxsize=1)
def kept_instansi(_period: int) -> str:
    """Read once in each period: 900 people ask for their pages in the same seconds."""
    return queries.pengaturan("nama_instansi")


def chosen(cookies: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    """Return the cookie's value when it is one of ours: it is written into the page."""
    value = cookies.get(name, "")
    return value if value in allowed else ""


def address_of(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def resolved(entries: list[Entri]) -> list[tuple[Entri, str]]:
    return [(entri, alamat) for entri in entries if (alamat := address_of(entri.route))]


def opens(entri: Entri, alamat: str, whole: frozenset[Peran]) -> bool:
    """Whether a page opens for roles granted for a unit too, or else for one held everywhere."""
    return getattr(resolve(alamat).func, "is_per_unit", True) or bool(entri.peran & whole)


def shell(request: HttpRequest) -> dict[str, Kerangka]:
    return {"kerangka": Kerangka(request)}
