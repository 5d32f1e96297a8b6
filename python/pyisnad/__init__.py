"""isnad: who said what, through whom, in piles of Arabic news.

    import pyisnad
    page = pyisnad.read("page.html")
    for s in page.statements:
        print(s.speaker and s.speaker.entity, s.text)
    report = pyisnad.Pile("crawl/").report()
    report.to_pandas("figures")
"""
from ._isnad import ffi as _ffi, lib as _lib
from ._library import IsnadError, Skipped
from .article import Article, Block, Date, Figure, Hedge, Hop, Location, \
    Measure, Name, Published, Source, Span, Speaker, Statement, Text, read, text
from .pile import Pile, Report, Story

__version__: str = _ffi.string(_lib.isnad_version()).decode()
__all__ = ["Article", "Block", "Date", "Figure", "Hedge", "Hop", "IsnadError",
           "Location", "Measure", "Name", "Pile", "Published", "Report",
           "Skipped", "Source", "Span", "Speaker", "Statement", "Story", "Text",
           "read", "text"]
