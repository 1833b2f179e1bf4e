"""Deleting the content of files that were handed in long ago."""

from datetime import datetime

from asesmen.penugasan.queries.retensi import old_berkas


def forget_berkas(*, before: datetime) -> int:
    """Remove the files themselves; the rows stay with name, size and digest. One at a time: it can be run again."""
    count = 0
    for row in old_berkas(before).iterator(chunk_size=500):
        row.berkas.delete(save=False)
        row.berkas = ""
        row.save(update_fields=["berkas"])
        count += 1
    return count
