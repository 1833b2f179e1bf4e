"""The method notes of a computation, in words: formula, cap, cut-offs, rounding, versions, seal."""

from typing import Any

from django.utils import timezone

from antrean.formats.teks import decimal_text, moment_text, percent_text

Notes = list[tuple[str, str]]

BATAS = {
    "tanpa_batas": "Tidak ada: kelebihan pada satu kompetensi ikut dihitung, JPM dapat melebihi 100%.",
    "per_kompetensi": "Per kompetensi: capaian dihitung paling banyak sebesar standarnya.",
    "total": "Pada jumlah: JPM paling tinggi 100%.",
}
CARA = {
    "rerata_bobot": "Rata-rata bobot opsi yang dipilih; soal yang kosong dihitung 0.",
    "pita_persen": "Bagian poin yang diperoleh per kompetensi dibaca pada tabel pita.",
}
KESENJANGAN = "Capaian dikurangi standar; negatif berarti di bawah standar. Batas JPM tidak mengubahnya."
JPM = "Jumlah capaian dibagi jumlah standar kali 100%, atas kompetensi yang diukur."
PEMBULATAN = (
    "Level dibulatkan sekali ke 0,01 (setengah ke atas) sebelum dijumlahkan. Kategori ditentukan dari perbandingan "
    "yang belum dibulatkan; JPM pada tabel dibulatkan untuk ditampilkan."
)
GABUNGAN = (
    "Bila ujian dan tugas mengukur kompetensi yang sama: ujian {}, sisanya tugas. Rata-rata ujian belum dibulatkan "
    "saat digabung. Satu metode saja dihitung penuh."
)


def metode_of(penghitungan: Any) -> Notes:
    """Pairs of label and sentence."""
    masukan = penghitungan.masukan
    aturan = masukan["aturan"]
    unmeasured = ", ".join(f"{k['nama']} ({k['kode']})" for k in masukan["tidak_diukur"])
    mark = " (contoh)" if aturan["is_contoh"] else ""
    return [
        ("Kesenjangan", KESENJANGAN),
        ("JPM", JPM),
        ("Batas JPM", BATAS[aturan["batas_jpm"]]),
        ("Kategori", kategori_text(aturan["skema"])),
        ("Pembulatan", PEMBULATAN),
        *_konversi(aturan),
        ("Gabungan metode", GABUNGAN.format(percent_text(aturan["bobot_ujian"], 1, 0))),
        ("Tidak diukur pada gelombang ini", unmeasured or "Semua kompetensi standar diukur."),
        ("Standar", _standar(masukan)),
        ("Aturan penilaian", f"{aturan['nama']}, versi {aturan['versi']}{mark}"),
        ("Instrumen", masukan["instrumen"] or "Tanpa ujian"),
        ("Kunci", f"{len(masukan['kunci'])} butir, versi kunci dibekukan"),
        ("Tanggal penghitungan", _moment(penghitungan)),
        ("Sidik masukan (SHA-256)", penghitungan.digest),
    ]


def kategori_text(skema: dict[str, Any]) -> str:
    """The cut-offs as one sentence, best class first."""
    bands = sorted(skema["pita"], key=lambda band: -band["peringkat"])
    words = []
    for band in bands:
        low, high = decimal_text(band["dari"]), band["sampai"]
        limit = f"{low}% ke atas" if high is None else f"{low}% sampai di bawah {decimal_text(high)}%"
        words.append(f"{band['nama']} ({band['kode']}): {limit}")
    return f"{skema['nama']} versi {skema['versi']} ({skema['sumber']}). " + "; ".join(words) + "."


def _konversi(aturan: dict[str, Any]) -> Notes:
    kinds = (("konversi_bobot", "Konversi soal berbobot"), ("konversi_poin", "Konversi soal benar/salah"))
    return [(label, _konversi_text(aturan[key])) for key, label in kinds if aturan[key]]


def _konversi_text(konversi: dict[str, Any]) -> str:
    bands = "; ".join(f"mulai {decimal_text(p['dari'])}% level {decimal_text(p['level'])}" for p in konversi["pita"])
    mark = "CONTOH, belum diputuskan BKPSDM." if konversi["is_contoh"] else ""
    words = [f"{konversi['nama']} versi {konversi['versi']}.", CARA[konversi["cara"]], bands, mark]
    return " ".join(filter(None, words))


def _standar(masukan: dict[str, Any]) -> str:
    standar = masukan["standar"]
    names = " · ".join(filter(None, [standar["nama"], standar["nomor_sk"]]))
    return f"{names}; {len(standar['baris'])} baris dipakai, {len(masukan['perlu_konfirmasi'])} perlu konfirmasi"


def _moment(penghitungan: Any) -> str:
    return f"{moment_text(timezone.localtime(penghitungan.dihitung_at))}, rumus versi {penghitungan.versi_aturan}"
