"""Questions about people, units, accounts, settings: the face that other apps read."""

from pegawai.queries.akun import peran_of, scope_of
from pegawai.queries.pengaturan import penandatangan_at, pengaturan, pengaturan_all, pengaturan_history

__all__ = ["penandatangan_at", "pengaturan", "pengaturan_all", "pengaturan_history", "peran_of", "scope_of"]
