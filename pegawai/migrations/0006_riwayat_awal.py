"""Everybody who is in the registry already begins the history with what is known of them today."""

from django.db import migrations

BEGIN = """
INSERT INTO pegawai_riwayatpegawai (pegawai_id, fakta, dari, nama, unit_id, jabatan_id, created_at)
SELECT p.id, fakta.nama, (p.created_at AT TIME ZONE 'Asia/Jakarta')::date,
       CASE fakta.nama WHEN 'unit' THEN coalesce(u.nama, '') WHEN 'jabatan' THEN coalesce(j.nama, '') ELSE p.golongan END,
       CASE fakta.nama WHEN 'unit' THEN p.unit_id END,
       CASE fakta.nama WHEN 'jabatan' THEN p.jabatan_id END,
       p.created_at
FROM pegawai_pegawai p
LEFT JOIN pegawai_unit u ON u.id = p.unit_id
LEFT JOIN pegawai_jabatan j ON j.id = p.jabatan_id
CROSS JOIN (VALUES ('unit'), ('jabatan'), ('golongan')) AS fakta (nama)
"""


class Migration(migrations.Migration):
    dependencies = [("pegawai", "0005_riwayat_pegawai")]
    operations = [migrations.RunSQL(BEGIN, migrations.RunSQL.noop)]
