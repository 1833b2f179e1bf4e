"""Rooms, sessions of a range of days, and who watches where."""

from typing import Any

from django import forms

from asesmen.gelombang.forms.gelombang import date_input
from asesmen.gelombang.models import Ruang, RuangSesi
from asesmen.gelombang.rules import Pola, days_between

MAX_DAYS = 62


class RuangForm(forms.ModelForm):
    class Meta:
        model = Ruang
        fields = ["kode", "nama", "tempat", "kecamatan", "jumlah_kursi", "kapasitas", "is_akses_kursi_roda"]
        help_texts = {
            "kapasitas": "Berapa orang dapat ujian sekaligus, sesudah jarak antarkursi dan komputer cadangan.",
            "kecamatan": "Peserta dari kecamatan ini didahulukan di ruang ini.",
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        seats, capacity = data.get("jumlah_kursi"), data.get("kapasitas")
        if seats is not None and capacity is not None and capacity > seats:
            self.add_error(
                "kapasitas",
                forms.ValidationError(
                    f"Paling banyak {seats}, sebanyak jumlah kursinya. Kurangi, atau tambah kursinya.",
                    code="over_seats",
                ),
            )
        if capacity == 0:
            self.add_error("kapasitas", forms.ValidationError("Paling sedikit 1.", code="no_seats"))
        return data


class SesiForm(forms.Form):
    dari = forms.DateField(label="Dari tanggal", widget=date_input())
    sampai = forms.DateField(label="Sampai tanggal", widget=date_input())
    sabtu = forms.BooleanField(label="Hari Sabtu ikut dipakai", required=False)
    pola = forms.TypedMultipleChoiceField(
        label="Sesi setiap hari",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu sesi."},
    )
    ruang = forms.TypedMultipleChoiceField(
        label="Ruang",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu ruang."},
    )

    def __init__(self, *args: Any, pola: list[Pola], rooms: list[Ruang], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pola"].choices = [(p.nomor, pola_label(p)) for p in pola]  # type: ignore[attr-defined]
        labels = [(r.pk, f"{r.kode} {r.nama} ({r.kapasitas} kursi)") for r in rooms]
        self.fields["ruang"].choices = labels  # type: ignore[attr-defined]
        self.fields["pola"].initial = [p.nomor for p in pola]
        self.fields["ruang"].initial = [r.pk for r in rooms]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("dari"), data.get("sampai")
        if not first or not last:
            return data
        if last < first:
            self.add_error("sampai", forms.ValidationError("Tanggal ini sebelum tanggal awal.", code="before"))
        elif (last - first).days > MAX_DAYS:
            self.add_error("sampai", forms.ValidationError("Paling lama dua bulan sekaligus.", code="too_long"))
        else:
            data["hari"] = days_between(first, last, with_saturday=bool(data.get("sabtu")))
            if not data["hari"]:
                self.add_error("sampai", forms.ValidationError("Tidak ada hari kerja dalam rentang ini.", code="empty"))
        return data


def pola_label(p: Pola) -> str:
    friday = "" if p.is_jumat else ", tidak pada hari Jumat"
    if p.is_jumat and p.jumat_mulai:
        friday = f", Jumat mulai {p.jumat_mulai:%H.%M}"
    return f"Sesi {p.nomor}, {p.mulai:%H.%M}–{p.selesai:%H.%M}{friday}"


class ProktorForm(forms.Form):
    """One select for each room of each session; `rooms` come in order of session."""

    def __init__(self, *args: Any, rooms: list[RuangSesi], proktor: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for r in rooms:
            # Who holds the duty now stays to be seen, also after their role has ended.
            known = {pk for pk, _ in proktor}
            extra = [(r.proktor_id, r.proktor.nama)] if r.proktor and r.proktor_id not in known else []
            self.fields[f"r{r.pk}"] = forms.TypedChoiceField(
                label=f"Sesi {r.sesi.nomor}, {r.ruang.kode} {r.ruang.nama}",
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", "Belum ada"), *proktor, *extra],
                initial=r.proktor_id or "",
            )

    def choices_made(self) -> dict[int, int | None]:
        """ruang sesi id → account id, for the selects that were changed."""
        return {int(name[1:]): self.cleaned_data[name] for name in self.changed_data}
