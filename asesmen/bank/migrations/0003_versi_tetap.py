"""An item version and a key never change: papers and results point at them. A correction is a new row."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER hanya_tambah BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION tolak_perubahan()
"""


class Migration(migrations.Migration):
    dependencies = [("bank", "0002_hubungan"), ("pegawai", "0002_jejak_hanya_tambah")]
    operations = [
        migrations.RunSQL(TRIGGER.format(table="bank_versibutir"), "DROP TRIGGER hanya_tambah ON bank_versibutir"),
        migrations.RunSQL(TRIGGER.format(table="bank_kuncibutir"), "DROP TRIGGER hanya_tambah ON bank_kuncibutir"),
    ]
