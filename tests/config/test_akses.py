"""Every route crossed with every role. The table is tests/cases/akses.csv; a route without a row fails the test.

`boleh` names the roles; "semua" is any role, "masuk" any signed-in account, "terbuka" everybody (the participant's
pages guard themselves by card, health pages by saying little).
"""

import csv
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from pegawai.models import Akun, PemberianPeran
from pegawai.rules.peran import Peran

TABLE = Path(__file__).parent.parent / "cases" / "akses.csv"
BOLEH = {row["rute"]: row["boleh"].split() for row in csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())}
# Whatever a route asks for: an object that does not exist, so that only the door itself answers.
ARGUMENTS = {"int": 999_999_999, "uuid": UUID(int=0), "str": "tidak-ada", "slug": "tidak-ada"}


def all_routes() -> dict[str, URLPattern]:
    found: dict[str, URLPattern] = {}

    def walk(patterns: list, namespace: str) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                found[f"{namespace}:{pattern.name}" if namespace else str(pattern.name)] = pattern
            else:
                walk(pattern.url_patterns, pattern.app_name or namespace)

    walk(get_resolver().url_patterns, "")
    return found


ROUTES = all_routes()
GUARDED = sorted(name for name, boleh in BOLEH.items() if boleh != ["terbuka"])


def address(name: str) -> str:
    converters = ROUTES[name].pattern.converters
    kinds = {key: type(value).__name__.removesuffix("Converter").lower() for key, value in converters.items()}
    return reverse(name, kwargs={key: ARGUMENTS["str" if kind == "string" else kind] for key, kind in kinds.items()})


def allowed(name: str) -> set[Peran]:
    return set(Peran) if BOLEH[name] in (["semua"], ["masuk"]) else {Peran(p) for p in BOLEH[name]}


def answers(client: Client, name: str) -> int:
    """GET, and where a route takes orders only, POST; the order names nothing that exists."""
    response = client.get(address(name))
    return client.post(address(name)).status_code if response.status_code == 405 else response.status_code


@pytest.fixture(params=list(Peran), ids=str)
def signed_in(request: pytest.FixtureRequest, db: None) -> tuple[Peran, Client]:
    akun = Akun.objects.create_user("orang", nama="Orang")
    PemberianPeran.objects.create(akun=akun, peran=request.param, dari=date(2020, 1, 1))
    client = Client(raise_request_exception=False)
    client.force_login(akun)
    return request.param, client


def test_every_route_has_a_row_and_every_row_a_route():
    assert set(ROUTES) == set(BOLEH)


def test_the_table_says_what_the_views_ask_for():
    declared = {name: set(getattr(ROUTES[name].callback, "required_peran", Peran)) for name in GUARDED}

    assert declared == {name: allowed(name) for name in GUARDED}


def test_the_door_is_shut_for_every_other_role(signed_in: tuple[Peran, Client]):
    peran, client = signed_in
    shut = [name for name in GUARDED if peran not in allowed(name)]

    got = {name: answers(client, name) for name in shut}

    assert got == dict.fromkeys(shut, 404)


def test_pages_that_need_no_object_open_for_their_roles(signed_in: tuple[Peran, Client]):
    peran, client = signed_in
    mine = [name for name in GUARDED if peran in allowed(name) and not ROUTES[name].pattern.converters]

    got = {name: client.get(address(name)).status_code for name in mine}

    assert {name: status for name, status in got.items() if status not in {200, 302, 405}} == {}


# Roles, passwords and factors of others, keys, approval and publication, exports of everybody, one's own factor.
SUDO = {
    *("pegawai:akun-create", "pegawai:akun-detail", "pegawai:peran-revoke", "pegawai:akun-toggle"),
    *("pegawai:sandi-reset", "pegawai:akun-faktor-remove", "pegawai:massal"),
    *("pegawai:faktor-begin", "pegawai:faktor-confirm", "pegawai:kode-pemulihan-renew", "pegawai:faktor-remove"),
    *("bank:impor-apply", "bank:butir-export"),
    *("penilaian:penghitungan-sahkan", "penilaian:penghitungan-batal-sahkan"),
    *("penilaian:penghitungan-umumkan", "penilaian:penghitungan-tarik-umumkan"),
    *("pegawai:pegawai-export", "pegawai:jejak-export", "laporan:kesenjangan-export"),
}


def test_what_would_do_much_harm_asks_for_the_password_again():
    assert {name for name, route in ROUTES.items() if getattr(route.callback, "needs_sudo", False)} == SUDO


@pytest.mark.django_db
def test_strangers_are_sent_to_the_sign_in_page():
    client = Client()

    got = {name: client.get(address(name)).headers.get("Location", "").split("?")[0] for name in GUARDED}

    assert got == dict.fromkeys(GUARDED, "/masuk/")
