"""Items with images and tables: the format of a version, and the images, which never change."""

from django.db import migrations, models

TRIGGER = """
CREATE TRIGGER hanya_tambah BEFORE UPDATE OR DELETE ON bank_gambarbutir
FOR EACH ROW EXECUTE FUNCTION tolak_perubahan()
"""


class Migration(migrations.Migration):
    dependencies = [("bank", "0004_navigasi"), ("pegawai", "0002_jejak_hanya_tambah")]
    operations = [
        migrations.AddField(
            model_name="versibutir",
            name="format",
            field=models.CharField(
                choices=[("teks", "Teks"), ("html", "HTML")],
                db_default="teks",
                default="teks",
                max_length=4,
                verbose_name="format",
            ),
        ),
        migrations.CreateModel(
            name="GambarButir",
            fields=[
                ("nama", models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="nama")),
                ("mime", models.CharField(max_length=20, verbose_name="jenis")),
                ("isi", models.BinaryField(verbose_name="isi")),
                ("created_at", models.DateTimeField()),
            ],
            options={"verbose_name": "gambar butir", "ordering": ["nama"]},
        ),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER hanya_tambah ON bank_gambarbutir"),
    ]
