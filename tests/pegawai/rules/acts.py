"""Every act that the code writes into the audit trail, read from the code itself."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
APPS = ("config", "laporan", "pengembangan", "asesmen", "pegawai", "antrean")


@dataclass(frozen=True)
class Writer:
    """A function that records an act: which of its arguments names it, and what it puts before that name."""

    argument: str
    position: int | None
    prefix: str = ""


# Private functions are known by their module too: several are called `_record`.
Writers = dict[tuple[str, str], Writer]
OPEN: Writers = {("", "record_jejak"): Writer("tindakan", None), ("", "record_by"): Writer("tindakan", 0)}


def recorded_acts() -> set[str]:
    modules = {str(path): ast.parse(path.read_text(encoding="utf-8")) for path in _sources()}
    functions = [
        (m, node) for m, tree in modules.items() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    ]
    writers, acts = dict(OPEN), set()
    for _ in range(4):  # a writer may be called by a writer
        for module, function in functions:
            if ("", function.name) not in OPEN:
                acts |= _acts_of(module, function, writers)
    return acts


def _sources() -> Iterator[Path]:
    for app in APPS:
        yield from (path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)


def _acts_of(module: str, function: ast.FunctionDef, writers: Writers) -> set[str]:
    """The acts a function names; one that passes on what it is given becomes a writer itself."""
    acts: set[str] = set()
    positional = [a.arg for a in function.args.args]
    known = {*positional, *(a.arg for a in function.args.kwonlyargs)}
    for writer, named in _records(module, function, writers):
        prefix, inner = _parts(named)
        if isinstance(inner, ast.Name) and inner.id in known:
            key = (module if function.name.startswith("_") else "", function.name)
            place = positional.index(inner.id) if inner.id in positional else None
            writers[key] = Writer(inner.id, place, writer.prefix + prefix)
        else:
            acts |= {writer.prefix + prefix + text for text in _texts(inner, function)}
    return acts


def _records(module: str, function: ast.FunctionDef, writers: Writers) -> Iterator[tuple[Writer, ast.expr]]:
    for call in ast.walk(function):
        if isinstance(call, ast.Call):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            writer = writers.get((module, name)) or writers.get(("", name))
            named = _argument(call, writer) if writer else None
            if writer and named is not None:
                yield writer, named


def _argument(call: ast.Call, writer: Writer) -> ast.expr | None:
    by_name = [k.value for k in call.keywords if k.arg == writer.argument]
    if by_name or writer.position is None:
        return by_name[0] if by_name else None
    return call.args[writer.position] if len(call.args) > writer.position else None


def _parts(named: ast.expr) -> tuple[str, ast.expr]:
    """Split f"impor.{verb}" into its fixed beginning and what varies."""
    if not isinstance(named, ast.JoinedStr):
        return "", named
    fixed, varying = named.values
    assert isinstance(fixed, ast.Constant)
    assert isinstance(varying, ast.FormattedValue)
    return fixed.value, varying.value


def _texts(expression: ast.expr, function: ast.FunctionDef) -> list[str]:
    if isinstance(expression, ast.Constant):
        return [str(expression.value)]
    if isinstance(expression, ast.IfExp):
        return _texts(expression.body, function) + _texts(expression.orelse, function)
    if not isinstance(expression, ast.Name):
        return []  # a value that only runs can tell, such as an enum's: the test names those
    assigned = [n for n in ast.walk(function) if isinstance(n, ast.Assign)]
    given = [a.value for a in assigned if getattr(a.targets[0], "id", "") == expression.id]
    return [text for value in given for text in _texts(value, function)]
