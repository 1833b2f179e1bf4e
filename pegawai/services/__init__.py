"""Orders on the registry."""

from pegawai.services.jejak import record_jejak

__all__ = ["record_jejak"]
