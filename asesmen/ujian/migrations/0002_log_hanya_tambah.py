"""The answer log and the acts of proctors are append-only: the database refuses to change or remove a row."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER hanya_tambah BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION tolak_perubahan()
"""


class Migration(migrations.Migration):
    dependencies = [("ujian", "0001_awal"), ("pegawai", "0002_jejak_hanya_tambah")]
    operations = [
        migrations.RunSQL(TRIGGER.format(table="ujian_logjawaban"), "DROP TRIGGER hanya_tambah ON ujian_logjawaban"),
        migrations.RunSQL(
            TRIGGER.format(table="ujian_tindakanproktor"), "DROP TRIGGER hanya_tambah ON ujian_tindakanproktor"
        ),
    ]
