from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm


class MasukForm(AuthenticationForm):
    """Signing in with a password. One text for every reason of a refusal, so that nobody learns which names exist."""

    error_messages = {
        "invalid_login": "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil pada kata sandi.",
        "inactive": "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil pada kata sandi.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Nama pengguna"
        self.fields["username"].error_messages["required"] = "Isi nama pengguna Anda."
        self.fields["password"].label = "Kata sandi"
        self.fields["password"].error_messages["required"] = "Isi kata sandi Anda."
        # Written with spaces on cards and letters; the account has it without.
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean_username(self) -> str:
        username = self.cleaned_data["username"].strip()
        bare = username.replace(" ", "")
        return bare if bare.isdecimal() else username


class SandiForm(PasswordChangeForm):
    """Choosing a new password: at least 12 characters, none of the common ones, not one's own name."""

    error_messages = PasswordChangeForm.error_messages | {
        "password_incorrect": "Kata sandi lama tidak cocok.",
        "password_mismatch": "Dua isian kata sandi baru berbeda. Tulis lagi keduanya.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Kata sandi lama"
        self.fields["new_password1"].label = "Kata sandi baru"
        self.fields[
            "new_password1"
        ].help_text = (
            "Paling sedikit 12 huruf. Beberapa kata yang hanya Anda yang tahu lebih kuat daripada angka dan tanda baca."
        )
        self.fields["new_password2"].label = "Kata sandi baru, sekali lagi"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        old, new = cleaned.get("old_password"), cleaned.get("new_password1")
        if old and old == new:
            self.add_error(
                "new_password1", forms.ValidationError("Pilih kata sandi yang belum Anda pakai.", code="same")
            )
        return cleaned
