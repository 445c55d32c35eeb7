"""Everything that a user can put right, each told in one line that says what to do.

UnfurnishError
├── ArchiveError
│   ├── ArchiveMissing     nothing at that path
│   ├── NotAnArchive       a file, but no archive of ours
│   ├── NewerArchive       written by a later version of this program
│   ├── ArchiveBusy        another process is writing
│   ├── ArchiveFull        no space left for the database
│   ├── ArchiveUnwritable  the file or its folder may not be written or opened
│   └── ArchiveDamaged     the file is malformed, or what it keeps of a page is
├── InputError
│   ├── NoSuchPath         no file, folder or match for a path on the command line
│   ├── NoPages            a folder without a page in it
│   ├── OutputAmongPages   a page that is the file which the output goes into
│   ├── NoSuchSite         a site of which the archive has no page
│   ├── NoSuchLanguage     a language in which the archive has no document
│   └── NoSuchKind         a kind or type of which the archive has no document
├── CrawlError
│   ├── CrawlMissing       the packages that crawling needs are not installed
│   ├── NoSuchProfile      no profile of that site, or none that says how to crawl it
│   ├── BadProfile         a profile that breaks its schema, or is of another site
│   ├── BadArgument        a value given to Scrapy's own command that means nothing
│   ├── CrawlUnderway      another process is crawling that site into the archive
│   └── NotPermitted       nobody has said what permits the crawl
└── WorkerDied             a process that did part of the work was killed
"""


class UnfurnishError(Exception):
    """Something that the user can put right; its text is one line."""


class ArchiveError(UnfurnishError):
    """The database cannot be used as asked."""


class ArchiveMissing(ArchiveError):
    """Nothing at that path."""


class NotAnArchive(ArchiveError):
    """The file is no SQLite database, or is the database of something else."""


class NewerArchive(ArchiveError):
    """The schema is newer than this program."""


class ArchiveBusy(ArchiveError):
    """Another process holds the write lock."""


class ArchiveFull(ArchiveError):
    """The disk, or the size that the database may grow to, is used up."""


class ArchiveUnwritable(ArchiveError):
    """The file or its folder may not be written or opened."""


class ArchiveDamaged(ArchiveError):
    """SQLite finds the file malformed, or the bytes of a page cannot be unpacked."""


class InputError(UnfurnishError):
    """A path that was given cannot be used."""


class NoSuchPath(InputError):
    """No file, folder or match of that name."""


class NoPages(InputError):
    """A folder in which no file is a page."""


class OutputAmongPages(InputError):
    """The file that the output goes into is among the pages."""


class NoSuchSite(InputError):
    """A site of which the archive has no page."""


class NoSuchLanguage(InputError):
    """A language in which the archive has no document."""


class NoSuchKind(InputError):
    """A kind or type of which the archive has no document."""


class CrawlError(UnfurnishError):
    """A site cannot be crawled as asked."""


class CrawlMissing(CrawlError):
    """The packages that crawling needs are not installed."""


class NoSuchProfile(CrawlError):
    """There is no profile of that site, or none that says how to crawl it."""


class BadProfile(CrawlError):
    """A profile breaks its schema, or is of another site."""


class BadArgument(CrawlError):
    """A value that was given to Scrapy's own command means nothing."""


class CrawlUnderway(CrawlError):
    """Another process is crawling that site into the archive."""


class NotPermitted(CrawlError):
    """Nobody has said what permits the crawl."""


class WorkerDied(UnfurnishError):
    """A process that did part of the work was killed."""
