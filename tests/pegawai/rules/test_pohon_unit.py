from pegawai.rules.pohon_unit import allowed_jenis, current_unit, merge_fault, moved_paths, same_names


def test_a_unit_goes_neither_into_itself_nor_into_what_stands_below_it():
    assert merge_fault("opd", "/1/2/", "/1/3/") == ""
    assert "dirinya" in merge_fault("opd", "/1/2/", "/1/2/")
    assert "bawah ke atas" in merge_fault("opd", "/1/2/", "/1/2/9/")
    assert "puncak" in merge_fault("instansi", "/1/", "/1/2/")
    assert "instansi" in merge_fault("opd", "/1/2/", "/1/")


def test_paths_below_follow_and_others_stay():
    paths = {2: "/1/2/", 9: "/1/2/9/", 21: "/1/21/"}

    assert moved_paths(paths, "/1/2/", "/1/3/2/") == {2: "/1/3/2/", 9: "/1/3/2/9/"}


def test_a_unit_is_followed_through_every_merging():
    assert current_unit(1, {1: 2, 2: 3}) == 3
    assert current_unit(3, {1: 2, 2: 3}) == 3


def test_a_name_is_the_same_however_it_is_written():
    assert same_names(["SDN 1", "SDN 2"], ["sdn 1"]) == ["SDN 1"]


def test_a_unit_s_place_says_which_kinds_it_may_be():
    assert allowed_jenis("/1/") == ["instansi"]
    assert allowed_jenis("/1/2/") == ["opd", "kecamatan"]
    assert allowed_jenis("/1/2/3/") == ["bidang", "subbag", "upt", "sekolah", "puskesmas", "kelurahan"]
