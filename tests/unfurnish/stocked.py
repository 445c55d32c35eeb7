"""An archive with a little of everything, made with the fake engine."""

from pathlib import Path

from tests.unfurnish.fake_engine import FakeEngine
from unfurnish.ingest import ingest

OPENING = "- menu\n\n# Opening of the hall\nThe ambassador opened the hall.\n\n- share\nShe thanked the builders.\n"
LISTING = "# News\n~ Opening of the hall\n~ Another item\n"

PAGES: dict[str, str | bytes] = {
    "01.txt": f"!site a.org\n!number 1\n!published 2021-03-05\n!language en\n!days 10\n!captured 2021-03-06\n{OPENING}",
    # The same text later, and then another one.
    "02.txt": f"!site a.org\n!number 1\n!published 2021-03-05\n!language en\n!days 40\n!captured 2021-04-05\n{OPENING}",
    "03.txt": "!site a.org\n!number 1\n!published 2021-03-05\n!language en\n!captured 2021-05-01\n"
    "# Opening of the hall\nThe ambassador opened the new hall.\n",
    "04.txt": "!site b.org\n!language ru\n# Заявление посла\nПосол открыл зал [red]сегодня[/red].\n",
    "05.txt": f"!site a.org\n!kind listing\n{LISTING}",
    "06.txt": b"",
    "07.txt": b"\xff\xfe\xff",
    "08.txt": "# Undated [bold]words[/bold] :smile:\nA hall \x1b[2Jof \u202emirrors.\n",
}


def stock(archive: Path, folder: Path) -> None:
    """Make the archive from the pages, which are written to the folder."""
    folder.mkdir()
    for name, content in PAGES.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    ingest(archive, [str(folder)], jobs=1, engine=FakeEngine)
