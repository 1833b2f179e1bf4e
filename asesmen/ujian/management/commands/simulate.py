"""`manage.py simulate`: the rehearsal of an exam. Made-up participants sit it through the real HTTP door."""

import contextlib
import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from asesmen.gelombang import queries as gelombang
from asesmen.gelombang import services as gelombang_services
from asesmen.gelombang.services.gladi import move_sesi
from asesmen.ujian import queries, services
from asesmen.ujian.management.gladi.catatan import Catatan
from asesmen.ujian.management.gladi.peserta import Bekal, Peserta
from asesmen.ujian.management.gladi.pintu import Peramban
from asesmen.ujian.management.gladi.server import ServerSilent, host_name, own_server
from asesmen.ujian.services import Isian
from pegawai.queries import pengaturan

MOST_PARTICIPANTS = 5000
MOST_MINUTES = 120
BAR = 30


class Command(BaseCommand):
    help = "Gladi ujian: peserta tiruan menempuh ujian lewat pintu HTTP yang sebenarnya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--gelombang", type=int, required=True, help="nomor gelombang")
        parser.add_argument("--participants", type=int, default=900, help="paling banyak sekian peserta")
        parser.add_argument("--workers", type=int, default=16, help="sekian peserta sekaligus")
        parser.add_argument("--seed", default="1", help="benih jawaban: sama benihnya, sama jawabannya")
        parser.add_argument("--pace", type=float, default=0.0, help="jeda rata-rata antar kiriman, dalam detik")
        parser.add_argument("--url", default="", help="server yang dituju; tanpa ini server sendiri di 127.0.0.1")
        parser.add_argument("--server-workers", type=int, default=2, help="proses pada server sendiri")
        parser.add_argument("--exclude-nip", action="append", default=[], help="NIP yang tidak ditirukan")
        parser.add_argument("--rehearse", action="store_true", help="pindahkan sesi gladi bersih ke sekarang")
        parser.add_argument("--minutes", type=float, default=60, help="batas lama gladi, dalam menit")
        parser.add_argument("--json", action="store_true", help="ringkasan sebagai JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        self.options, self.catatan = options, Catatan()
        self.refuse_unless_ready()
        begun = time.monotonic()
        self.until = begun + min(options["minutes"], MOST_MINUTES) * 60
        try:
            with self.server() as url:
                wanted = self.run_all(url)
        except ServerSilent as error:
            raise CommandError("Server gladi tidak mau menyala. Jalankan `manage.py check`, lalu ulangi.") from error
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.report(time.monotonic() - begun)
        if self.catatan.jumlah_galat or self.catatan.selesai < wanted:
            raise CommandError(f"{wanted - self.catatan.selesai} dari {wanted} peserta tidak sampai ke tanda terima.")

    def refuse_unless_ready(self) -> None:
        wave = gelombang.gelombang_get(self.options["gelombang"])
        if wave is None:
            raise CommandError(f"Gelombang {self.options['gelombang']} tidak ada.")
        if self.options["rehearse"] and not wave.is_simulasi:
            raise CommandError(f"“{wave.nama}” bukan gladi bersih; sesinya tidak boleh dipindah.")
        if queries.naskah_count(wave.pk) == 0:
            raise CommandError(f"Naskah “{wave.nama}” belum disiapkan. Kunci gelombang dan siapkan naskahnya dulu.")
        if not 1 <= self.options["participants"] <= MOST_PARTICIPANTS or self.options["workers"] < 1:
            raise CommandError(f"Peserta 1 sampai {MOST_PARTICIPANTS}, pekerja paling sedikit 1.")

    @contextlib.contextmanager
    def server(self) -> Iterator[str]:
        if self.options["url"]:
            yield self.options["url"].rstrip("/")
            return
        with own_server(self.options["server_workers"], 8) as url:
            yield url

    # ---------- Sessions ----------

    def run_all(self, url: str) -> int:
        """Run session by session and return how many participants were to finish."""
        isian = self.chosen()
        done = 0
        for sesi in gelombang.sesi_list(self.options["gelombang"]):
            part = [i for i in isian if i.seat.sesi_id == sesi.pk]
            if part and self.is_open(sesi):
                self.run(url, part, done, len(isian))
                done += len(part)
                self.close(sesi)
        if done == 0:
            raise CommandError(
                "Tidak ada sesi yang sedang dibuka dengan peserta yang belum mulai. Jalankan pada waktu sesi, atau "
                "pakai --rehearse pada gelombang gladi bersih."
            )
        return done

    def chosen(self) -> list[Isian]:
        excluded = {"".join(c for c in nip if c.isdigit()) for nip in self.options["exclude_nip"]}
        found = services.plan_isian(gelombang_id=self.options["gelombang"], seed=self.options["seed"])
        found = [i for i in found if i.seat.nip not in excluded]
        found.sort(key=lambda i: (i.seat.mulai, i.seat.nomor))
        return found[: self.options["participants"]]

    def is_open(self, sesi: Any) -> bool:
        now = timezone.now()
        if self.options["rehearse"]:
            move_sesi(sesi_id=sesi.pk, mulai=now, selesai=now + (sesi.selesai - sesi.mulai), akun_id=None, at=now)
            return True
        return sesi.mulai <= now < sesi.selesai and sesi.status in {"dikunci", "berlangsung"}

    def close(self, sesi: Any) -> None:
        """A rehearsed session ends with its last participant: the next one needs the rooms."""
        if not self.options["rehearse"]:
            return
        now = timezone.now()
        seats = gelombang.penempatan_rows(self.options["gelombang"])
        if queries.running_in({s.peserta_id for s in seats if s.sesi_id == sesi.pk}):
            self.stderr.write(f"Sesi {sesi.nomor} masih ditempuh orang lain; dibiarkan terbuka.")
            return
        sesi.refresh_from_db()
        move_sesi(sesi_id=sesi.pk, mulai=sesi.mulai, selesai=now, akun_id=None, at=now)
        gelombang_services.sweep_sesi(at=now)

    def run(self, url: str, isian: list[Isian], before: int, total: int) -> None:
        peserta_ids = [i.seat.peserta_id for i in isian]
        codes = gelombang_services.issue_kode(
            peserta_ids=peserta_ids, sumber="simulasi", akun_id=None, at=timezone.now(), alasan="Gladi ujian"
        )
        try:
            self.walk_all(url, [self.bekal(i, codes[i.seat.peserta_id]) for i in isian], before, total)
        finally:
            gelombang_services.revoke_kode(
                peserta_ids=peserta_ids, sumber="simulasi", at=timezone.now(), alasan="Gladi selesai"
            )

    def bekal(self, isian: Isian, kode: str) -> Bekal:
        rahasia = self.rooms.get(isian.seat.ruang_sesi_id)
        if rahasia is None:
            room = gelombang.ruang_sesi_get(isian.seat.ruang_sesi_id)
            rahasia = self.rooms[isian.seat.ruang_sesi_id] = room.rahasia if room and room.is_diawasi else ""
        return Bekal(isian, kode, rahasia, self.token_menit, self.options["seed"], self.options["pace"])

    @property
    def token_menit(self) -> int:
        if not hasattr(self, "_token_menit"):
            self._token_menit = pengaturan("token_ruang_menit")
        return self._token_menit

    @property
    def rooms(self) -> dict[int, str]:
        return self.__dict__.setdefault("_rooms", {})

    # ---------- People ----------

    def walk_all(self, url: str, bekal: list[Bekal], before: int, total: int) -> None:
        # The threads speak HTTP alone; the database is asked before and after.
        connection.close()
        with ThreadPoolExecutor(self.options["workers"]) as pool:
            walks = [pool.submit(self.walk, url, b) for b in bekal]
            for done, _ in enumerate(as_completed(walks), start=1):
                self.bar(before + done, total)

    def walk(self, url: str, bekal: Bekal) -> None:
        host = "" if self.options["url"] else host_name()
        peserta = Peserta(bekal, Peramban(url, host), self.catatan)
        if not self.is_late() and peserta.walk(self.is_late):
            self.catatan.finished()

    def is_late(self) -> bool:
        return time.monotonic() > self.until

    # ---------- Words ----------

    def bar(self, done: int, total: int) -> None:
        if self.options["json"]:
            return
        filled = BAR * done // total
        line = f"[{'#' * filled}{'.' * (BAR - filled)}] {done} dari {total} peserta, {self.catatan.jumlah_galat} galat"
        if sys.stderr.isatty():
            self.stderr.write(f"\r{line}", ending="" if done < total else "\n")
        elif done == total or done * 10 // total > (done - 1) * 10 // total:
            # In a log file a line for each tenth is enough.
            self.stderr.write(line)

    def report(self, seconds: float) -> None:
        if self.options["json"]:
            self.stdout.write(json.dumps(self.catatan.as_json(seconds)))
        else:
            self.stdout.write(self.catatan.table(seconds))
