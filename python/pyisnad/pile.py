"""Many documents: read one after the other, or laid out as stories."""
import functools
import html
import json
from typing import Any, Dict, Iterator, List, Tuple

from ._isnad import ffi, lib
from ._library import Options, PathLike, Paths, Skipped, check, skipped, take
from .article import Article, Text

FORMATS = {ffi.string(lib.isnad_format_text(f)).decode(): f
           for f in range(lib.ISNAD_FORMAT_GRAPHML + 1)}
TABLES = {ffi.string(lib.isnad_table_text(t)).decode(): t
          for t in range(lib.ISNAD_TABLE_COUNT)}


class Pile:
    """Files, folders, WARCs, feeds: whatever `isnad` takes.

    for article in Pile("crawl/"): …      documents, in the order of the input
    Pile("crawl/").report()               their stories

    `skipped` names what was not read, once it was passed.  Options, each as
    the command's of that name: published, published_from, corrections,
    language, input, threads, vague, fields, max_payload, max_ratio,
    max_records, max_nesting.
    """

    def __init__(self, *paths: PathLike, **options: Any):
        if not paths:
            raise ValueError("nothing to read")
        self._paths, self._options = Paths(paths), dict(options)
        Options(**self._options)  # what is wrong is told here
        self.skipped: List[Skipped] = []

    def __iter__(self) -> Iterator[Article]:
        return map(Article, self._lines(False))

    def texts(self) -> Iterator[Text]:
        """The articles alone, as `isnad text` prints them."""
        return map(Text.of_line, self._lines(True))

    def _lines(self, article: bool) -> Iterator[bytes]:
        self.skipped = []
        made = Options(article=article, **self._options)
        reader = lib.pyisnad_open(self._paths.c, self._paths.count, made.c)
        if reader == ffi.NULL:
            raise MemoryError("isnad: out of memory")
        item = ffi.new("pyisnad_item *")
        try:
            while True:
                lib.pyisnad_next(reader, item)
                if item.kind == lib.PYISNAD_END:
                    check(item.status)
                    return
                if item.kind == lib.PYISNAD_DOCUMENT:
                    yield take(item.text)
                else:
                    self.skipped.append(skipped(item))
                    lib.pyisnad_free(item.text.data)
        finally:
            lib.pyisnad_close(reader)

    def report(self) -> "Report":
        """Reads all documents and lays out their stories.  As with the
        command, pages in other languages than Arabic are passed over unless
        `language` says otherwise."""
        return Report(self._paths, {"language": "ar", **self._options})


class Report:
    """The stories of a pile; everything in it is source text or a fixed
    label, and every statement names the bytes that it stands at."""

    def __init__(self, paths: Paths, options: Dict[str, Any]):
        self._options = Options(**options)
        pile = ffi.new("pyisnad_pile **")
        check(lib.pyisnad_pile_open(paths.c, paths.count, self._options.c,
                                    pile))
        self._pile = ffi.gc(pile[0], lib.pyisnad_pile_close)
        self.skipped: List[Skipped] = []
        item = ffi.new("pyisnad_item *")
        while lib.pyisnad_pile_skip(self._pile, len(self.skipped), item):
            self.skipped.append(skipped(item))

    def format(self, name: str, english: bool = False) -> str:
        """The report as `isnad report --format NAME`: json, html, md, csv,
        text, geojson, jsonld, claimreview, ninjs, ics, citations."""
        if name not in FORMATS:
            raise ValueError(f"no format: {name}")
        text = ffi.new("pyisnad_text *")
        status = lib.pyisnad_pile_print(self._pile, FORMATS[name], english,
                                        text)
        if status == lib.ISNAD_USAGE:
            raise ValueError(f"no format of a report: {name}")
        check(status)
        return take(text).decode()

    @functools.cached_property
    def data(self) -> Dict[str, Any]:
        """All of it, as docs/report.schema.json describes."""
        made: Dict[str, Any] = json.loads(self.format("json"))
        return made

    @property
    def stories(self) -> "Tuple[Story, ...]":
        return tuple(Story(story) for story in self.data["stories"])

    def copies(self, passages: bool = False) -> Dict[str, Any]:
        """Every pair of documents that share text (docs/copies.schema.json);
        with `passages` what they share and what each changed."""
        text = ffi.new("pyisnad_text *")
        check(lib.pyisnad_pile_copies(self._pile, passages, text))
        made: Dict[str, Any] = json.loads(take(text))
        return made

    def columns(self, table: str) -> Dict[str, str]:
        """Names of a table's columns, with text, count, number or bool."""
        count = ffi.new("size_t *")
        columns = lib.isnad_table_columns(self._table(table), count)
        return {ffi.string(columns[i].name).decode():
                ffi.string(columns[i].type).decode() for i in range(count[0])}

    def rows(self, table: str) -> List[Dict[str, Any]]:
        """A table of docs/export.md: documents, stories, statements,
        attributions, figures, quotes, copies, versions."""
        text = ffi.new("pyisnad_text *")
        check(lib.pyisnad_pile_table(self._pile, self._table(table), text))
        return [json.loads(line) for line in take(text).splitlines()]

    @staticmethod
    def _table(name: str) -> int:
        if name not in TABLES:
            raise ValueError(f"none of {' '.join(TABLES)}: {name}")
        return TABLES[name]

    def to_pandas(self, table: str = "statements") -> Any:
        """A table as a pandas.DataFrame; what is unknown is missing in it."""
        import pandas

        types = {"text": "string", "count": "Int64", "number": "Float64",
                 "bool": "boolean"}
        columns = self.columns(table)
        frame = pandas.DataFrame(self.rows(table), columns=list(columns))
        return frame.astype({name: types[t] for name, t in columns.items()})

    def to_arrow(self, table: str = "statements") -> Any:
        """A table as a pyarrow.Table."""
        import pyarrow

        types = {"text": pyarrow.string(), "count": pyarrow.int64(),
                 "number": pyarrow.float64(), "bool": pyarrow.bool_()}
        schema = pyarrow.schema([(name, types[t]) for name, t in
                                 self.columns(table).items()])
        return pyarrow.Table.from_pylist(self.rows(table), schema=schema)

    def _repr_html_(self) -> str:
        """The dossier, in a frame of its own, so that neither its style nor
        its script reaches the notebook."""
        page = html.escape(self.format("html"), quote=True)
        return (f'<iframe sandbox="allow-scripts" srcdoc="{page}" '
                'style="width:100%;height:42em;border:1px solid #8886">'
                '</iframe>')

    def __repr__(self) -> str:
        return f"<Report of {len(self.data['stories'])} stories>"


class Story:
    """A story of a report; `data` has its members as JSON holds them."""

    def __init__(self, data: Dict[str, Any]):
        self.data = data

    id = property(lambda self: self.data["id"])
    title = property(lambda self: self.data["title"])
    documents = property(lambda self: self.data["documents"])
    origins = property(lambda self: self.data["origins"])
    statements = property(lambda self: self.data["statements"])
    figures = property(lambda self: self.data["figures"])
    agreements = property(lambda self: self.data["agreements"])
    differences = property(lambda self: self.data["differences"])
    timeline = property(lambda self: self.data["timeline"])

    def _repr_html_(self) -> str:
        """Its claims, who says them through whom, and behind how many
        origins."""
        def cell(text: Any) -> str:
            return f"<td><bdi>{html.escape(str(text or ''))}</bdi></td>"

        rows = "".join(
            "<tr>" + cell(row["words"]) + cell(row["speaker"]) +
            cell(" ← ".join(hop["name"] for hop in row["chain"])) +
            cell(row["origins"]) + "</tr>" for row in self.statements)
        return (f'<div dir="rtl" lang="ar"><h3>{html.escape(self.title or "")}'
                f"</h3><table><thead><tr><th>القول</th><th>القائل</th>"
                f"<th>السلسلة</th><th>المصادر المستقلة</th></tr></thead>"
                f"<tbody>{rows}</tbody></table></div>")

    def __repr__(self) -> str:
        return f"<Story {self.title!r}>"


__all__ = ["Pile", "Report", "Story"]
