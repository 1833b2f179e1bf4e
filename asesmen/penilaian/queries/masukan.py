"""Everything that a computation reads, gathered once: who took part, answers, keys, task levels, standard and rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from asesmen.bank.queries import KunciRow, kunci_rows
from asesmen.gelombang.queries import gelombang_get, peserta_pegawai_ids
from asesmen.kompetensi.queries import (
    KompetensiRow,
    Tuntutan,
    aturan_snapshot,
    kompetensi_rows,
    standar_at,
    standar_for,
)
from asesmen.kompetensi.rules import AturanSnapshot
from asesmen.penilaian.rules import VERSI
from asesmen.penilaian.rules.sidik import sidik
from asesmen.penugasan.queries import level_rows
from asesmen.penugasan.rules.nilai import LevelTugas
from asesmen.ujian.queries import JawabanPeserta, jawaban_rows
from pegawai.queries import Orang, orang_pada


class MasukanIncomplete(Exception):
    """Something that a computation needs is not there; `code` says what, `rincian` names it."""

    def __init__(self, code: str, rincian: str = "") -> None:
        super().__init__(code)
        self.code, self.rincian = code, rincian


@dataclass(frozen=True)
class Standar:
    id: int
    nama: str
    nomor_sk: str


@dataclass(frozen=True)
class Masukan:
    """The inputs of one computation. `tuntutan` lists what is asked in the order of the dictionary."""

    gelombang_id: int
    tujuan: str
    tanggal_acuan: str
    instrumen: str
    aturan: AturanSnapshot
    standar: Standar
    kompetensi: list[KompetensiRow]
    peserta: dict[int, Orang]
    jawaban: dict[int, JawabanPeserta]
    kunci: dict[int, KunciRow]
    tugas: Mapping[int, Mapping[str, LevelTugas]]
    tuntutan: dict[int, Mapping[str, Tuntutan]]

    @property
    def is_ujian(self) -> bool:
        """This wave has an exam: without it nobody gets a result."""
        return bool(self.instrumen)

    @property
    def diukur(self) -> set[str]:
        """Codes of the competencies that some method of the wave measured."""
        exam = {kunci.kompetensi_kode for kunci in self.kunci.values()}
        return exam | {kode for levels in self.tugas.values() for kode in levels}


def masukan_of(gelombang_id: int) -> Masukan:
    """Raises MasukanIncomplete."""
    gelombang = gelombang_get(gelombang_id)
    if gelombang is None or gelombang.aturan_id is None:
        raise MasukanIncomplete("aturan_belum_dipilih")
    standar = standar_at(gelombang.tanggal_acuan)
    if standar is None:
        raise MasukanIncomplete("standar_tidak_berlaku", f"{gelombang.tanggal_acuan:%d-%m-%Y}")
    peserta = _peserta(gelombang_id, gelombang.tanggal_acuan)
    jawaban = {row.peserta_id: row for row in jawaban_rows(gelombang_id)}
    kompetensi = kompetensi_rows()
    return Masukan(
        gelombang_id=gelombang_id,
        tujuan=gelombang.tujuan,
        tanggal_acuan=gelombang.tanggal_acuan.isoformat(),
        instrumen=str(gelombang.instrumen) if gelombang.instrumen_id else "",
        aturan=aturan_snapshot(gelombang.aturan_id),
        standar=Standar(standar.pk, standar.nama, standar.nomor_sk),
        kompetensi=kompetensi,
        peserta=peserta,
        jawaban=jawaban,
        kunci=_kunci(jawaban),
        tugas=level_rows(gelombang_id),
        tuntutan=_tuntutan(peserta, standar.pk, kompetensi),
    )


def _peserta(gelombang_id: int, tanggal: date) -> dict[int, Orang]:
    """Who took part, in the unit and jabatan of that day: a later promotion does not change what was asked then."""
    ids = peserta_pegawai_ids(gelombang_id)
    return {ids[pegawai_id]: orang for pegawai_id, orang in orang_pada(ids, tanggal).items()}


def _kunci(jawaban: Mapping[int, JawabanPeserta]) -> dict[int, KunciRow]:
    versions = {versi for row in jawaban.values() for versi in row.versi}
    found = kunci_rows(versions)
    if missing := versions - found.keys():
        raise MasukanIncomplete("kunci_tidak_ada", str(len(missing)))
    return found


def _tuntutan(
    peserta: Mapping[int, Orang], standar_id: int, kompetensi: list[KompetensiRow]
) -> dict[int, Mapping[str, Tuntutan]]:
    asked = standar_for(peserta.values(), standar_id)
    # People of one jenjang share a mapping: put it into the order of the dictionary once for all of them.
    ordered: dict[int, Mapping[str, Tuntutan]] = {}
    for levels in asked.values():
        if id(levels) not in ordered:
            ordered[id(levels)] = {k.kode: levels[k.kode] for k in kompetensi if k.kode in levels}
    return {pegawai_id: ordered[id(levels)] for pegawai_id, levels in asked.items()}


def as_json(masukan: Masukan) -> dict[str, Any]:
    """What is frozen with the computation: keys, rules, standard and rows used, and seals of the answers and marks."""
    asked = {t.baris_id: t for levels in masukan.tuntutan.values() for k, t in levels.items() if k in masukan.diukur}
    wanted = {kode for levels in masukan.tuntutan.values() for kode in levels}
    return {
        "rumus": VERSI,
        "tujuan": masukan.tujuan,
        "tanggal_acuan": masukan.tanggal_acuan,
        "instrumen": masukan.instrumen,
        "metode": ["ujian"] * masukan.is_ujian + ["penugasan"] * bool(masukan.tugas),
        "aturan": masukan.aturan.as_json(),
        "standar": {**vars(masukan.standar), "baris": sorted(asked)},
        "perlu_konfirmasi": sorted(pk for pk, t in asked.items() if t.perlu_konfirmasi),
        "kunci": {str(versi): kunci.kunci_id for versi, kunci in sorted(masukan.kunci.items())},
        "kompetensi": [vars(k) for k in masukan.kompetensi if k.kode in masukan.diukur],
        "tidak_diukur": [vars(k) for k in masukan.kompetensi if k.kode in wanted - masukan.diukur],
        "peserta": {"jumlah": len(masukan.peserta), "sha256": sidik(sorted(masukan.peserta))},
        "jawaban": _sealed({p: [row.status, row.versi, row.jawaban] for p, row in masukan.jawaban.items()}),
        "tugas": _sealed({p: {k: str(t.level) for k, t in levels.items()} for p, levels in masukan.tugas.items()}),
    }


def _sealed(rows: Mapping[int, Any]) -> dict[str, Any]:
    return {"jumlah": len(rows), "sha256": sidik({str(key): value for key, value in rows.items()})}
