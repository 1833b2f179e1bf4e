"""The second factor of an account: whether it has one, and how many recovery codes are left."""

from pegawai.models import FaktorKedua


def faktor_of(akun_id: int) -> FaktorKedua | None:
    """The factor, also one that was never confirmed."""
    return FaktorKedua.objects.filter(akun_id=akun_id).first()


def has_faktor(akun_id: int) -> bool:
    return FaktorKedua.objects.filter(akun_id=akun_id).exclude(dikonfirmasi_at=None).exists()


def kode_pemulihan_left(akun_id: int) -> int:
    faktor = faktor_of(akun_id)
    return faktor.kode_pemulihan.filter(dipakai_at=None).count() if faktor else 0
