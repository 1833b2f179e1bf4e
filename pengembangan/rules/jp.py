"""Training hours (jam pelajaran) per person and year."""

# Source: PP 11/2017 pasal 203 ayat (4): at least 20 JP a year for every PNS.
JP_PER_TAHUN = 20
DASAR_JP = "PP 11/2017 pasal 203 ayat (4)"


def jp_left(jp: int) -> int:
    """How many hours of the year's minimum are still missing."""
    return max(0, JP_PER_TAHUN - jp)
