"""The shipped rules become the office's own; what stands of each jabatan is kept as stated, eselon and rumpun are new."""

from django.db import migrations

from pegawai.rules.aturan_jabatan import BAWAAN, decide


def begin(apps, schema_editor):
    rows = apps.get_model("pegawai", "AturanJabatan").objects
    rows.bulk_create(
        rows.model(urutan=n, nama=a.nama, pola="\n".join(a.pola), syarat=a.syarat, **a.hasil)
        for n, a in enumerate(BAWAAN, 1)
    )
    jabatan = apps.get_model("pegawai", "Jabatan").objects
    found = list(jabatan.all())
    for row in found:
        row.asal = {"jenis": row.jenis}
        decided = decide(row.nama, row.asal, BAWAAN)
        row.eselon, row.rumpun = decided.eselon, decided.rumpun
    jabatan.bulk_update(found, ["asal", "eselon", "rumpun"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("pegawai", "0010_aturan_jabatan")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
