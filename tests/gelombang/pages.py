"""What tests of a wave's pages share."""

import io
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from pegawai.rules.peran import Peran
from tests.pegawai.factories import make_akun


def signed_in(*peran: Peran, **fields: Any) -> Client:
    client = Client()
    client.force_login(make_akun(*peran, **fields))
    return client


def text(response: HttpResponse) -> str:
    """The page with every run of spaces and line ends as one space."""
    return " ".join(response.content.decode().split())


def upload(*rows: list[object], nama: str = "daftar.xlsx") -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(nama, out.getvalue())
