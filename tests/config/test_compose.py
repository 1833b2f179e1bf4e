"""docker-compose.yml and Dockerfile, read: their shape, and that they agree with each other and with .env.example."""

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from config.embedded import services

ROOT = Path(__file__).resolve().parent.parent.parent

STRINGS = {"type": "array", "items": {"type": "string"}, "minItems": 1}
VALUES = {"type": "object", "additionalProperties": {"type": "string"}}
DURATION = {"type": "string", "pattern": "^[0-9]+(s|m)$"}
# The part of the Compose specification that this file uses; everything else is a misspelling.
SERVICE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["image", "networks", "restart"],
    "properties": {
        "build": {"const": "."},
        "image": {"type": "string", "pattern": "^[a-z0-9-]+:[a-z0-9.-]+$"},
        "env_file": {"const": ".env"},
        "environment": VALUES,
        "command": STRINGS,
        "volumes": {"type": "array", "items": {"type": "string", "pattern": "^[./a-zA-Z-]+:/[^:]+(:ro)?$"}},
        "networks": STRINGS,
        "ports": {"type": "array", "items": {"type": "string", "pattern": "^[0-9]+:[0-9]+$"}},
        "restart": {"enum": ["no", "unless-stopped"]},
        "read_only": {"type": "boolean"},
        "tmpfs": STRINGS,
        "security_opt": STRINGS,
        "cap_drop": STRINGS,
        "shm_size": {"type": "string"},
        "stop_grace_period": DURATION,
        "depends_on": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["condition"],
                "additionalProperties": False,
                "properties": {"condition": {"enum": ["service_healthy", "service_completed_successfully"]}},
            },
        },
        "healthcheck": {
            "type": "object",
            "required": ["test", "interval", "timeout", "retries"],
            "additionalProperties": False,
            "properties": {
                "test": STRINGS,
                "interval": DURATION,
                "timeout": DURATION,
                "retries": {"type": "integer"},
                "start_period": DURATION,
            },
        },
    },
}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "services", "networks", "volumes"],
    "patternProperties": {"^x-": {}},
    "properties": {
        "name": {"type": "string"},
        "services": {"type": "object", "additionalProperties": SERVICE},
        "networks": {"type": "object"},
        "volumes": {"type": "object"},
    },
}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return read


def test_the_file_has_the_shape_of_a_compose_file(compose: dict[str, Any]) -> None:
    jsonschema.validate(compose, SCHEMA)


def test_the_services_are_the_ones_that_production_needs(compose: dict[str, Any]) -> None:
    assert sorted(compose["services"]) == ["beat", "migrate", "postgres", "proxy", "redis", "web", "worker"]


def test_only_the_proxy_is_reachable_from_outside(compose: dict[str, Any]) -> None:
    published = {name: service["ports"] for name, service in compose["services"].items() if "ports" in service}

    assert published == {"proxy": ["80:80", "443:443"]}


def test_databases_and_workers_stand_on_the_inner_network_alone(compose: dict[str, Any]) -> None:
    networks = {name: service["networks"] for name, service in compose["services"].items()}

    assert compose["networks"]["dalam"] == {"internal": True}
    assert networks == {
        "migrate": ["dalam"],
        "web": ["dalam", "depan"],
        "worker": ["dalam"],
        "beat": ["dalam"],
        "postgres": ["dalam"],
        "redis": ["dalam"],
        "proxy": ["depan"],
    }


def test_every_name_that_is_used_is_declared(compose: dict[str, Any]) -> None:
    used = {
        source
        for service in compose["services"].values()
        for source in (volume.split(":")[0] for volume in service.get("volumes", []))
        if not source.startswith(".")
    }
    awaited = {name for service in compose["services"].values() for name in service.get("depends_on", {})}
    healthy = {
        name
        for service in compose["services"].values()
        for name, wait in service.get("depends_on", {}).items()
        if wait["condition"] == "service_healthy"
    }

    assert used == set(compose["volumes"])
    assert awaited <= set(compose["services"])
    assert {name for name in healthy if "healthcheck" not in compose["services"][name]} == set()


def test_mounted_files_exist(compose: dict[str, Any]) -> None:
    mounted = [
        volume.split(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", [])
        if volume.startswith(".")
    ]

    assert [name for name in mounted if not (ROOT / name).is_file()] == []
    assert mounted == ["./config/proxy/Caddyfile"]


@pytest.mark.parametrize("name", ["migrate", "web", "worker", "beat"])
def test_a_container_runs_the_command_of_its_name(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]

    assert service["command"] == ["python", "-m", "config.embedded.services", name]
    assert callable(getattr(services, name))


@pytest.mark.parametrize("name", ["migrate", "web", "worker", "beat"])
def test_a_container_of_ours_is_production_and_cannot_change_itself(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]

    assert service["environment"]["ASESMEN_MODE"] == "production"
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_postgres_is_told_to_be_durable(compose: dict[str, Any]) -> None:
    told = compose["services"]["postgres"]["command"]

    assert [
        setting for setting in told if setting.split("=")[0] in {"fsync", "synchronous_commit", "full_page_writes"}
    ] == [
        "fsync=on",
        "synchronous_commit=on",
        "full_page_writes=on",
    ]


def test_the_image_holds_every_part_of_the_product() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    copied = {name for line in re.findall(r"^COPY (.+) \S+$", dockerfile, re.MULTILINE) for name in line.split()}
    parts = {path.parent.relative_to(ROOT).parts[0] for path in ROOT.glob("*/apps.py")} | {"asesmen"}

    assert copied == parts | {"manage.py", "requirements.txt", "templates", "static", "contoh"}
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_image_runs_under_an_account_of_its_own() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()

    assert re.findall(r"^USER (\S+)$", dockerfile, re.MULTILINE) == ["asesmen"]
    assert not re.search(r"^(ENV|ARG) .*(SECRET|PASSWORD|_KEY)", dockerfile, re.MULTILINE)
