"""One document: its article and what is found in it.

The classes have the members of docs/read.schema.json.  Offsets are bytes of
the payload, end exclusive, so every words can be opened in its source.
"""
import dataclasses
import functools
import json
import os
import typing
from typing import Any, Dict, List, Optional, Tuple, Type, TypeVar, Union

from ._isnad import ffi, lib
from ._library import Options, PathLike, check_error, take

T = TypeVar("T")

# Members whose names are words of Python.
RENAMED = {"cls": "class", "basis": "from"}


@dataclasses.dataclass(frozen=True)
class Span:
    """A place in the source and the words that stand there."""
    begin: int
    end: int
    text: str


@dataclasses.dataclass(frozen=True)
class Block(Span):
    role: str
    kind: Optional[str]


@dataclasses.dataclass(frozen=True)
class Published:
    """The day of publication; `basis` tells what it rests on."""
    value: str
    best: Optional[str]
    basis: str
    evidence: Tuple[Span, ...]


@dataclasses.dataclass(frozen=True)
class Date(Span):
    value: Optional[str]
    timex: Optional[str]
    anchor: Optional[str]
    sure: Optional[str]
    margin: int
    repeats: bool


@dataclasses.dataclass(frozen=True)
class Measure:
    low: Optional[float]
    high: Optional[float]
    unit: str


@dataclasses.dataclass(frozen=True)
class Figure(Span):
    of: Optional[str]
    fate: Optional[str]
    low: Optional[float]
    high: Optional[float]
    approximate: bool
    vague: bool
    negated: bool
    part: Optional[str]
    scope: Optional[Span]
    measure: Optional[Measure]


@dataclasses.dataclass(frozen=True)
class Location:
    name: str
    country: Optional[str]
    kind: str
    latitude: float
    longitude: float


@dataclasses.dataclass(frozen=True)
class Name(Span):
    type: str
    entity: str
    location: Optional[Location] = None


@dataclasses.dataclass(frozen=True)
class Speaker:
    """Who says it; without a place where the text leaves the name out."""
    begin: Optional[int]
    end: Optional[int]
    text: Optional[str]
    entity: str


@dataclasses.dataclass(frozen=True)
class Hop:
    name: str
    cue: Optional[Span]


@dataclasses.dataclass(frozen=True)
class Statement(Span):
    direct: bool
    speaker: Optional[Speaker]
    via: Tuple[Span, ...]
    chain: Tuple[Hop, ...]
    cue: Optional[Span]
    cls: Optional[str]
    stance: str
    source_kind: Optional[str]
    on: Optional[str]


@dataclasses.dataclass(frozen=True)
class Hedge(Span):
    cue: Optional[Span]


@dataclasses.dataclass(frozen=True)
class Source:
    """The payload that the offsets count."""
    sha256: str
    bytes: int
    charset: str


@functools.lru_cache(maxsize=None)
def _special(cls: type) -> Tuple[Tuple[str, str, Any], ...]:
    """Members that are not simply what JSON holds: name there, name in the
    class, class of what is in it."""
    hints = typing.get_type_hints(cls)
    members = []
    for field in dataclasses.fields(cls):
        inside = [a for a in typing.get_args(hints[field.name])
                  if dataclasses.is_dataclass(a)]
        key = RENAMED.get(field.name, field.name)
        if inside or key != field.name:
            members.append((key, field.name, inside[0] if inside else None))
    return tuple(members)


def many(cls: Type[T], values: List[Dict[str, Any]]) -> Tuple[T, ...]:
    """Objects of `cls` from what JSON holds.

    A frozen class sets its members one by one, which takes longer than all
    the reading; so the members are given to it as they are.
    """
    special = _special(cls)
    made: List[T] = []
    for value in values:
        members = value.copy()
        for key, name, inside in special:
            held = members.pop(key, None)
            members[name] = held if inside is None or held is None else \
                many(inside, held) if isinstance(held, list) else \
                one(inside, held)
        new = object.__new__(cls)
        object.__setattr__(new, "__dict__", members)
        made.append(new)
    return tuple(made)


def one(cls: Type[T], value: Dict[str, Any]) -> T:
    return many(cls, [value])[0]


class Article:
    """One document as `isnad read` prints it.

    Its findings become objects when they are first asked for.  `data` is the
    whole line as JSON holds it, `json` the line itself.
    """

    def __init__(self, line: bytes):
        self.json = line

    @functools.cached_property
    def data(self) -> Dict[str, Any]:
        made: Dict[str, Any] = json.loads(str(self.json, "utf-8"))
        return made

    path = property(lambda self: self.data["path"], doc="Where it was read.")
    steps = property(lambda self: tuple(self.data["steps"]),
                     doc="From the file to the payload.")
    url = property(lambda self: self.data["url"], doc="Its address, or None.")
    outlet = property(lambda self: self.data["outlet"])
    author = property(lambda self: self.data["author"])
    language = property(lambda self: self.data["language"])
    agencies = property(lambda self: tuple(self.data["agencies"]))

    @functools.cached_property
    def source(self) -> Source:
        return one(Source, self.data["source"])

    @functools.cached_property
    def title(self) -> Optional[Span]:
        held = self.data["title"]
        return one(Span, held) if held else None

    @functools.cached_property
    def published(self) -> Optional[Published]:
        held = self.data["published"]
        return one(Published, held) if held else None

    @functools.cached_property
    def blocks(self) -> Tuple[Block, ...]:
        return many(Block, self.data["blocks"])

    @property
    def text(self) -> str:
        """The lines of the article; no title, furniture, captions, credits."""
        return "\n".join(b.text for b in self.blocks if b.role not in
                         ("title", "furniture", "caption", "credit"))

    @functools.cached_property
    def dates(self) -> Tuple[Date, ...]:
        return many(Date, self.data["dates"])

    @functools.cached_property
    def figures(self) -> Tuple[Figure, ...]:
        return many(Figure, self.data["figures"])

    @functools.cached_property
    def names(self) -> Tuple[Name, ...]:
        return many(Name, self.data["names"])

    @functools.cached_property
    def statements(self) -> Tuple[Statement, ...]:
        return many(Statement, self.data["statements"])

    @functools.cached_property
    def hedges(self) -> Tuple[Hedge, ...]:
        return many(Hedge, self.data["hedges"])

    def __repr__(self) -> str:
        title = self.title.text if self.title else self.path
        return f"<Article {title!r}>"


@dataclasses.dataclass(frozen=True)
class Text:
    """An article alone, as `isnad text` prints it."""
    path: str
    steps: Tuple[str, ...]
    title: Optional[str]
    text: str
    published: Optional[str]
    outlet: Optional[str]
    author: Optional[str]
    agencies: Tuple[str, ...]
    url: Optional[str]
    language: Optional[str]

    @classmethod
    def of_line(cls, line: bytes) -> "Text":
        data = json.loads(line)
        for name in ("steps", "agencies"):
            data[name] = tuple(data[name])
        return cls(**data)


def _line(page: Union[bytes, PathLike], name: str, article: bool,
          options: Dict[str, Any]) -> bytes:
    if not isinstance(page, (bytes, bytearray, memoryview)):
        name = os.fspath(page)
        with open(page, "rb") as file:
            page = file.read()
    made = Options(article=article, **options)
    line, error = ffi.new("pyisnad_text *"), ffi.new("isnad_error *")
    held = ffi.from_buffer(page)
    check_error(lib.pyisnad_read(os.fsencode(name), held, len(held), made.c,
                                 line, error), error)
    return take(line)


def read(page: Union[bytes, PathLike], *, name: str = "page",
         **options: Any) -> Article:
    """Reads one page, from its bytes or the path of a file.

    Options are those of Pile: published, published_from, corrections,
    language, input, vague, fields, max_payload …  Other threads go on while
    the library reads.  Raises IsnadError where there is no text in it.
    """
    return Article(_line(page, name, False, options))


def text(page: Union[bytes, PathLike], *, name: str = "page",
         **options: Any) -> Text:
    """The article of one page alone, several times as fast as read()."""
    return Text.of_line(_line(page, name, True, options))


__all__ = ["Article", "Block", "Date", "Figure", "Hedge", "Hop", "Location",
           "Measure", "Name", "Published", "Source", "Span", "Speaker",
           "Statement", "Text", "read", "text"]
