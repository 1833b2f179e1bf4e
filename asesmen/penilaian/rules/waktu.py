"""How long a result counts. Source: Peraturan BKN 26/2019 pasal 29 ayat (4), three years; a setting."""

from datetime import date


def berlaku_sampai(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
