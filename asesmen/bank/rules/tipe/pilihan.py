"""What the types with options share: letters of an answer, and faults of the options."""

from asesmen.bank.rules.butir import HURUF, ButirMasuk, Masalah


def letters(nilai: object) -> frozenset[str]:
    """Read a letter or several; what is no letter is left out."""
    raw = nilai if isinstance(nilai, list | tuple | set | frozenset) else [nilai]
    return frozenset(text for text in (str(v).strip().upper() for v in raw) if text in HURUF)


def option_faults(butir: ButirMasuk, *, minimum: int = 2) -> list[Masalah]:
    if len(butir.opsi) < minimum:
        return [Masalah("Opsi A", "opsi_kurang", f"Perlu sedikitnya {minimum} opsi. Isi kolom Opsi A dan seterusnya.")]
    used = HURUF[: len(butir.opsi)]
    if tuple(butir.opsi) != used:
        missing = next(letter for letter in used if letter not in butir.opsi)
        return [Masalah(f"Opsi {missing}", "opsi_berlubang", "Ada opsi kosong di tengah. Isi opsi berurutan dari A.")]
    texts = [" ".join(text.split()).casefold() for text in butir.opsi.values()]
    if len(set(texts)) < len(texts):
        return [Masalah("Opsi A", "opsi_kembar", "Dua opsi berisi teks yang sama. Bedakan isinya.")]
    return []


def key_faults(butir: ButirMasuk, *, minimum: int, maximum: int) -> list[Masalah]:
    if len(butir.kunci) < minimum:
        wanted = "satu huruf" if maximum == 1 else f"sedikitnya {minimum} huruf"
        return [Masalah("Kunci", "kunci_kosong", f"Kunci belum lengkap. Isi {wanted}, misalnya {_example(minimum)}.")]
    if len(butir.kunci) > maximum:
        cure = "Pilih satu, atau ubah Tipe menjadi pilihan_ganda_kompleks." if maximum == 1 else "Kurangi kuncinya."
        return [Masalah("Kunci", "kunci_berlebih", f"Kunci memuat {len(butir.kunci)} huruf. {cure}")]
    strange = [letter for letter in butir.kunci if letter not in butir.opsi]
    if strange:
        return [
            Masalah("Kunci", "kunci_tanpa_opsi", f"Opsi {strange[0]} pada kunci masih kosong. Isi atau ubah kunci.")
        ]
    return []


def _example(count: int) -> str:
    return ", ".join(("B", "D")[:count] if count > 1 else ("B",))
