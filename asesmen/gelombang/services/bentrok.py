"""The database is the judge of double seating; its verdicts become refusals with a name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction


class PegawaiBusy(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Pegawai ini sudah duduk di tempat lain pada waktu yang sama. Pilih sesi lain.", code="pegawai_busy"
        )


class KursiTaken(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Kursi itu baru saja diisi orang lain. Muat ulang halaman, lalu pilih kursi lain.", code="kursi_taken"
        )


class RuangBusy(ValidationError):
    def __init__(self, teks: str = "") -> None:
        super().__init__(
            teks or "Salah satu ruang sudah dipakai sesi lain pada waktu yang sama. Pilih ruang atau waktu lain.",
            code="ruang_busy",
        )


class ProktorBusy(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Proktor ini sudah bertugas di ruang lain pada waktu yang sama. Pilih proktor lain.", code="proktor_busy"
        )


class PesertaNotUnique(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Sebagian orang baru saja ditambahkan petugas lain. Muat ulang halaman, lalu ulangi.",
            code="peserta_not_unique",
        )


BY_CONSTRAINT: dict[str, Callable[[], ValidationError]] = {
    "pegawai_tidak_duduk_di_dua_tempat": PegawaiBusy,
    "kursi_satu_orang": KursiTaken,
    "ruang_tidak_dipakai_dua_sesi": RuangBusy,
    "proktor_tidak_di_dua_ruang": ProktorBusy,
    "peserta_unik_per_gelombang": PesertaNotUnique,
    "nomor_peserta_unik": PesertaNotUnique,
}


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what our constraints forbid into refusals; any other database error stays one."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diag = getattr(error.__cause__, "diag", None)
        refusal = BY_CONSTRAINT.get(getattr(diag, "constraint_name", None) or "")
        if refusal is None:
            raise
        raise refusal() from error
