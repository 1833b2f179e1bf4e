"""What is wrong with one cell of a file, and the sentence that says how to mend it."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Masalah:
    """A fault of one cell. `column` is the header as the file writes it; `refuses` is False for a warning."""

    column: str
    code: str
    message: str
    refuses: bool = True

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class BarisDibaca:
    """One row of a file as it was understood. `nomor` counts as Excel does; `asal` holds the cells as written."""

    nomor: int
    data: dict[str, Any] = field(default_factory=dict)
    asal: dict[str, str] = field(default_factory=dict)
    masalah: list[Masalah] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return any(m.refuses for m in self.masalah)

    def refuse(self, column: str, code: str, message: str) -> None:
        self.masalah.append(Masalah(column, code, message))

    def warn(self, column: str, code: str, message: str) -> None:
        self.masalah.append(Masalah(column, code, message, refuses=False))
