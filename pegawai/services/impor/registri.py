"""The registry's side of a roster: whom a row is about, what it would change, who might be the same person."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pegawai.models import Pegawai, RiwayatNip
from pegawai.rules.masalah import BarisDibaca
from pegawai.rules.nama import search_form
from pegawai.services.impor.periksa import BarisCalon, Keadaan
from pegawai.services.impor.pohon import DaftarJabatan, Pohon, Tempat

TEXTS = ("nama", "gelar_depan", "gelar_belakang", "golongan", "kedudukan_hukum", "jenis_kelamin", "status_asn")
# How an officer answered a proposal.
SAMA, LAIN = "sama", "lain"
Same = tuple[str, str, str]


class Registri:
    """The people that these rows may be about, all units and all jabatan. A fixed number of queries."""

    def __init__(self, rows: Sequence[dict[str, Any]]) -> None:
        nips = {data["nip"] for data in rows}
        self.people = {pegawai.nip: pegawai for pegawai in Pegawai.objects.filter(nip__in=nips)}
        former = RiwayatNip.objects.filter(nip__in=nips - self.people.keys()).select_related("pegawai")
        self.former = {row.nip: row.pegawai for row in former}
        known = self.people.keys() | self.former.keys()
        self.similar = self._similar(data for data in rows if data["nip"] not in known)
        self.claimed: set[int] = set()
        self.pohon = Pohon()
        self.jabatan = DaftarJabatan()

    def _similar(self, strangers: Iterable[dict[str, Any]]) -> dict[Same, list[Pegawai]]:
        """People with a stranger's name, birth date and sex whose own NIP no row names."""
        wanted = {same_of(data) for data in strangers}
        names, days = {name for name, _, _ in wanted}, {date.fromisoformat(day) for _, day, _ in wanted}
        found: dict[Same, list[Pegawai]] = {}
        rows = Pegawai.objects.filter(nama_cari__in=names, tanggal_lahir__in=days).exclude(nip__in=list(self.people))
        for pegawai in rows.select_related("unit").order_by("pk") if wanted else ():
            same = (pegawai.nama_cari, pegawai.tanggal_lahir.isoformat(), pegawai.jenis_kelamin)
            if same in wanted:
                found.setdefault(same, []).append(pegawai)
        return found

    # ---------- Whom a row is about ----------

    def proposals(self, data: dict[str, Any]) -> list[Pegawai]:
        """Who might be this stranger under another NIP; nobody for a NIP that is known."""
        return [] if self._known(data) else self.similar.get(same_of(data), [])

    def person(self, data: dict[str, Any]) -> Pegawai | None:
        """Whoever has or had the row's NIP, or whom an officer named; None for somebody new or undecided."""
        chosen = data.get("keputusan", {})
        if chosen.get("pilihan") == SAMA:
            return next((p for p in self.proposals(data) if p.pk == chosen["pegawai_id"]), self._known(data))
        return self._known(data)

    def _known(self, data: dict[str, Any]) -> Pegawai | None:
        return self.people.get(data["nip"]) or self.former.get(data["nip"])

    def check(self, baris: BarisDibaca, column: str) -> None:
        """Say where a row's NIP is not the one that its person has today."""
        holder = self.former.get(baris.data["nip"])
        if holder and (holder.nip in self.people or holder.pk in self.claimed):
            message = f"NIP lama dari {holder.nama_lengkap}, yang juga ada di berkas ini dengan NIP lain."
            baris.refuse(column, "duplicate", f"{message} Hapus salah satu di Excel.")
        elif holder:
            self.claimed.add(holder.pk)
            message = f"NIP ini sudah diganti menjadi {holder.nip}. Baris dicocokkan dengan pemegangnya"
            baris.warn(column, "nip_former", f"{message}, NIP-nya dibiarkan.")
        elif found := self.proposals(baris.data):
            who = " atau ".join(f"{p.nama_lengkap} (NIP {p.nip})" for p in found[:3])
            message = f"Nama dan tanggal lahirnya sama dengan {who}. Putuskan apakah orangnya sama."
            baris.warn(column, "nip_changed", message)

    # ---------- What it would change ----------

    def place(self, data: dict[str, Any]) -> tuple[Tempat | None, str]:
        place = self.pohon.find(data["unit"], data["opd"])
        return (None, place.doubt) if place and place.doubt else (place, "")

    def compare(self, data: dict[str, Any]) -> tuple[str, dict[str, list[str]]]:
        """Say whether a row is new, changes somebody or nothing, and what: field → [old, new], as people read it."""
        pegawai = self.person(data)
        if pegawai is None:
            decided = data.get("keputusan", {}).get("pilihan") == LAIN
            return (Keadaan.BARU if decided or not self.proposals(data) else Keadaan.USULAN), {}
        changes = {name: [old, new] for name, old, new in self._simple(pegawai, data) if new and old != new}
        if not self._known(data):
            changes |= _new_number(pegawai, data)
        changes |= self._unit(pegawai, data) | self._jabatan(pegawai, data)
        return (Keadaan.BERUBAH if changes else Keadaan.TETAP), changes

    def _simple(self, pegawai: Pegawai, data: dict[str, Any]) -> list[tuple[str, str, str]]:
        stated = [name for name in (*TEXTS, "tanggal_lahir") if name not in data.get("dari_nip", [])]
        pairs = [(name, str(getattr(pegawai, name)), data[name]) for name in stated]
        # Another spelling of the same name (capitals, titles) is no change.
        same_name = search_form(data["nama"]) == pegawai.nama_cari
        return [pair for pair in pairs if not (pair[0] == "nama" and same_name)]

    def _unit(self, pegawai: Pegawai, data: dict[str, Any]) -> dict[str, list[str]]:
        place, _ = self.place(data)
        if place is None or (place.unit_id and place.unit_id == pegawai.unit_id):
            return {}
        return {"unit": [self.pohon.name_of(pegawai.unit_id), place.nama or place.opd]}

    def _jabatan(self, pegawai: Pegawai, data: dict[str, Any]) -> dict[str, list[str]]:
        found = self.jabatan.find(data["jabatan"])
        if not data["jabatan"] or (found and found.pk == pegawai.jabatan_id):
            return {}
        return {"jabatan": [self.jabatan.names.get(pegawai.jabatan_id or 0, ""), data["jabatan"]]}

    def would_make(self, rows: Sequence[BarisCalon]) -> dict[str, int]:
        """How many units and jabatan applying these rows would add."""
        good = [calon.data for calon in rows if calon.keadaan != Keadaan.DITOLAK]
        places = {place for data in good if (place := self.place(data)[0]) and place.unit_id is None}
        jabatan = {data["jabatan"].lower() for data in good if data["jabatan"]}
        return {
            "unit_baru": len({(place.opd.lower(), place.nama.lower()) for place in places}),
            "jabatan_baru": len(jabatan - self.jabatan.by_name.keys()),
        }


def _new_number(pegawai: Pegawai, data: dict[str, Any]) -> dict[str, list[str]]:
    """A new NIP tells the status as well, where it is of the other pattern: a PPPK who became PNS."""
    changes = {"nip": [pegawai.nip, data["nip"]]}
    status = [pegawai.status_asn, data["status_asn"]]
    return changes | ({"status_asn": status} if (status[0] == "PPPK") != (status[1] == "PPPK") else {})


def same_of(data: dict[str, Any]) -> Same:
    """By what a person is recognised under another NIP."""
    return search_form(data["nama"]), data["tanggal_lahir"], data["jenis_kelamin"]


def as_usul(people: Iterable[Pegawai]) -> list[dict[str, Any]]:
    """The people of a proposal as the preview shows them."""
    return [
        {
            "id": p.pk,
            "nip": p.nip,
            "nama": p.nama_lengkap,
            "unit": p.unit.nama if p.unit else "",
            "golongan": p.golongan,
        }
        for p in people
    ]
