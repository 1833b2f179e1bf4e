"""One sitting: the frozen paper, the answers, the clock, the lease, and the log that settles a complaint."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class Pengerjaan(models.Model):
    """One participant's attempt. Created with its paper when the wave is locked, so starting is one small UPDATE.

    `naskah` is [{"bagian": "…", "butir": [{"versi": 12, "opsi": ["C", "A", …]}]}]: item versions and option order,
    frozen. `versi_ids` are the same versions as an array, by which a save is checked in its one statement. A save never
    changes this row: it only locks it against a submit at the same moment.

    `bagian_*` belong to the section that is open where sections are timed: without a time of their own they are null
    and the whole paper is open. A pause is `dijeda_at`; when it ends, its length goes to `jeda`, `bagian_tambahan`.
    """

    class Status(models.TextChoices):
        SIAP = "siap", "Siap"
        BERJALAN = "berjalan", "Berjalan"
        SELESAI = "selesai", "Selesai"

    class Navigasi(models.TextChoices):
        BEBAS = "bebas", "Bebas"
        BERURUTAN = "berurutan", "Berurutan, tanpa kembali"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    peserta = models.OneToOneField("gelombang.Peserta", on_delete=models.PROTECT, related_name="pengerjaan")
    ruang_sesi = models.ForeignKey("gelombang.RuangSesi", on_delete=models.PROTECT, related_name="pengerjaan")
    seed = models.CharField(max_length=64)
    naskah = models.JSONField("naskah")
    versi_ids = ArrayField(models.BigIntegerField(), verbose_name="versi butir", default=list)
    butir_count = models.PositiveSmallIntegerField("jumlah butir")
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.SIAP)
    durasi = models.PositiveIntegerField("durasi (detik)")
    tambahan = models.PositiveIntegerField("tambahan waktu (detik)", default=0)
    jeda = models.PositiveIntegerField("lama jeda yang sudah berakhir (detik)", default=0)
    dijeda_at = models.DateTimeField("dijeda sejak", null=True)
    tenggang = models.PositiveSmallIntegerField("tenggang (detik)", default=60)
    batas_sesi = models.DateTimeField("sesi ditutup")
    navigasi = models.CharField("navigasi", max_length=10, choices=Navigasi.choices, default=Navigasi.BEBAS)
    bagian_ke = models.PositiveSmallIntegerField("bagian yang terbuka", default=0)
    bagian_started_at = models.DateTimeField("bagian mulai", null=True)
    bagian_durasi = models.PositiveIntegerField("durasi bagian (detik)", null=True)
    bagian_tambahan = models.PositiveIntegerField("tambahan dan jeda dalam bagian (detik)", default=0)
    bagian_versi_ids = ArrayField(models.BigIntegerField(), verbose_name="versi butir bagian", null=True)
    rules_read_at = models.DateTimeField("tata tertib disetujui", null=True)
    izin_at = models.DateTimeField("diizinkan masuk tanpa token", null=True)
    started_at = models.DateTimeField("mulai", null=True)
    finished_at = models.DateTimeField("selesai", null=True)
    finish_kind = models.CharField(
        "cara selesai",
        max_length=10,
        blank=True,
        choices=[("peserta", "Dikumpulkan peserta"), ("waktu", "Waktu habis"), ("proktor", "Diakhiri proktor")],
    )
    epoch = models.PositiveIntegerField("urutan perangkat", default=0)
    lease = models.CharField("perangkat aktif", max_length=64, blank=True)
    perangkat = models.CharField("perangkat", max_length=200, blank=True)
    last_seen_at = models.DateTimeField("tanda hidup terakhir", null=True)
    receipt_code = models.CharField("kode tanda terima", max_length=20, blank=True)
    receipt_hash = models.CharField("sidik jawaban", max_length=64, blank=True)

    class Meta:
        verbose_name = "pengerjaan"
        ordering = ["ruang_sesi_id", "peserta_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="siap", started_at=None) | ~Q(status="siap") & Q(started_at__isnull=False),
                name="pengerjaan_mulai_bila_tidak_siap",
            ),
            models.CheckConstraint(
                condition=Q(status="selesai", finished_at__isnull=False) | ~Q(status="selesai") & Q(finished_at=None),
                name="pengerjaan_selesai_bila_berwaktu",
            ),
            models.CheckConstraint(
                condition=Q(dijeda_at=None) | Q(status="berjalan"), name="pengerjaan_dijeda_hanya_bila_berjalan"
            ),
            models.CheckConstraint(
                condition=Q(bagian_durasi=None, bagian_versi_ids=None)
                | Q(bagian_durasi__isnull=False, bagian_versi_ids__isnull=False),
                name="pengerjaan_bagian_berwaktu_utuh",
            ),
            models.UniqueConstraint(
                fields=["receipt_code"], condition=~Q(receipt_code=""), name="kode_tanda_terima_unik"
            ),
        ]
        indexes = [
            models.Index(fields=["batas_sesi"], name="pengerjaan_berjalan", condition=Q(status="berjalan")),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Perangkat(models.Model):
    """One page load that may write, under its own epoch: which device an answer of the log came from."""

    pengerjaan = models.ForeignKey(Pengerjaan, on_delete=models.CASCADE, related_name="perangkat_list")
    epoch = models.PositiveIntegerField()
    lease = models.CharField(max_length=64)
    keterangan = models.CharField("perangkat", max_length=200, blank=True)
    ip = models.GenericIPAddressField(null=True)
    at = models.DateTimeField("dibuka")

    class Meta:
        verbose_name = "perangkat"
        ordering = ["pengerjaan_id", "epoch"]
        constraints = [models.UniqueConstraint(fields=["pengerjaan", "epoch"], name="perangkat_satu_per_epoch")]

    def __str__(self) -> str:
        return f"{self.pengerjaan_id}:{self.epoch}"


class Putus(models.Model):
    """A stretch in which a running sitting gave no sign of life; noted when it came back. Basis of a compensation."""

    pengerjaan = models.ForeignKey(Pengerjaan, on_delete=models.CASCADE, related_name="putus")
    ruang_sesi = models.ForeignKey("gelombang.RuangSesi", on_delete=models.PROTECT, related_name="+")
    dari = models.DateTimeField()
    sampai = models.DateTimeField()

    class Meta:
        verbose_name = "putus"
        ordering = ["ruang_sesi_id", "dari"]
        constraints = [
            models.UniqueConstraint(fields=["pengerjaan", "dari"], name="putus_sekali"),
            models.CheckConstraint(condition=Q(sampai__gt=F("dari")), name="putus_berlangsung"),
        ]

    def __str__(self) -> str:
        return f"{self.pengerjaan_id} {self.dari}"


class PercobaanGagal(models.Model):
    """Wrong tries at a door (entry, room token) under a hashed key; in the database, so that all servers agree."""

    kunci = models.CharField(max_length=64, primary_key=True)
    jumlah = models.PositiveSmallIntegerField()
    at = models.DateTimeField("percobaan terakhir", db_index=True)

    class Meta:
        verbose_name = "percobaan gagal"
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.kunci[:8]} {self.jumlah}"


class Jawaban(models.Model):
    """The current answer of one item: the newest by (epoch, seq)."""

    pengerjaan = models.ForeignKey(Pengerjaan, on_delete=models.PROTECT, related_name="jawaban")
    versi = models.ForeignKey("bank.VersiButir", on_delete=models.PROTECT, related_name="+")
    nilai = models.JSONField("jawaban", null=True, help_text='"C", ["A", "C"], "teks"; null is cleared')
    is_ragu = models.BooleanField("ragu-ragu", default=False)
    epoch = models.PositiveIntegerField()
    seq = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    is_terlambat = models.BooleanField("dalam tenggang", default=False)

    class Meta:
        verbose_name = "jawaban"
        ordering = ["pengerjaan_id", "versi_id"]
        constraints = [models.UniqueConstraint(fields=["pengerjaan", "versi"], name="jawaban_satu_per_butir")]

    def __str__(self) -> str:
        return f"{self.pengerjaan_id}:{self.versi_id}"


class LogJawaban(models.Model):
    """Append-only: every save that reached the server, counted or not (trigger in the migrations)."""

    pengerjaan = models.ForeignKey(Pengerjaan, on_delete=models.PROTECT, related_name="log")
    versi = models.ForeignKey("bank.VersiButir", on_delete=models.PROTECT, related_name="+")
    epoch = models.PositiveIntegerField()
    seq = models.PositiveIntegerField()
    nilai = models.JSONField(null=True)
    is_ragu = models.BooleanField(default=False)
    keadaan = models.CharField(
        max_length=10,
        choices=[
            ("diterima", "Diterima"),
            ("jeda", "Saat dijeda"),
            ("tenggang", "Dalam tenggang"),
            ("karantina", "Karantina"),
        ],
    )
    sumber = models.CharField(
        max_length=8,
        choices=[("halaman", "Halaman ujian"), ("berkas", "Berkas penyelamat")],
        default="halaman",
        db_default="halaman",
    )
    received_at = models.DateTimeField()
    ip = models.GenericIPAddressField(null=True)

    class Meta:
        verbose_name = "log jawaban"
        ordering = ["pengerjaan_id", "epoch", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["pengerjaan", "epoch", "seq"], name="log_jawaban_sekali"),
        ]

    def __str__(self) -> str:
        return f"{self.pengerjaan_id}:{self.epoch}.{self.seq}"


class KeputusanKarantina(models.Model):
    """What was decided on an answer that came too late, or from a device that had lost its turn.

    It takes effect at once, or, where results are approved or published, when a second person agrees.
    """

    class Putusan(models.TextChoices):
        TERIMA = "terima", "Diterima"
        TOLAK = "tolak", "Ditolak"

    log = models.OneToOneField(LogJawaban, on_delete=models.PROTECT, related_name="keputusan")
    putusan = models.CharField("putusan", max_length=6, choices=Putusan.choices)
    is_dipilih = models.BooleanField("dipilih walau lebih lama dari yang berlaku", default=False)
    alasan = models.CharField("alasan", max_length=300)
    akun = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("waktu")
    needs_second = models.BooleanField("perlu orang kedua", default=False)
    akun_kedua = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at_kedua = models.DateTimeField("disetujui", null=True)

    class Meta:
        verbose_name = "keputusan karantina"
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(akun_kedua=None) | ~Q(akun_kedua=F("akun")), name="karantina_dua_orang_berbeda"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.log_id} {self.putusan}"


class TindakanProktor(models.Model):
    """What a proctor did to an attempt or a room, and what a participant asked for. Append-only.

    The participant's page reads its news here. `untuk` is the call or report that an answer (TANGGAP) closes; `dari`
    and `sampai` are the outage that minutes make up for, or that was left without; `versi` is the item reported.
    """

    class Jenis(models.TextChoices):
        IZIN = "izin", "Izinkan masuk"
        TAMBAH_WAKTU = "tambah_waktu", "Tambah waktu"
        JEDA = "jeda", "Jeda"
        LANJUT = "lanjut", "Lanjutkan"
        BUKA_ULANG = "buka_ulang", "Buka ulang"
        PESAN = "pesan", "Pesan kepada peserta"
        PINDAH_PERANGKAT = "pindah", "Pindah perangkat"
        KODE = "kode", "Terbit ulang kode kartu"
        AKHIRI = "akhiri", "Akhiri"
        CATAT = "catat", "Catatan kejadian"
        PANGGIL = "panggil", "Peserta memanggil proktor"
        LAPOR_SOAL = "lapor_soal", "Peserta melaporkan soal"
        TANGGAP = "tanggap", "Panggilan ditanggapi"
        ABAIKAN = "abaikan", "Gangguan tanpa pengganti waktu"
        BERKAS = "berkas", "Berkas penyelamat diterima"

    ruang_sesi = models.ForeignKey("gelombang.RuangSesi", on_delete=models.PROTECT, related_name="+")
    pengerjaan = models.ForeignKey(Pengerjaan, on_delete=models.PROTECT, null=True, blank=True, related_name="tindakan")
    jenis = models.CharField("jenis", max_length=14, choices=Jenis.choices)
    detik = models.PositiveIntegerField("detik", default=0)
    alasan = models.CharField("alasan", max_length=300)
    kategori = models.CharField("kategori", max_length=12, blank=True)
    versi = models.ForeignKey("bank.VersiButir", on_delete=models.PROTECT, null=True, related_name="+")
    untuk = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="tanggapan")
    dari = models.DateTimeField("gangguan dari", null=True)
    sampai = models.DateTimeField("gangguan sampai", null=True)
    akun = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("waktu")

    class Meta:
        verbose_name = "tindakan proktor"
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(jenis="tambah_waktu") | Q(detik__gt=F("detik") * 0), name="tambah_waktu_positif"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.at}"
