"""What sittings keep about one person. Items are named by their code: their text stays in the bank."""

from asesmen.ujian.models import (
    Jawaban,
    KeputusanKarantina,
    LogJawaban,
    Pengerjaan,
    Perangkat,
    Putus,
    TindakanProktor,
)
from pegawai.queries import lembar_of
from pegawai.rules.data_pribadi import LembarData

WAVE = {"Gelombang": "pengerjaan__peserta__gelombang__nama"}


def data_orang(pegawai_id: int) -> list[LembarData]:
    of_person = {"pengerjaan__peserta__pegawai_id": pegawai_id}
    return [*_sittings(pegawai_id), *_answers(of_person), *_events(of_person)]


def _sittings(pegawai_id: int) -> list[LembarData]:
    return [
        lembar_of(
            "Pengerjaan ujian",
            Pengerjaan.objects.filter(peserta__pegawai_id=pegawai_id).order_by("batas_sesi"),
            {
                "Gelombang": "peserta__gelombang__nama", "Keadaan": "status", "Tata tertib dibaca": "rules_read_at",
                "Mulai": "started_at", "Selesai": "finished_at", "Cara selesai": "finish_kind",
                "Durasi (detik)": "durasi", "Tambahan (detik)": "tambahan", "Jeda (detik)": "jeda",
                "Tanda terima": "receipt_code", "Sidik jawaban": "receipt_hash",
            },
        ),
    ]  # fmt: skip


def _answers(of_person: dict[str, int]) -> list[LembarData]:
    return [
        lembar_of(
            "Jawaban",
            Jawaban.objects.filter(**of_person).order_by("saved_at"),
            WAVE
            | {"Butir": "versi__butir__kode", "Jawaban": "nilai", "Ragu": "is_ragu", "Disimpan": "saved_at"},
        ),
        lembar_of(
            "Riwayat jawaban",
            LogJawaban.objects.filter(**of_person).order_by("received_at"),
            WAVE
            | {
                "Butir": "versi__butir__kode", "Jawaban": "nilai", "Keadaan": "keadaan", "Sumber": "sumber",
                "Diterima": "received_at", "Alamat": "ip",
            },
        ),
        lembar_of(
            "Putusan jawaban terlambat",
            KeputusanKarantina.objects.filter(**{f"log__{path}": pk for path, pk in of_person.items()}),
            {"Butir": "log__versi__butir__kode", "Putusan": "putusan", "Alasan": "alasan", "Waktu": "at"},
        ),
    ]  # fmt: skip


def _events(of_person: dict[str, int]) -> list[LembarData]:
    return [
        lembar_of(
            "Perangkat ujian",
            Perangkat.objects.filter(**of_person).order_by("at"),
            WAVE | {"Perangkat": "keterangan", "Alamat": "ip", "Dibuka": "at"},
        ),
        lembar_of(
            "Putus jaringan",
            Putus.objects.filter(**of_person).order_by("dari"),
            WAVE | {"Dari": "dari", "Sampai": "sampai"},
        ),
        lembar_of(
            "Kejadian di ruang",
            TindakanProktor.objects.filter(**of_person).order_by("at"),
            WAVE | {"Kejadian": "jenis", "Kategori": "kategori", "Detik": "detik", "Alasan": "alasan", "Waktu": "at"},
        ),
    ]
