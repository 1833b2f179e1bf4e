"""Rows of the audit trail can be added and read, never changed or removed: the database refuses."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION tolak_perubahan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'baris % hanya boleh ditambah', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$
"""
TRIGGER = """
CREATE TRIGGER hanya_tambah BEFORE UPDATE OR DELETE ON pegawai_jejak
FOR EACH ROW EXECUTE FUNCTION tolak_perubahan()
"""


class Migration(migrations.Migration):
    dependencies = [("pegawai", "0001_awal")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION tolak_perubahan()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER hanya_tambah ON pegawai_jejak"),
    ]
