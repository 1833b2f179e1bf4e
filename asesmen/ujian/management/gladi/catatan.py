"""What a rehearsal measured: requests by kind with their latencies, and what went wrong."""

import threading
from collections import Counter, defaultdict
from dataclasses import dataclass, field

LANGKAH = ("masuk", "ruang tunggu", "mulai", "naskah", "simpan", "lanjut", "kumpul", "tanda terima")
MOST_TROUBLES = 10


@dataclass
class Catatan:
    """Shared by all threads."""

    milidetik: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    galat: Counter[str] = field(default_factory=Counter)
    contoh: list[str] = field(default_factory=list)
    selesai: int = 0
    tersimpan: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def took(self, langkah: str, seconds: float) -> None:
        with self.lock:
            self.milidetik[langkah].append(seconds * 1000)

    def failed(self, langkah: str, why: str) -> None:
        with self.lock:
            self.galat[langkah] += 1
            if len(self.contoh) < MOST_TROUBLES:
                self.contoh.append(f"{langkah}: {why}")

    def saved(self, entries: int) -> None:
        with self.lock:
            self.tersimpan += entries

    def finished(self) -> int:
        with self.lock:
            self.selesai += 1
            return self.selesai

    @property
    def jumlah_galat(self) -> int:
        return sum(self.galat.values())

    def table(self, seconds: float) -> str:
        """The summary, ready to print."""
        lines = [f"{'langkah':<14}{'permintaan':>11}{'galat':>7}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'terlama':>9}"]
        for name in [n for n in LANGKAH if self.milidetik.get(n) or self.galat.get(n)]:
            took = sorted(self.milidetik.get(name, []))
            marks = "".join(f"{percentile(took, q):>9.0f}" for q in (50, 95, 99, 100))
            lines.append(f"{name:<14}{len(took):>11}{self.galat[name]:>7}{marks}")
        requests = sum(len(took) for took in self.milidetik.values())
        per_second = requests / seconds if seconds else 0
        lines.append(
            f"{self.selesai} peserta selesai, {self.tersimpan} jawaban tersimpan, {self.jumlah_galat} galat, "
            f"{seconds:.0f} detik, {per_second:.0f} permintaan per detik"
        )
        return "\n".join([*lines, *(f"  galat {text}" for text in self.contoh)])

    def as_json(self, seconds: float) -> dict[str, object]:
        return {
            "peserta": self.selesai,
            "jawaban": self.tersimpan,
            "galat": self.jumlah_galat,
            "detik": round(seconds, 1),
            "langkah": {
                name: {
                    "permintaan": len(took),
                    **{f"p{q}": round(percentile(sorted(took), q), 1) for q in (50, 95, 99)},
                }
                for name, took in self.milidetik.items()
            },
        }


def percentile(ordered: list[float], q: int) -> float:
    """The value below which q per cent of the ordered numbers lie; 0 for none."""
    if not ordered:
        return 0.0
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * q // 100) - 1))]
