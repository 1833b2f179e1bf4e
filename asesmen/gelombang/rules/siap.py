"""What a wave still lacks before it may be locked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keadaan:
    """Counts of a wave. Minutes are 0 where there is nothing to compare."""

    has_instrumen: bool
    has_aturan: bool
    peserta: int
    ditempatkan: int
    sesi: int
    sesi_lewat: int
    sesi_terpendek_menit: int = 0
    durasi_menit: int = 0


@dataclass(frozen=True)
class Kekurangan:
    """One reason against locking: a stable code, and a sentence that says what to do."""

    code: str
    teks: str


def kekurangan(k: Keadaan) -> list[Kekurangan]:
    """Return every reason at once, in the order in which they are mended; empty when the wave may be locked."""
    belum = k.peserta - k.ditempatkan
    checks = [
        (not k.has_instrumen, "tanpa_instrumen", "Instrumen ujian belum dipilih. Pilih pada data gelombang."),
        (not k.has_aturan, "tanpa_aturan", "Aturan penilaian belum dipilih. Pilih pada data gelombang."),
        (k.peserta == 0, "tanpa_peserta", "Belum ada peserta. Pilih atau unggah daftar peserta."),
        (k.sesi == 0, "tanpa_sesi", "Belum ada sesi. Buat sesi dan tentukan ruangnya."),
        (k.sesi_lewat > 0, "sesi_lewat", f"{k.sesi_lewat} sesi sudah lewat waktunya. Hapus, lalu buat sesi baru."),
        (
            0 < k.sesi_terpendek_menit < k.durasi_menit,
            "sesi_terlalu_pendek",
            f"Sesi terpendek {k.sesi_terpendek_menit} menit, sedangkan instrumen memerlukan {k.durasi_menit} menit. "
            "Perpanjang sesi atau pilih instrumen lain.",
        ),
        (belum > 0, "belum_ditempatkan", f"{belum} peserta belum mendapat tempat. Susun tempat atau tambah sesi."),
    ]
    return [Kekurangan(code, teks) for is_lacking, code, teks in checks if is_lacking]
