"""The chain on the real database: made at commit, and what by force is done to it is found."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from pegawai import queries
from pegawai.models import Jejak, SegelJejak
from pegawai.rules.rantai import Jenis
from pegawai.services import record_jejak
from tests.pegawai.factories import AT, make_akun

TABLES = ("pegawai_jejak", "pegawai_segeljejak")
GUARDS = "ALTER TABLE {} {} TRIGGER USER"


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def commit() -> None:
    """What the end of a transaction does: the deferred triggers fire."""
    run("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED")


def force(statement: str) -> None:
    """Change the tables as whoever owns them can: the guards switched off for the moment, and on again."""
    run("SET CONSTRAINTS ALL IMMEDIATE", *(GUARDS.format(table, "DISABLE") for table in TABLES), statement)
    run(*(GUARDS.format(table, "ENABLE") for table in TABLES), "SET CONSTRAINTS ALL DEFERRED")


def drop_reference() -> None:
    """The link's foreign key would refuse the deletion of its row; who owns the tables can drop that as well."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = 'pegawai_segeljejak'::regclass"
        )
        [(name,)] = cursor.fetchall()
    run(f"ALTER TABLE pegawai_segeljejak DROP CONSTRAINT {name}")


@pytest.fixture
def trail(db: None) -> list[Jejak]:
    run(*(f"ALTER TABLE {table} ENABLE TRIGGER tidak_dikosongkan" for table in TABLES))
    akun = make_akun("auditor")
    rows = [
        record_jejak(
            tindakan="uji.coba", ringkas=f"Kejadian {n} é😀", at=AT, akun=akun, data={"b": [n, None], "a": "x"}
        )
        for n in range(3)
    ]
    rows.append(record_jejak(tindakan="uji.coba", ringkas="", at=AT, sebelum={"x": 1.5}, sesudah=False))
    commit()
    return rows


def findings() -> list[tuple[Jenis, int | None]]:
    return [(f.jenis, f.nomor) for f in queries.verify_jejak().temuan]


def test_the_chain_that_the_database_makes_is_the_one_that_python_computes(trail):
    assert findings() == []
    assert list(SegelJejak.objects.order_by("nomor").values_list("nomor", "jejak_id")) == [
        (n, row.pk) for n, row in enumerate(trail, start=1)
    ]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE pegawai_jejak SET ringkas = 'Kejadian 1 e😀' WHERE ringkas LIKE 'Kejadian 1%'",
        "UPDATE pegawai_jejak SET at = at + interval '1 microsecond' WHERE ringkas LIKE 'Kejadian 1%'",
        "UPDATE pegawai_jejak SET akun_id = NULL WHERE ringkas LIKE 'Kejadian 1%'",
        'UPDATE pegawai_jejak SET data = \'{"a": "x", "b": [1, 0]}\' WHERE ringkas LIKE \'Kejadian 1%\'',
        "UPDATE pegawai_jejak SET sesudah = '0' WHERE ringkas LIKE 'Kejadian 1%'",
        "UPDATE pegawai_jejak SET alamat = '10.0.0.1' WHERE ringkas LIKE 'Kejadian 1%'",
        "UPDATE pegawai_segeljejak SET pada = pada - interval '1 day' WHERE nomor = 2",
        "UPDATE pegawai_segeljejak SET sidik = set_byte(sidik, 31, (get_byte(sidik, 31) + 1) % 256) WHERE nomor = 2",
    ],
)
def test_one_changed_byte_is_found(trail, change):
    force(change)

    assert findings()[0] == (Jenis.BERUBAH, 2)


def test_a_missing_and_an_inserted_row_are_found(trail):
    drop_reference()
    force(f"DELETE FROM pegawai_jejak WHERE id = '{trail[1].pk}'")
    force(
        "INSERT INTO pegawai_jejak (id, at, aktor, peran, alamat, permintaan, tindakan, objek, ringkas, alasan, data) "
        "VALUES (gen_random_uuid(), now(), 'x', '', '', '', 'uji.coba', '', 'Palsu', '', '{}')"
    )

    assert findings() == [(Jenis.HILANG, 2), (Jenis.SISIPAN, None)]


def test_a_row_moved_to_another_place_of_the_chain_is_found(trail):
    force("UPDATE pegawai_segeljejak SET nomor = 9 WHERE nomor = 2")

    assert (Jenis.HILANG, 2) in findings()


def test_a_guard_that_was_switched_off_is_told(trail):
    run("ALTER TABLE pegawai_jejak DISABLE TRIGGER pesan_segel")

    assert [f.kalimat for f in queries.verify_jejak().temuan] == [
        "Penjaga pesan_segel pada tabel pegawai_jejak tidak ada atau dimatikan."
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE pegawai_jejak SET ringkas = ''",
        "DELETE FROM pegawai_jejak",
        "TRUNCATE pegawai_jejak CASCADE",
        "UPDATE pegawai_segeljejak SET nomor = nomor + 10",
        "DELETE FROM pegawai_segeljejak",
        "TRUNCATE pegawai_segeljejak",
    ],
)
def test_the_database_refuses_to_change_the_trail(trail, statement):
    with pytest.raises(IntegrityError, match="hanya boleh ditambah"), transaction.atomic():
        run(statement)


def test_the_command_prints_a_head_that_later_shows_a_cut_end(trail, capsys):
    call_command("verify_jejak")
    head = capsys.readouterr().out.split()[-1]

    call_command("verify_jejak", kepala=head)
    force(f"DELETE FROM pegawai_segeljejak WHERE jejak_id = '{trail[3].pk}'")
    force(f"DELETE FROM pegawai_jejak WHERE id = '{trail[3].pk}'")

    call_command("verify_jejak")
    with pytest.raises(CommandError, match="1 kejanggalan pada 3 kejadian"):
        call_command("verify_jejak", kepala=head)


@pytest.mark.django_db(transaction=True)
def test_transactions_that_end_together_make_one_chain_without_gaps():
    def write() -> None:
        try:
            for n in range(20):
                with transaction.atomic():
                    record_jejak(tindakan="uji.coba", ringkas=str(n), at=AT)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert SegelJejak.objects.filter(nomor__range=(1, 120)).count() == 120
    assert [f for f in queries.verify_jejak().temuan if f.jenis != Jenis.PENJAGA] == []
