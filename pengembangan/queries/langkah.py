"""One person's next steps: what is planned, what was done, and what would fit the gaps that are left."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from asesmen.penilaian.queries import hasil_kompetensi, hasil_terbit_of
from pengembangan.models import KepesertaanDiklat, PemesananKlinik
from pengembangan.queries.jp import jp_by_pegawai
from pengembangan.queries.klinik import pemesanan_of, topik_rows
from pengembangan.queries.program import program_rows
from pengembangan.rules.jp import JP_PER_TAHUN
from pengembangan.rules.kecocokan import Program, fitting


@dataclass(frozen=True)
class LangkahKompetensi:
    """One competency below the standard with what fits; both lists may be empty."""

    kode: str
    nama: str
    level: Decimal
    standar: Decimal
    kesenjangan: Decimal
    program: tuple[Program, ...]
    klinik: tuple[Program, ...]


@dataclass(frozen=True)
class Langkah:
    """What a person's page shows. `diklat` and `klinik` are enrolments and bookings, the latest first."""

    kompetensi: tuple[LangkahKompetensi, ...]
    diklat: tuple[KepesertaanDiklat, ...]
    klinik: tuple[PemesananKlinik, ...]
    jp: int
    jp_sasaran: int = JP_PER_TAHUN

    @property
    def is_empty(self) -> bool:
        return not (self.kompetensi or self.diklat or self.klinik)


def langkah_for(pegawai_id: int, today: date) -> Langkah:
    """Next steps of one person, from the newest published result. Nine queries whatever their number."""
    return Langkah(
        kompetensi=_gaps(pegawai_id),
        diklat=tuple(
            KepesertaanDiklat.objects.filter(pegawai_id=pegawai_id)
            .exclude(status=KepesertaanDiklat.Status.BATAL)
            .select_related("angkatan__program")
            .order_by("-angkatan__mulai", "pk")
        ),
        klinik=tuple(pemesanan_of(pegawai_id)),
        jp=jp_by_pegawai([pegawai_id], today.year).get(pegawai_id, 0),
    )


def _gaps(pegawai_id: int) -> tuple[LangkahKompetensi, ...]:
    results = hasil_terbit_of(pegawai_id)
    if not results:
        return ()
    programs, topics = program_rows(), topik_rows()
    below = [k for k in hasil_kompetensi(results[0].pk) if k.kesenjangan < 0]
    rows = (
        LangkahKompetensi(
            kode=k.kode,
            nama=k.kompetensi.nama,
            level=k.level,
            standar=k.standar,
            kesenjangan=k.kesenjangan,
            program=fitting(programs, k.kode, k.level),
            klinik=fitting(topics, k.kode, k.level),
        )
        for k in below
    )
    return tuple(sorted(rows, key=lambda row: (row.kesenjangan, row.nama)))
