"""Dictionary, standard and rules for tests: the shipped samples, since they are small and real."""

from datetime import UTC, datetime

from asesmen.kompetensi import queries, services

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def make_kamus() -> dict[str, int]:
    """Load the sample dictionary; return code → id."""
    services.load_contoh_kamus(AT)
    return queries.kompetensi_ids()


def make_standar(*, is_disahkan: bool = True) -> int:
    """Load the sample standard (dictionary included) and put it in force; return its id."""
    make_kamus()
    standar = services.load_contoh_standar(AT)
    if is_disahkan and not standar.is_disahkan:
        services.approve_standar(standar_id=standar.pk, akun=None, at=AT)
    return standar.pk


def make_aturan() -> dict[str, int]:
    """Load the example rule sets; return their ids by purpose."""
    return services.load_contoh_aturan(AT)
