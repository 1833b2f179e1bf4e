"""Renaming and merging units, what forbids it, and taking it back."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from pegawai import queries, services
from pegawai.models import Jejak, Pegawai, PerubahanUnit, RiwayatPegawai, Unit
from pegawai.services.impor.pohon import Pohon
from tests.pegawai.factories import AT, TODAY, make_akun, make_pegawai, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    root = make_unit("Pemerintah Kabupaten", jenis="instansi")
    lama, baru = make_unit("Dinas Pendidikan", root), make_unit("Dinas Pendidikan dan Kebudayaan", root)
    return {"root": root, "lama": lama, "baru": baru, "sd": make_unit("UPT SDN 1 Sangir", lama, jenis="sekolah")}


def rename(unit: Unit, nama: str, jenis: str = "opd"):
    return services.rename_unit(unit_id=unit.pk, nama=nama, jenis=jenis, alasan="Perbup 7/2026", akun=None, at=AT)


def merge(unit: Unit, tujuan: Unit, akun=None, at=AT + timedelta(minutes=5)):
    return services.merge_unit(unit_id=unit.pk, tujuan_id=tujuan.pk, alasan="Perbup 7/2026", akun=akun, at=at)


def undo(row, at=AT):
    return services.undo_perubahan_unit(perubahan_id=row.pk, alasan="Keliru", akun=None, at=at)


def facts() -> tuple:
    """Everything a merging touches."""
    return (
        sorted(Unit.objects.values_list("pk", "nama", "jenis", "induk_id", "jalur", "digabung_ke_id")),
        sorted(Pegawai.objects.values_list("pk", "unit_id", "updated_at")),
        sorted(RiwayatPegawai.objects.values_list("pegawai_id", "fakta", "dari", "unit_id")),
    )


def test_rename_unit_keeps_the_old_name_as_a_way_to_it(tree):
    rename(tree["lama"], " Dinas  Dikbud ")
    tree["lama"].refresh_from_db()

    assert tree["lama"].nama == "Dinas Dikbud"
    for opd in ("Dinas Pendidikan", "Dinas Dikbud"):
        assert Pohon().find("UPT SDN 1 Sangir", opd).unit_id == tree["sd"].pk
    trace = Jejak.objects.get(tindakan="unit.ganti_nama")
    assert (trace.sebelum, trace.sesudah, trace.alasan) == ("Dinas Pendidikan", "Dinas Dikbud", "Perbup 7/2026")


def test_rename_unit_refuses_a_name_that_stands_beside_it(tree):
    with pytest.raises(services.UnitNameTaken):
        rename(tree["lama"], "DINAS PENDIDIKAN DAN KEBUDAYAAN")


def test_rename_unit_to_the_same_name_changes_nothing(tree):
    assert rename(tree["lama"], "Dinas Pendidikan") is None


def test_rename_unit_refuses_a_kind_that_its_place_does_not_have(tree):
    """An office that were no perangkat daerah would be made anew by the next list."""
    with pytest.raises(services.UnitJenisRefused, match="perangkat daerah, kecamatan"):
        rename(tree["lama"], "Dinas Pendidikan", "sekolah")


def test_an_office_that_became_a_part_of_another_is_still_found_as_the_office_it_was(tree):
    bidang = make_unit("Bidang Pendidikan", tree["baru"], jenis="bidang")
    merge(tree["lama"], bidang)
    pohon = Pohon()

    assert pohon.find("UPT SDN 1 Sangir", "Dinas Pendidikan").unit_id == tree["sd"].pk
    assert pohon.find("", "Dinas Pendidikan").unit_id == bidang.pk


def test_undoing_a_renaming_brings_name_and_kind_back(tree):
    before = facts()

    undo(rename(tree["sd"], "SDN 01", "upt"))

    assert facts() == before


def test_merge_unit_moves_people_and_what_stands_below(tree):
    kepala, guru = make_pegawai("Kepala", tree["lama"]), make_pegawai("Guru", tree["sd"])

    row = merge(tree["lama"], tree["baru"])

    people = {p.pk: p.unit for p in Pegawai.objects.select_related("unit")}
    assert people[kepala.pk] == tree["baru"]
    assert people[guru.pk].jalur == f"{tree['baru'].jalur}{tree['sd'].pk}/"
    noted = RiwayatPegawai.objects.filter(pegawai=kepala, fakta="unit")
    assert list(noted.values_list("nama", "dari")) == [("Dinas Pendidikan dan Kebudayaan", TODAY)]
    everything = queries.Scope(is_all=True)
    assert [r.nama for r in queries.opd_list(everything)] == ["Dinas Pendidikan dan Kebudayaan"]
    assert tree["lama"].pk not in {r.id for r in queries.unit_names(everything)}
    assert row.data["pegawai_ids"] == [kepala.pk]


def test_lists_with_the_name_of_a_merged_unit_mean_the_one_that_took_it(tree):
    merge(tree["lama"], tree["baru"])
    pohon = Pohon()

    assert pohon.find("", "Dinas Pendidikan").unit_id == tree["baru"].pk
    assert pohon.find("UPT SDN 1 Sangir", "Dinas Pendidikan").unit_id == tree["sd"].pk
    assert pohon.find("Dinas Pendidikan", "").unit_id == tree["baru"].pk


def test_an_official_of_the_new_unit_sees_what_was_merged_into_it(tree):
    merge(tree["lama"], tree["baru"])

    merged = Unit.objects.get(pk=tree["lama"].pk)
    assert queries.Scope(False, (tree["baru"].jalur,)).covers(merged.jalur)


def test_undoing_a_merging_restores_every_row(tree):
    make_pegawai("Kepala", tree["lama"])
    make_pegawai("Guru", tree["sd"])
    before = facts()

    undo(merge(tree["lama"], tree["baru"]))

    assert facts() == before


def test_undoing_a_merging_leaves_whoever_moved_on(tree):
    pindah, tetap = make_pegawai("Pindah", tree["lama"]), make_pegawai("Tetap", tree["lama"])
    row = merge(tree["lama"], tree["baru"])
    lain = make_unit("Dinas Sosial", tree["root"])
    Pegawai.objects.filter(pk=pindah.pk).update(unit=lain)

    undo(row)

    assert dict(Pegawai.objects.values_list("pk", "unit_id")) == {pindah.pk: lain.pk, tetap.pk: tree["lama"].pk}


def test_a_merging_is_taken_back_before_what_it_rests_on(tree):
    third = make_unit("Badan Baru", tree["root"])
    first = merge(tree["lama"], tree["baru"])
    second = merge(tree["baru"], third, at=AT + timedelta(hours=1))

    with pytest.raises(services.PerubahanNotUndoable):
        undo(first)
    undo(second)
    undo(first)
    with pytest.raises(services.PerubahanNotUndoable):
        undo(first)


def test_the_old_name_leads_through_two_mergings(tree):
    third = make_unit("Badan Baru", tree["root"])
    merge(tree["lama"], tree["baru"])
    merge(tree["baru"], third)

    assert Pohon().find("UPT SDN 1 Sangir", "Dinas Pendidikan").unit_id == tree["sd"].pk
    assert Pohon().find("", "Dinas Pendidikan").unit_id == third.pk


def test_merge_unit_refuses_with_the_reason(tree):
    make_unit("UPT SDN 1 SANGIR", tree["baru"], jenis="sekolah")

    for unit, tujuan, words in (
        (tree["lama"], tree["baru"], "UPT SDN 1 Sangir"),
        (tree["lama"], tree["lama"], "dirinya sendiri"),
        (tree["lama"], tree["sd"], "di bawah unit ini"),
        (tree["root"], tree["baru"], "puncak"),
        (tree["lama"], tree["root"], "tidak dapat dilebur"),
    ):
        with pytest.raises(services.UnitNotMergeable, match=words):
            merge(unit, tujuan)


def test_merge_unit_refuses_while_a_role_is_held_for_it(tree):
    """Moving the role along would show its holder the people of another office."""
    make_akun("pejabat_opd", unit=tree["lama"])

    with pytest.raises(services.UnitNotMergeable, match="Cabut perannya"):
        merge(tree["lama"], tree["baru"])


def test_a_unit_merged_already_is_merged_no_second_time(tree):
    merge(tree["lama"], tree["baru"])

    with pytest.raises(services.UnitNotMergeable, match="sudah digabungkan"):
        merge(tree["lama"], make_unit("Dinas Lain", tree["root"]))


def test_an_import_learns_which_of_its_units_were_changed_since(tree):
    row = rename(tree["sd"], "SDN 01", "sekolah")
    merge(tree["lama"], tree["baru"])

    def changed(made=(), former=()):
        return queries.unit.changed_units(made=[unit.pk for unit in made], former=[unit.pk for unit in former])

    assert changed(made=[tree["sd"]]) == ["SDN 01"]
    assert changed(made=[tree["baru"]]) == ["Dinas Pendidikan"]
    assert changed(former=[tree["lama"], tree["sd"]]) == ["Dinas Pendidikan"]
    undo(row)
    assert changed(made=[tree["sd"]], former=[tree["sd"]]) == []


def test_a_unit_without_standing_changes_can_go_with_what_was_done_to_it():
    unit = make_unit("Dinas Salah")
    undo(rename(unit, "Dinas Benar"))

    unit.delete()

    assert not PerubahanUnit.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_no_unit_is_merged_while_a_list_is_being_saved():
    """Otherwise people would land in a unit that is gone."""
    root = make_unit("Pemerintah Kabupaten", jenis="instansi")
    lama, baru = make_unit("Dinas Lama", root), make_unit("Dinas Baru", root)
    other = connection.copy()
    try:
        with transaction.atomic():
            services.unit.hold_units(wait=True)
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('pegawai.unit'))")
                assert cursor.fetchone() == (False,)
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('pegawai.unit'))")
            with pytest.raises(services.UnitBusy):
                merge(lama, baru)
            cursor.execute("COMMIT")
        merge(lama, baru)
    finally:
        other.close()

    lama.refresh_from_db()
    assert lama.digabung_ke == baru
