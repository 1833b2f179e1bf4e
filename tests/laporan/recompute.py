"""The same results by another road: from the stored answers and the keys in contoh/konten, with plain fractions.

Nothing here imports a rule or a service of the product. It reads the database's rows and the content files.
"""

import json
from collections import defaultdict
from fractions import Fraction
from typing import Any

from django.conf import settings

from asesmen.bank.models import VersiButir
from asesmen.ujian.models import Jawaban, Pengerjaan

PITA = ((Fraction(85), 5), (Fraction(70), 4), (Fraction(55), 3), (Fraction(40), 2), (Fraction(0), 1))
KELAS = ((Fraction(90), "Optimal"), (Fraction(78), "Cukup Optimal"), (Fraction(0), "Kurang Optimal"))
Levels = dict[str, Fraction]


def content(name: str) -> Any:
    return json.loads((settings.BASE_DIR / "contoh" / "konten" / f"{name}.json").read_text(encoding="utf-8"))


def half_up(value: Fraction) -> Fraction:
    """To two decimals, a half upwards; for numbers of 0 and more."""
    return Fraction(int(value * 100 + Fraction(1, 2)), 100)


def number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def is_right(item: dict[str, Any], answer: Any) -> bool:
    if item["tipe"] == "numerik":
        try:
            typed = number(str(answer))
        except ValueError:
            return False
        return abs(typed - number(item["jawaban_diterima"][0])) <= number(str(item["toleransi"] or 0))
    if item["tipe"] == "isian_singkat":
        accepted = {"".join(words.split()).lower() for words in item["jawaban_diterima"]}
        return "".join(str(answer).split()).lower() in accepted
    chosen = set(answer) if isinstance(answer, list) else {answer}
    return chosen == set(item["kunci"])


def standards() -> dict[str, Levels]:
    """Jenjang of a teacher → competency → required level, joined from the two families of rows."""
    joined: dict[str, Levels] = defaultdict(dict)
    for row in content("standar"):
        if row["kelompok"] == "Jabatan Fungsional Keahlian":
            joined[row["jenjang"]][row["kompetensi"]] = Fraction(row["level"])
        if row["kelompok"] == "Guru":
            joined[row["jenjang"].removeprefix("Guru ")][row["kompetensi"]] = Fraction(row["level"])
    return joined


def levels_by_nip(gelombang_id: int) -> dict[str, Levels]:
    """NIP → competency → level, from the raw answers of every finished sitting of a wave."""
    codes = dict(VersiButir.objects.values_list("pk", "butir__kode"))
    situational = {item["kode"]: item for item in content("soal_mansoskul")}
    technical = {item["kode"]: item for item in content("soal_guru") + content("soal_nakes")}
    sittings = Pengerjaan.objects.filter(peserta__gelombang_id=gelombang_id, status="selesai")
    answers: dict[Any, dict[int, Any]] = defaultdict(dict)
    for row in Jawaban.objects.filter(pengerjaan__in=sittings).exclude(nilai=None):
        answers[row.pengerjaan_id][row.versi_id] = row.nilai
    found = {}
    for sitting in sittings.select_related("peserta__pegawai"):
        weights: dict[str, list[Fraction]] = defaultdict(list)
        points: dict[str, list[tuple[Fraction, Fraction]]] = defaultdict(list)
        for bagian in sitting.naskah:
            for butir in bagian["butir"]:
                kode, answer = codes[butir["versi"]], answers[sitting.pk].get(butir["versi"])
                if kode in situational:
                    item = situational[kode]
                    weights[item["kompetensi"]].append(Fraction(item["bobot"][answer]) if answer else Fraction(0))
                else:
                    item = technical[kode]
                    got = Fraction(item["skor"]) if answer is not None and is_right(item, answer) else Fraction(0)
                    points[item["kompetensi"]].append((got, Fraction(item["skor"])))
        found[sitting.peserta.pegawai.nip] = _levels(weights, points)
    return found


def _levels(weights: dict[str, list[Fraction]], points: dict[str, list[tuple[Fraction, Fraction]]]) -> Levels:
    levels = {kode: half_up(sum(values, Fraction(0)) / len(values)) for kode, values in weights.items()}
    for kode, pairs in points.items():
        share = sum(got for got, _ in pairs) * 100 / sum(most for _, most in pairs)
        levels[kode] = Fraction(next(level for low, level in PITA if share >= low))
    return levels


def jpm(levels: Levels, required: Levels) -> tuple[Fraction, str]:
    """JPM as it is printed, and the class decided before printing."""
    share = sum(levels.values()) * 100 / sum(required[kode] for kode in levels)
    return half_up(share), next(name for low, name in KELAS if share >= low)
