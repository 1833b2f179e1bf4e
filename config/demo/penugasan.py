"""A dozen teachers hand in a modul ajar and are marked by the rubric."""

import json
from datetime import datetime, timedelta
from hashlib import sha256

import typst
from django.core.files.base import ContentFile

from asesmen.gelombang import queries as gelombang
from asesmen.penugasan import queries, services

TUGAS = "TGS-GURU-01"
BANYAK = 12


def walk_tugas(*, gelombang_id: int, bekal_akun: dict[str, int], mulai: datetime) -> None:
    """Give the task, hand in one PDF for each file it asks for, mark every criterion."""
    tugas = next(t for t in queries.tugas_list() if t.kode == TUGAS)
    oleh = bekal_akun["pengelola"]
    penugasan = services.assign_tugas(
        gelombang_id=gelombang_id,
        tugas_id=tugas.pk,
        dibuka=mulai,
        tenggat=mulai + timedelta(days=tugas.durasi_hari),
        akun_id=oleh,
        at=mulai,
    )
    first = sorted(gelombang.peserta_pegawai_ids(gelombang_id).values())[:BANYAK]
    services.add_peserta(
        penugasan_id=penugasan.pk, peserta_ids=first, asesor_id=bekal_akun["asesor"], akun_id=oleh, at=mulai
    )
    for kiriman in queries.kiriman_list(penugasan.pk, at=mulai):
        hand_in(kiriman_id=kiriman.pk, at=mulai + timedelta(days=2))
        mark(kiriman_id=kiriman.pk, asesor_id=bekal_akun["asesor"], at=mulai + timedelta(days=3))


def hand_in(*, kiriman_id: int, at: datetime) -> None:
    kiriman = queries.kiriman_get(kiriman_id)
    assert kiriman is not None
    for bagian in queries.bagian_rows(kiriman):
        if bagian.persyaratan.wajib:
            file = ContentFile(pdf(bagian.persyaratan.nama), name=f"{bagian.persyaratan.nama}.pdf")
            services.upload_berkas(kiriman_id=kiriman_id, persyaratan=bagian.persyaratan.nama, file=file, at=at)
    services.send_kiriman(kiriman_id=kiriman_id, at=at)


def pdf(judul: str) -> bytes:
    """A one-page PDF that says it is a sample."""
    source = (
        "#set document(date: none)\n#let data = json(bytes(sys.inputs.data))\n= #data.judul\nContoh untuk peragaan."
    )
    return typst.compile(source.encode(), sys_inputs={"data": json.dumps({"judul": judul})})


def mark(*, kiriman_id: int, asesor_id: int, at: datetime) -> None:
    """Levels 2 to 5 that depend on the submission and the criterion only."""
    kiriman = queries.kiriman_get(kiriman_id)
    assert kiriman is not None
    isian = {
        row.id: services.Isian(level=2 + sha256(f"{kiriman.peserta_id}:{row.urut}".encode()).digest()[0] % 4)
        for row in queries.rubrik_rows(kiriman)
    }
    services.save_nilai(kiriman_id=kiriman_id, isian=isian, umpan_balik="Contoh umpan balik.", akun_id=asesor_id, at=at)
    services.finish_nilai(kiriman_id=kiriman_id, akun_id=asesor_id, at=at)
