"""What a chosen password must be, as the validators that Django asks."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from pegawai import queries
from pegawai.models import Akun
from pegawai.rules.sandi import MAX_LENGTH, birth_texts, context_words, is_guessable


class PanjangValidator:
    """Hashing must stay cheap for us, and a browser's password manager writes 128 characters at most."""

    def validate(self, password: str, user: Akun | None = None) -> None:
        if len(password) > MAX_LENGTH:
            raise ValidationError(f"Kata sandi paling banyak {MAX_LENGTH} huruf. Pendekkan sedikit.", code="too_long")

    def get_help_text(self) -> str:
        return f"Paling banyak {MAX_LENGTH} huruf."


class KonteksValidator:
    """No password that is made of what others know: NIP, birth date, own name, office, regency, common words."""

    def validate(self, password: str, user: Akun | None = None) -> None:
        if is_guessable(password, _words(user)):
            raise ValidationError(
                "Kata sandi ini mudah ditebak: isinya nama, NIP, tanggal lahir, nama kantor, atau kata yang lazim. "
                "Pakai beberapa kata yang hanya Anda yang tahu.",
                code="guessable",
            )

    def get_help_text(self) -> str:
        return "Bukan nama, NIP, tanggal lahir, atau nama kantor Anda."


def _words(user: Akun | None) -> set[str]:
    office = queries.pengaturan_all()
    texts = [office["nama_kabupaten"], office["nama_instansi"]]
    if user is not None:
        texts += [user.username, user.nama, *birth_texts(user.username)]
        orang = queries.orang_many([user.pegawai_id]).get(user.pegawai_id) if user.pegawai_id else None
        if orang:
            texts += [orang.nip, orang.nama, orang.unit_nama, orang.opd_nama, *birth_texts(orang.nip)]
    return context_words(*texts)


class SandiBaruForm(forms.Form):
    """A first password of one's own, written twice. `check` judges it for its owner, once that is known."""

    sandi = forms.CharField(
        label="Kata sandi baru", strip=False, error_messages={"required": "Isi kata sandi baru Anda."}
    )
    ulang = forms.CharField(
        label="Kata sandi baru, sekali lagi", strip=False, error_messages={"required": "Tulis kata sandi sekali lagi."}
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("sandi") and cleaned.get("ulang") and cleaned["sandi"] != cleaned["ulang"]:
            self.add_error(
                "ulang", ValidationError("Dua isian kata sandi berbeda. Tulis lagi keduanya.", code="differ")
            )
        return cleaned

    def check(self, nip: str, pegawai_id: int) -> bool:
        """Whether this may be that person's password; if not, the field says why."""
        try:
            validate_password(self.cleaned_data["sandi"], Akun(username=nip, pegawai_id=pegawai_id))
        except ValidationError as refusal:
            self.add_error("sandi", refusal)
            return False
        return True
