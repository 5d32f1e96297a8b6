"""Calls into the C library: options, errors, text that it hands out."""
import os
from typing import Any, Dict, List, Optional, Sequence, Union

from ._isnad import ffi, lib

PathLike = Union[str, "os.PathLike[str]"]


class IsnadError(Exception):
    """What the library could not do; `position` is a byte of the input, where
    one is known."""

    def __init__(self, message: str, position: Optional[int] = None):
        super().__init__(message)
        self.position = position


class Skipped(IsnadError):
    """An input, or a part of one, that was not read."""

    def __init__(self, path: str, offset: int, reason: str):
        super().__init__(f"{path}:{offset}: {reason}", offset)
        self.path, self.reason = path, reason


def status_text(status: int) -> str:
    return str(ffi.string(lib.isnad_status_text(status)), "utf-8")


def check(status: int) -> None:
    if status == lib.ISNAD_NOMEM:
        raise MemoryError("isnad: out of memory")
    if status != lib.ISNAD_OK:
        raise IsnadError(status_text(status))


def check_error(status: int, error: Any) -> None:
    """The same for a call that fills an isnad_error."""
    if status == lib.ISNAD_NOMEM:
        raise MemoryError("isnad: out of memory")
    if status != lib.ISNAD_OK:
        said = ffi.string(error.message).decode("utf-8", "replace")
        known = error.position != 2**64 - 1
        raise IsnadError(said or status_text(status),
                         error.position if known else None)


def take(text: Any) -> bytes:
    """The bytes of a pyisnad_text, which is freed."""
    try:
        return bytes(ffi.buffer(text.data, text.len)) if text.data else b""
    finally:
        lib.pyisnad_free(text.data)


def skipped(item: Any) -> Skipped:
    path = ffi.string(item.text.data).decode("utf-8", "surrogateescape")
    return Skipped(path, item.offset,
                   ffi.string(item.reason).decode("utf-8", "replace"))


class Options:
    """An isnad_flow_options and all that it points to."""

    def __init__(self, *, article: bool = False,
                 published: Optional[str] = None,
                 published_from: Optional[PathLike] = None,
                 corrections: Optional[PathLike] = None,
                 language: Optional[str] = None,
                 input: Optional[str] = None, threads: int = 0,
                 vague: str = "interval",
                 fields: Optional[Dict[str, str]] = None,
                 max_payload: int = 0, max_ratio: int = 0,
                 max_records: int = 0, max_nesting: int = 0):
        if published and not lib.isnad_day_valid(published.encode()):
            raise ValueError(f"not a day like 2022-01-13: {published}")
        if vague not in ("interval", "acled"):
            raise ValueError(f"neither interval nor acled: {vague}")
        kinds, kind = lib.isnad_flow_kinds(), 0
        known = []
        while kinds[kind] != ffi.NULL:
            known.append(ffi.string(kinds[kind]).decode())
            kind += 1
        if input and input not in known:
            raise ValueError(f"none of {' '.join(known)}: {input}")
        self._kept: List[Any] = []
        c = self.c = ffi.new("isnad_flow_options *")
        c.depth = lib.ISNAD_FLOW_ARTICLE if article else \
            lib.ISNAD_FLOW_FINDINGS
        c.published, c.language = self._text(published), self._text(language)
        c.input = self._text(input)
        c.threads, c.acled = threads, vague == "acled"
        c.payload_max, c.ratio_max = max_payload, max_ratio
        c.records_max, c.nesting_max = max_records, max_nesting
        for name, member in (fields or {}).items():
            if name not in ("text", "title", "published", "url"):
                raise ValueError(f"no field that isnad asks for: {name}")
            setattr(c.fields, name, self._text(member))
        if published_from is not None:
            c.days = self._days(published_from)
        if corrections is not None:
            c.corrections = self._corrections(corrections)

    def _text(self, text: Optional[str]) -> Any:
        if text is None:
            return ffi.NULL
        self._kept.append(ffi.new("char[]", text.encode()))
        return self._kept[-1]

    def _days(self, path: PathLike) -> Any:
        days, error = ffi.new("isnad_days **"), ffi.new("isnad_error *")
        check_error(lib.isnad_days_read(os.fsencode(path), days, error), error)
        self._kept.append(ffi.gc(days[0], lib.isnad_days_free))
        return self._kept[-1]

    def _corrections(self, path: PathLike) -> Any:
        made, error = ffi.new("isnad_corrections **"), ffi.new("isnad_error *")
        check_error(lib.isnad_corrections_read(
            os.fsencode(path), ffi.NULL, ffi.NULL, made, error), error)
        self._kept.append(ffi.gc(made[0], lib.isnad_corrections_free))
        return self._kept[-1]


class Paths:
    """An array of C strings."""

    def __init__(self, paths: Sequence[PathLike]):
        self._kept = [ffi.new("char[]", os.fsencode(p)) for p in paths]
        self.c = ffi.new("char *[]", self._kept)
        self.count = len(self._kept)
