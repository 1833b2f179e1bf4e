"""An officer may choose an answer from quarantine although a newer one counts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ujian", "0004_jeda_bagian_dan_karantina")]
    operations = [
        migrations.AddField(
            model_name="keputusankarantina",
            name="is_dipilih",
            field=models.BooleanField(default=False, verbose_name="dipilih walau lebih lama dari yang berlaku"),
        ),
    ]
