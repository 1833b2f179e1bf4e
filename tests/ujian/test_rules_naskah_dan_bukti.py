import uuid

from hypothesis import given
from hypothesis import strategies as st

from asesmen.ujian.rules import (
    Simpanan,
    answers_digest,
    is_signature,
    lease_of,
    make_token,
    open_section,
    paper_for,
    read_token,
    receipt_code,
    receipt_signature,
    seed_of,
    versions_of,
    with_extra,
)

NASKAH = [
    {
        "bagian": "Teknis",
        "petunjuk": "Pilih satu.",
        "durasi": None,
        "butir": [{"versi": 5, "opsi": ["C", "A", "B"]}],
    },
    {"bagian": "Sosial", "petunjuk": "", "durasi": None, "butir": [{"versi": 9, "opsi": []}]},
]
ISI = {
    5: {
        "kode": "PED-01",
        "kompetensi": "PED",
        "tipe": "pilihan_ganda",
        "stimulus": "Wacana",
        "pertanyaan": "Apa?",
        "opsi": [{"kode": k, "teks": f"Teks {k}"} for k in "ABC"],
        "kunci": ["B"],
    },
    9: {
        "kode": "X",
        "kompetensi": "Y",
        "tipe": "numerik",
        "format": "html",
        "stimulus": "",
        "pertanyaan": "Berapa?",
        "opsi": [],
    },
}


def test_the_paper_carries_named_fields_in_the_frozen_order_and_nothing_else() -> None:
    assert paper_for(NASKAH, ISI) == [
        {
            "ke": 0,
            "nama": "Teknis",
            "petunjuk": "Pilih satu.",
            "durasi": None,
            "butir": [
                {
                    "versi": 5,
                    "nomor": 1,
                    "tipe": "pilihan_ganda",
                    "format": "teks",
                    "stimulus": "Wacana",
                    "pertanyaan": "Apa?",
                    "opsi": [
                        {"kode": "C", "teks": "Teks C"},
                        {"kode": "A", "teks": "Teks A"},
                        {"kode": "B", "teks": "Teks B"},
                    ],
                }
            ],
        },
        {
            "ke": 1,
            "nama": "Sosial",
            "petunjuk": "",
            "durasi": None,
            "butir": [
                {
                    "versi": 9,
                    "nomor": 2,
                    "tipe": "numerik",
                    "format": "html",
                    "stimulus": "",
                    "pertanyaan": "Berapa?",
                    "opsi": [],
                }
            ],
        },
    ]
    assert versions_of(NASKAH) == [5, 9]


def test_of_timed_sections_only_the_open_one_is_sent_and_numbers_run_on() -> None:
    timed = [section | {"durasi": 60 * n} for n, section in enumerate(NASKAH, start=1)]

    def sent(ke: int) -> list[tuple[int, int, list[int]]]:
        return [(s["ke"], s["durasi"], [i["nomor"] for i in s["butir"]]) for s in paper_for(timed, ISI, ke)]

    assert (sent(0), sent(1)) == ([(0, 60, [1])], [(1, 120, [2])])
    assert open_section(timed, 1) == {"bagian_ke": 1, "bagian_durasi": 120, "bagian_versi_ids": [9]}
    assert open_section(NASKAH, 1) == {"bagian_ke": 0, "bagian_durasi": None, "bagian_versi_ids": None}


@given(st.lists(st.integers(1, 7200), min_size=1, max_size=5), st.integers(0, 7200))
def test_extra_time_is_shared_by_length_and_none_of_it_is_lost(times: list[int], extra: int) -> None:
    naskah = [{"bagian": str(n), "durasi": durasi, "butir": []} for n, durasi in enumerate(times)]

    shares = [after["durasi"] - before for after, before in zip(with_extra(naskah, extra), times, strict=True)]

    assert sum(shares) == extra
    assert all(
        abs(share * sum(times) - extra * before) < sum(times) for share, before in zip(shares, times, strict=True)
    )
    assert with_extra(NASKAH, extra) == NASKAH


def test_a_seed_is_the_same_again_and_needs_the_key() -> None:
    assert seed_of("k", 1, "26001-0001") == seed_of("k", 1, "26001-0001")
    assert len({seed_of(k, g, n) for k in "ab" for g in (1, 2) for n in ("x", "y")}) == 8


@given(st.permutations([Simpanan(v, 1, v, ["A", "C"], v == 2) for v in range(1, 6)]))
def test_the_digest_does_not_depend_on_the_order_of_rows(answers: list[Simpanan]) -> None:
    assert answers_digest("p", answers) == answers_digest("p", sorted(answers, key=lambda a: a.versi))


def test_any_change_of_an_answer_changes_the_digest() -> None:
    base = Simpanan(1, 1, 1, "A")
    variants = [base, Simpanan(1, 1, 1, "B"), Simpanan(1, 1, 2, "A"), Simpanan(2, 1, 1, "A"), Simpanan(1, 1, 1, None)]

    assert len({answers_digest("p", [v]) for v in variants} | {answers_digest("q", [base])}) == 6


def test_a_receipt_proves_its_answers_and_no_others() -> None:
    code = receipt_code("key", "p")
    signature = receipt_signature("key", code, "d1")

    assert len(code) == 12
    assert is_signature("key", code, "d1", signature)
    assert not is_signature("key", code, "d2", signature)
    assert not is_signature("other", code, "d1", signature)


@given(st.uuids(), st.binary(min_size=16, max_size=16))
def test_a_token_is_read_back_and_only_with_its_key(pengerjaan_id: uuid.UUID, lease: bytes) -> None:
    token = make_token("key", pengerjaan_id, lease.hex())

    assert read_token("key", token) == (pengerjaan_id, lease.hex())
    assert read_token("other", token) is None


@given(st.text(max_size=120))
def test_no_text_that_we_did_not_sign_is_a_token(text: str) -> None:
    assert read_token("key", text) is None


def test_a_changed_token_is_refused() -> None:
    token = make_token("key", uuid.uuid4(), lease_of("key", "session"))

    changed = [token[:i] + ("A" if token[i] != "A" else "B") + token[i + 1 :] for i in range(0, len(token) - 1, 7)]
    assert {read_token("key", t) for t in changed} == {None}
