import pytest

from pegawai.rules.golongan import read_golongan


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            (spelling, "III/d")
            for spelling in ("III/d", "III d", "III.d", "IIId", "3D", "Penata Tk. I, III/d", "(III/d)")
        ),
        ("Penata Tk.I (III/d)", "III/d"),
        ("Golongan IX", "IX"),
        ("ix", "IX"),
        ("IV/e", "IV/e"),
        ("I", "I"),
        *((nonsense, None) for nonsense in ("", "9", "III/e", "PNS", "X/a", "IIII", "Penata")),
    ],
)
def test_spellings_of_golongan(text, expected):
    assert read_golongan(text) == expected
