from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils import timezone

# The same for a wrong password, an unknown name, a closed account, an expired first password, and during the pause.
NOT_IN = (
    "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil pada kata sandi. Sesudah lima kali "
    "salah, tunggu 5 menit, atau minta administrator membuka kuncinya."
)
USERNAME_MAX = 60


class MasukForm(AuthenticationForm):
    """Signing in with a password. One text for every reason of a refusal, so that nobody learns which names exist."""

    error_messages = {"invalid_login": NOT_IN, "inactive": NOT_IN}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Nama pengguna"
        self.fields["username"].error_messages["required"] = "Isi nama pengguna Anda."
        self.fields["password"].label = "Kata sandi"
        self.fields["password"].error_messages["required"] = "Isi kata sandi Anda."
        # Written with spaces on cards and letters; the account has it without.
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean_username(self) -> str:
        # A character more than the longest name there can be is enough to match none.
        username = self.cleaned_data["username"].strip()[: USERNAME_MAX + 1]
        bare = username.replace(" ", "")
        return bare if bare.isdecimal() else username

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if user.sandi_sampai and user.sandi_sampai < timezone.now():
            raise forms.ValidationError(NOT_IN, code="invalid_login")


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


class PastikanForm(forms.Form):
    """The password again, before an act that would do much harm in the wrong hands."""

    sudo_sandi = forms.CharField(
        label="Kata sandi Anda",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Isi kata sandi Anda."},
    )


class FaktorForm(forms.Form):
    """A code of the authenticator app, or at sign-in one of the recovery codes."""

    kode = forms.CharField(
        label="Kode",
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"}
        ),
        error_messages={"required": "Isi kodenya."},
    )
