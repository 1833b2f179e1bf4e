"""Items and their immutable versions, keys apart from content, and instruments with sections."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from asesmen.bank.rules import Tipe


class Butir(models.Model):
    """An item: a stable code, and versions that never change."""

    kode = models.CharField("kode", max_length=40, unique=True)
    kompetensi = models.ForeignKey("kompetensi.Kompetensi", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField("level")
    is_aktif = models.BooleanField("aktif", default=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "butir"
        ordering = ["kode"]

    def __str__(self) -> str:
        return self.kode


class VersiButir(models.Model):
    """What a participant reads. `opsi` is [{"kode": "A", "teks": "…"}]; no key, weight or explanation is in here.

    In format "html" stimulus, question and options are HTML that was cleaned when it came in (formats/html.py); images
    are named there as "gambar:<nama>".
    """

    butir = models.ForeignKey(Butir, on_delete=models.PROTECT, related_name="versi")
    nomor = models.PositiveSmallIntegerField("versi")
    tipe = models.CharField("tipe", max_length=24, choices=[(t.value, t.value.replace("_", " ")) for t in Tipe])
    indikator = models.TextField("indikator", blank=True)
    stimulus = models.TextField("stimulus", blank=True)
    pertanyaan = models.TextField("pertanyaan")
    opsi = models.JSONField("opsi", default=list)
    format = models.CharField(
        "format", max_length=4, choices=[("teks", "Teks"), ("html", "HTML")], default="teks", db_default="teks"
    )
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "versi butir"
        ordering = ["butir_id", "-nomor"]
        constraints = [models.UniqueConstraint(fields=["butir", "nomor"], name="versi_butir_unik")]

    def __str__(self) -> str:
        return f"{self.butir_id} v{self.nomor}"


class GambarButir(models.Model):
    """An image of items, named by its content: the same picture is stored once and never changes."""

    nama = models.CharField("nama", max_length=40, primary_key=True)
    mime = models.CharField("jenis", max_length=20)
    isi = models.BinaryField("isi")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "gambar butir"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama


class KunciButir(models.Model):
    """How a version is scored, versioned apart from it: a corrected key is a new row. Secret."""

    versi = models.ForeignKey(VersiButir, on_delete=models.PROTECT, related_name="kunci")
    nomor = models.PositiveSmallIntegerField("versi kunci")
    cara = models.CharField("cara skor", max_length=8, choices=[("poin", "Poin"), ("bobot", "Bobot")])
    poin = models.DecimalField(
        "poin", max_digits=6, decimal_places=2, help_text="Points of a right answer, or the best weight"
    )
    kunci = models.JSONField("kunci", default=list, help_text='["B"] or ["A", "C"]')
    bobot = models.JSONField("bobot", default=dict, help_text='{"A": "3", …}')
    diterima = models.JSONField("jawaban diterima", default=list)
    toleransi = models.DecimalField("toleransi", max_digits=12, decimal_places=6, null=True, blank=True)
    pembahasan = models.TextField("pembahasan", blank=True)
    akun = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "kunci butir"
        ordering = ["versi_id", "-nomor"]
        constraints = [models.UniqueConstraint(fields=["versi", "nomor"], name="kunci_butir_unik")]

    def __str__(self) -> str:
        return f"{self.versi_id} kunci {self.nomor}"


class Instrumen(models.Model):
    """What an exam consists of: sections, each with its blueprint."""

    nama = models.CharField("nama", max_length=150)
    versi = models.PositiveSmallIntegerField(default=1)
    petunjuk = models.TextField("petunjuk", blank=True)
    durasi_menit = models.PositiveSmallIntegerField("durasi (menit)")
    navigasi = models.CharField(
        "navigasi",
        max_length=10,
        choices=[("bebas", "Bebas"), ("berurutan", "Berurutan, tanpa kembali")],
        default="bebas",
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "instrumen"
        ordering = ["nama", "-versi"]
        constraints = [models.UniqueConstraint(fields=["nama", "versi"], name="instrumen_versi_unik")]

    def __str__(self) -> str:
        return f"{self.nama} v{self.versi}"


class Bagian(models.Model):
    """A section. `durasi_menit` empty: it shares the instrument's time."""

    instrumen = models.ForeignKey(Instrumen, on_delete=models.CASCADE, related_name="bagian")
    urut = models.PositiveSmallIntegerField()
    nama = models.CharField("nama", max_length=100)
    petunjuk = models.TextField("petunjuk", blank=True)
    durasi_menit = models.PositiveSmallIntegerField("durasi (menit)", null=True, blank=True)

    class Meta:
        verbose_name = "bagian"
        ordering = ["instrumen_id", "urut"]
        constraints = [models.UniqueConstraint(fields=["instrumen", "urut"], name="bagian_urut_unik")]

    def __str__(self) -> str:
        return self.nama


class KisiKisi(models.Model):
    """Blueprint row: how many items of a competency a section draws."""

    bagian = models.ForeignKey(Bagian, on_delete=models.CASCADE, related_name="kisi_kisi")
    kompetensi = models.ForeignKey("kompetensi.Kompetensi", on_delete=models.PROTECT, related_name="+")
    jumlah = models.PositiveSmallIntegerField("jumlah butir")

    class Meta:
        verbose_name = "kisi-kisi"
        ordering = ["bagian_id", "kompetensi_id"]
        constraints = [
            models.UniqueConstraint(fields=["bagian", "kompetensi"], name="kisi_kisi_unik"),
            models.CheckConstraint(condition=Q(jumlah__gte=1), name="kisi_kisi_jumlah_positif"),
        ]

    def __str__(self) -> str:
        return f"{self.kompetensi_id}: {self.jumlah}"
