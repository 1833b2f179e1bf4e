"""Computing a wave: what is frozen, who gets no result and why, what is refused, and that repeating changes nothing."""

from decimal import Decimal

import pytest

from asesmen.gelombang.queries import gelombang_get
from asesmen.kompetensi.models import AturanPenilaian, BarisStandar, PitaKonversi, StandarKompetensi
from asesmen.penilaian import queries, services
from asesmen.penilaian.models import Hasil, HasilKompetensi, Penghitungan
from asesmen.ujian.models import Jawaban, Pengerjaan
from pegawai.models import Jabatan, Jejak
from pegawai.queries import Scope
from tests.pegawai.factories import make_akun
from tests.penilaian.factories import AT, make_computed, make_wave
from tests.penugasan.factories import KRITERIA, make_penugasan, make_tugas

pytestmark = pytest.mark.django_db
ALL = Scope(is_all=True)


def start(gelombang) -> Penghitungan:
    return services.create_penghitungan(gelombang_id=gelombang.pk, akun_id=make_akun("pengelola").pk, at=AT)


class Told:
    """Notes what a computation reports."""

    def __init__(self) -> None:
        self.total, self.steps = 0, []

    def start(self, total: int, keterangan: str = "") -> None:
        self.total = total

    def step(self, done: int, keterangan: str | None = None) -> None:
        self.steps.append(done)


def test_hitung_writes_a_result_for_every_finished_participant():
    gelombang = make_wave(3)
    told = Told()

    done = services.hitung(penghitungan_id=start(gelombang).pk, at=AT, progress=told)

    assert (done.status, done.peserta_count, done.hasil_count, done.catatan) == ("dihitung", 3, 3, [])
    assert (told.total, told.steps) == (3, [1, 2, 3])
    assert gelombang_get(gelombang.pk).status == "dinilai"


def test_hitung_level_of_each_competency_is_the_example_conversion_of_its_items():
    gelombang = make_wave(1, answered=False)
    sitting = Pengerjaan.objects.get()
    kunci = queries.masukan_of(gelombang.pk).kunci
    for number, versi in enumerate(sitting.versi_ids, 1):
        # PED: one of two items right = 50% = level 2; INT: the option of weight 5.
        right = "B" if kunci[versi].kompetensi_kode == "INT" or number == min(_ped(sitting, kunci)) else "A"
        Jawaban.objects.create(pengerjaan=sitting, versi_id=versi, nilai=right, epoch=1, seq=number, saved_at=AT)

    services.hitung(penghitungan_id=start(gelombang).pk, at=AT)

    assert dict(HasilKompetensi.objects.values_list("kode", "level")) == {
        "PED": Decimal("2.00"),
        "INT": Decimal("5.00"),
    }


def _ped(sitting, kunci) -> list[int]:
    return [n for n, v in enumerate(sitting.versi_ids, 1) if kunci[v].kompetensi_kode == "PED"]


def test_hitung_leaves_out_of_both_sums_what_no_method_measured():
    done = make_computed(people=1)

    hasil = Hasil.objects.get()
    measured = HasilKompetensi.objects.values_list("kode", flat=True)
    assert set(measured) == {"PED", "INT"}
    assert hasil.standar == sum(HasilKompetensi.objects.values_list("standar", flat=True))
    unmeasured = [k["kode"] for k in done.masukan["tidak_diukur"]]
    assert {"DIG-CAKAP", "PK", "PRO"} <= set(unmeasured)
    assert {"PED", "INT", "NKS-MUTU"}.isdisjoint(unmeasured)


def test_hitung_joins_the_exam_and_a_marked_task():
    gelombang = make_wave(1, answered=False)
    kiriman = make_penugasan(gelombang=gelombang, tugas=make_tugas()).kiriman.create(
        peserta=gelombang.peserta.get(), status="dinilai", submitted_at=AT, marked_at=AT
    )
    for kriteria, level in zip(kiriman.penugasan.tugas.kriteria.all(), (5, 4, 3), strict=True):
        kiriman.nilai.create(kriteria=kriteria, level=level)
    sitting = Pengerjaan.objects.get()
    Jawaban.objects.create(pengerjaan=sitting, versi_id=sitting.versi_ids[0], nilai="A", epoch=1, seq=1, saved_at=AT)

    services.hitung(penghitungan_id=start(gelombang).pk, at=AT)

    # PED: exam 0 of 2 points = level 1, task (35×4 + 25×3) ÷ 60 = 3.58; half and half. PRO: the task alone.
    levels = dict(HasilKompetensi.objects.values_list("kode", "level"))
    assert (levels["PED"], levels["PRO"]) == (Decimal("2.29"), Decimal("5.00"))
    assert [k for _, k, _ in KRITERIA] == ["PRO", "PED", "PED"]
    assert HasilKompetensi.objects.get(kode="PED").metode["bobot_ujian"] == "0.50"


def test_hitung_names_the_reason_of_everybody_without_a_result():
    gelombang = make_wave(5)
    sittings = list(Pengerjaan.objects.order_by("peserta__nomor"))
    absent, running, blank, homeless, fine = sittings
    Jawaban.objects.filter(pengerjaan__in=[absent, blank]).delete()
    Pengerjaan.objects.filter(pk=absent.pk).update(status="siap", started_at=None, finished_at=None)
    odd = Jabatan.objects.create(nama="Guru tanpa jenjang", jenis="fungsional", jenjang="", kelompok="guru")
    homeless.peserta.pegawai.jabatan = odd
    homeless.peserta.pegawai.save()

    started = start(gelombang)
    # A proctor gives time back after the computation was ordered.
    Pengerjaan.objects.filter(pk=running.pk).update(status="berjalan", finished_at=None)
    done = services.hitung(penghitungan_id=started.pk, at=AT)

    reasons = {row["peserta"]: row["code"] for row in done.catatan}
    assert reasons == {
        absent.peserta_id: "tidak_hadir",
        running.peserta_id: "belum_selesai",
        blank.peserta_id: "tanpa_jawaban",
        homeless.peserta_id: "standar_tidak_ada",
    }
    assert list(Hasil.objects.values_list("peserta_id", flat=True)) == [fine.peserta_id]


def test_hitung_gives_no_result_where_the_standard_does_not_ask_for_what_was_measured():
    gelombang = make_wave(1)
    BarisStandar.objects.filter(kompetensi__kode="PED").delete()

    done = services.hitung(penghitungan_id=start(gelombang).pk, at=AT)

    assert [row["code"] for row in done.catatan] == ["standar_kurang"]
    assert "PED" in done.catatan[0]["message"]


def test_hitung_twice_changes_nothing():
    started = start(make_wave(2))
    first = services.hitung(penghitungan_id=started.pk, at=AT)
    before = list(HasilKompetensi.objects.order_by("pk").values())

    second = services.hitung(penghitungan_id=started.pk, at=AT)

    assert list(HasilKompetensi.objects.order_by("pk").values()) == before
    assert (second.digest, second.status) == (first.digest, "dihitung")


def test_hitung_of_the_same_inputs_has_the_same_seal_and_other_answers_another():
    gelombang = make_wave(2)
    first = make_computed(gelombang)
    second = make_computed(gelombang)
    answer = Jawaban.objects.first()
    Jawaban.objects.filter(pk=answer.pk).update(nilai="A" if answer.nilai == "D" else "D")
    third = make_computed(gelombang)

    assert first.digest == second.digest
    assert first.digest != third.digest
    assert [p.nomor for p in queries.penghitungan_list(gelombang.pk)] == [3, 2, 1]


def test_hitung_freezes_keys_rules_standard_and_persons():
    done = make_computed(people=1)
    hasil = Hasil.objects.get()
    Jabatan.objects.filter(nama=hasil.jabatan).update(nama="Berubah")

    hasil.refresh_from_db()
    assert hasil.jabatan.startswith("Guru Ahli")
    assert done.masukan["aturan"]["is_contoh"] is True
    assert len(done.masukan["kunci"]) == 3
    assert done.masukan["standar"]["nama"] == StandarKompetensi.objects.get().nama


def test_create_penghitungan_refuses_a_wave_that_is_not_over():
    with pytest.raises(services.GelombangNotFinished):
        start(make_wave(1, status="berlangsung"))


def test_create_penghitungan_refuses_a_wave_without_rules():
    with pytest.raises(services.AturanMissing):
        start(make_wave(1, aturan_id=None))


def test_create_penghitungan_refuses_rules_without_the_conversion_that_the_items_need():
    gelombang = make_wave(1)
    AturanPenilaian.objects.update(konversi_bobot=None)

    with pytest.raises(services.KonversiMissing) as refusal:
        start(gelombang)

    assert "soal situasional (bobot)" in refusal.value.message


def test_create_penghitungan_refuses_a_band_table_with_a_hole():
    gelombang = make_wave(1)
    PitaKonversi.objects.filter(dari=55).delete()

    with pytest.raises(services.PitaBroken) as refusal:
        start(gelombang)

    assert "mulai 55%" in refusal.value.message


def test_create_penghitungan_refuses_without_a_standard_in_force():
    gelombang = make_wave(1)
    StandarKompetensi.objects.update(is_disahkan=False)

    with pytest.raises(services.StandarMissing):
        start(gelombang)


def test_a_wave_in_which_somebody_still_sits_is_refused():
    gelombang = make_wave(3)
    late = Pengerjaan.objects.order_by("pk")[0]
    Pengerjaan.objects.filter(pk=late.pk).update(status="berjalan", finished_at=None)

    with pytest.raises(services.PengerjaanRunning, match="1 peserta"):
        services.create_penghitungan(gelombang_id=gelombang.pk, akun_id=None, at=AT)

    assert Penghitungan.objects.count() == 0


def test_create_penghitungan_refuses_a_second_one_while_one_runs():
    gelombang = make_wave(1)
    start(gelombang)

    with pytest.raises(services.PenghitunganRunning):
        start(gelombang)


def test_hitung_that_is_refused_is_cancelled_with_its_reason():
    gelombang = make_wave(1)
    started = start(gelombang)
    AturanPenilaian.objects.update(konversi_poin=None)

    with pytest.raises(services.KonversiMissing):
        services.hitung(penghitungan_id=started.pk, at=AT)

    started.refresh_from_db()
    assert (started.status, started.catatan[0]["code"]) == ("dibatalkan", "konversi_missing")
    assert Jejak.objects.filter(tindakan="penghitungan.tolak").count() == 1
    with pytest.raises(services.StatusNotNext):
        services.hitung(penghitungan_id=started.pk, at=AT)


def test_hitung_stops_writing_when_it_was_cancelled_meanwhile():
    started = start(make_wave(1))

    class CancelledMeanwhile(Told):
        def step(self, done: int, keterangan: str | None = None) -> None:
            services.batalkan(penghitungan_id=started.pk, akun_id=None, at=AT, alasan="Keliru")

    services.hitung(penghitungan_id=started.pk, at=AT, progress=CancelledMeanwhile())

    assert (Hasil.objects.count(), Penghitungan.objects.get().status) == (0, "dibatalkan")
