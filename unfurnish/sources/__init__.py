"""From what a user names to pages: files, folders, globs, standard input; text, HTML, WARC, WET, JSONL, gzip."""

from unfurnish.sources.found import NO_PAGES, WHOLE_IN_ARCHIVE, Asides
from unfurnish.sources.meter import Meter
from unfurnish.sources.paths import STANDARD_INPUT, Source, Sources, find, printable, size
from unfurnish.sources.reading import LARGEST, each, loaded, raw_in_archive, read, rereadable

__all__ = [
    "LARGEST",
    "NO_PAGES",
    "STANDARD_INPUT",
    "WHOLE_IN_ARCHIVE",
    "Asides",
    "Meter",
    "Source",
    "Sources",
    "each",
    "find",
    "loaded",
    "printable",
    "raw_in_archive",
    "read",
    "rereadable",
    "size",
]
